"""`make deploy`: the plan needs nobody, and nothing begins that cannot end."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from samcli.cli.types import CfnParameterOverridesType  # type: ignore[import-untyped,unused-ignore]

from local.aws.cloudformation import load
from local.state import ROOT
from tools.ship import deploy


def unasked(*_: object) -> bool:
    raise AssertionError("nobody is to be asked")


@pytest.fixture
def nothing_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials anywhere, and a build or a deployment fails the test."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setattr(deploy, "run", unasked)


@pytest.mark.usefixtures("nothing_outside")
@pytest.mark.parametrize("environment", deploy.ENVIRONMENTS)
def test_dry_run_prints_the_plan_without_aws(
    environment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deploy, "has_credentials", unasked)
    assert deploy.main([environment, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert f"stack ordak-{environment} in " in said
    assert "M00_core" in said
    assert f"ordak/{environment}/rpc: database_url, jwks\n" in said
    assert f"ordak/{environment}/sync: database_url, shopify_client_id_bannos, shopify_client_id_flourlane, " in said
    assert (
        f"ordak/{environment}/reporter: [alert_addresses], database_url, [posthog_key], [slack_webhook_url]\n" in said
    )
    assert "shopify_token" not in said
    assert said.index("MigrateFunction's new version runs") < said.index("traffic moves")


@pytest.mark.usefixtures("nothing_outside")
def test_without_credentials_it_says_so_and_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["dev"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("make deploy: There are no AWS credentials: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(("environment", "refused"), [("dev", False), ("staging", True), ("prod", True)])
def test_only_what_is_committed_leaves_dev(environment: str, *, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deploy, "has_credentials", lambda: True)
    plan = deploy.make_plan(environment)
    plan = replace(plan, parameters={**plan.parameters, **dict.fromkeys(deploy.NEEDED_IN_PROD, "given")})
    assert bool([*deploy.obstacles(replace(plan, clean=False))]) is refused
    assert not [*deploy.obstacles(replace(plan, clean=True))]


@pytest.mark.usefixtures("nothing_outside")
def test_prod_without_a_subscriber_of_alarms_is_refused_before_anything_is_built(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy, "has_credentials", lambda: True)
    assert deploy.main(["prod"]) == 1
    assert capsys.readouterr().err.startswith("make deploy: samconfig.toml has no AlarmEmail for prod: ")
    plan = deploy.make_plan("prod")
    given = dict.fromkeys(deploy.NEEDED_IN_PROD, "given")
    for name in given:
        missing = replace(plan, clean=True, parameters={**plan.parameters, **given, name: ""})
        assert [reason.split()[3] for reason in deploy.obstacles(missing)] == [name]


def test_the_template_refuses_prod_without_a_subscriber_of_alarms() -> None:
    """For whoever deploys without `make deploy`."""
    rule = load(ROOT / "template.yaml")["Rules"]["SomebodyHears"]
    assert rule["RuleCondition"] == {"Fn::Equals": [{"Ref": "Environment"}, "prod"]}
    assert [each["Assert"] for each in rule["Assertions"]] == [
        {"Fn::Not": [{"Fn::Equals": [{"Ref": "AlarmEmail"}, ""]}]}
    ]


@pytest.mark.parametrize("environment", deploy.ENVIRONMENTS)
def test_sam_gets_every_parameter_and_the_release(environment: str) -> None:
    plan = deploy.make_plan(environment)
    plan = replace(plan, parameters={**plan.parameters, "PagesOrigins": 'https://a b,"c"'})
    command = plan.sam_deploy()
    first = command.index("--parameter-overrides") + 1
    given = CfnParameterOverridesType().convert(tuple(command[first : command.index("--tags")]), None, None)
    assert given == {**plan.parameters, "Release": plan.release}


@pytest.mark.parametrize("environment", ["local", *deploy.ENVIRONMENTS])
def test_environment_sets_parameters_that_the_template_has_and_allows(environment: str) -> None:
    parameters = load(ROOT / "template.yaml")["Parameters"]
    settings = tomllib.loads((ROOT / "samconfig.toml").read_text())[environment]["global"]["parameters"]
    values = dict(deploy.unquoted(pair) for pair in settings["parameter_overrides"])
    assert values["Environment"] == environment
    for name, value in values.items():
        assert value in [str(v) for v in parameters[name].get("AllowedValues", [value])], name


def test_release_changes_with_the_files_and_parameters_and_with_nothing_else(tmp_path: Path) -> None:
    for name in deploy.DEPLOYED:
        path = tmp_path / name
        (path.parent if path.suffix else path).mkdir(parents=True, exist_ok=True)
        if path.suffix:
            path.write_text("made of")
    (tmp_path / "migrations/M00.sql").write_text("select 1")
    first = deploy.release_of(tmp_path, {"Environment": "dev"})
    (tmp_path / "layers/__pycache__").mkdir()
    (tmp_path / "layers/__pycache__/a.pyc").write_bytes(b"x")
    (tmp_path / "functions/.DS_Store").write_bytes(b"x")
    assert deploy.release_of(tmp_path, {"Environment": "dev"}) == first
    assert deploy.release_of(tmp_path, {"Environment": "prod"}) != first
    (tmp_path / "tools/ship/artifact.py").write_text("made otherwise")
    assert deploy.release_of(tmp_path, {"Environment": "dev"}) != first
    (tmp_path / "tools/ship/artifact.py").write_text("made of")
    (tmp_path / "migrations/M00.sql").write_text("select 2")
    assert deploy.release_of(tmp_path, {"Environment": "dev"}) != first
