"""template.yaml is read as CloudFormation and SAM would."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from local.aws.cloudformation import Resolver, load
from local.aws.cron import next_time
from local.aws.routes import find_route
from local.aws.template import Route, Template, read_template
from local.state import ROOT

ENDPOINT = "http://127.0.0.1:5000"


@pytest.fixture(scope="module")
def template() -> Template:
    """Read the project's own template."""
    return read_template(ROOT / "template.yaml", ENDPOINT)


def test_functions_have_their_folders_layers_and_variables(template: Template) -> None:
    function = template.functions["WebhookFunction"]
    assert function.code == ROOT / "functions/webhook"
    assert function.layers == (ROOT / "layers/common",)
    assert function.json_logs
    assert function.variables["INGEST_RETRY_QUEUE_URL"] == f"{ENDPOINT}/123456789012/IngestRetryQueue"


def test_secrets_go_only_to_the_function_that_verifies_deliveries(template: Template) -> None:
    holders = {f.name for f in template.functions.values() for v in f.variables if "WEBHOOK_SECRET" in v}
    assert holders == {"WebhookFunction"}


def test_only_the_migrations_get_the_owners_database_url(template: Template) -> None:
    resources = load(ROOT / "template.yaml")["Resources"]
    holders = {name for name, resource in resources.items() if "${Environment}/migrate" in str(resource)}
    assert holders == {"MigrateFunction"}
    assert template.functions["MigrateFunction"].layers[-1] == ROOT / "migrations"


def test_every_queue_waits_six_times_its_functions_timeout_and_has_dead_letters(template: Template) -> None:
    assert template.sources
    for source in template.sources:
        timeout = template.functions[source.function].timeout
        assert int(source.queue.attributes["VisibilityTimeout"]) >= 6 * timeout
        assert source.queue.dead_letters in {queue.logical_id for queue in template.queues}
        assert source.partial


def test_health_has_routes_and_everything_unknown_goes_to_rpc(template: Template) -> None:
    for path in ("/api/health", "/edge/health"):
        match = find_route(template.routes, "GET", path)
        assert match is not None
        assert match.route.key == f"GET {path}"
    default = find_route(template.routes, "GET", "/api/healthy")
    assert default is not None
    assert default.route == Route("$default", "RpcFunction")


def test_globals_are_merged_as_sam_does(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("""
        Globals: {Function: {Timeout: 7, Environment: {Variables: {A: one, B: one}}, Layers: [!Ref First]}}
        Resources:
          First: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: first}}
          Second: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: second}}
          F:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: f
              Handler: m.h
              Layers: [!Ref Second]
              Environment: {Variables: {B: two}}
        """)
    function = read_template(tmp_path / "t.yaml", ENDPOINT).functions["F"]
    assert function.timeout == 7
    assert function.variables == {"A": "one", "B": "two"}
    assert [layer.name for layer in function.layers] == ["first", "second"]


def test_list_parameters_are_lists_and_may_be_empty(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("""
        Parameters:
          Subnets: {Type: CommaDelimitedList, Default: ""}
          Origins: {Type: CommaDelimitedList, Default: "https://a, https://b"}
        Conditions: {InVpc: !Not [!Equals [!Join ["", !Ref Subnets], ""]]}
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: f
              Handler: m.h
              FunctionUrlConfig: {Cors: {AllowOrigins: !Ref Origins}}
              Environment: {Variables: {VPC: !If [InVpc, "yes", "no"]}}
        """)
    outside = read_template(tmp_path / "t.yaml", ENDPOINT).functions["F"]
    inside = read_template(tmp_path / "t.yaml", ENDPOINT, {"Subnets": "subnet-1"}).functions["F"]
    assert outside.url == {"Cors": {"AllowOrigins": ["https://a", "https://b"]}}
    assert (outside.variables["VPC"], inside.variables["VPC"]) == ("no", "yes")


@pytest.mark.parametrize(
    ("node", "value"),
    [
        ({"Ref": "Name"}, "cake"),
        ({"Ref": "AWS::Region"}, "us-east-1"),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, "Queue/Arn"),
        (
            {"Fn::Sub": "${Name}-${Queue.Arn}-${AWS::AccountId}-${!kept}"},
            "cake-Queue/Arn-123456789012-${kept}",
        ),
        ({"Fn::Sub": ["${Own}", {"Own": {"Ref": "Name"}}]}, "cake"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Name"}]]}, "a-cake"),
        ({"Fn::If": ["IsCake", "yes", "no"]}, "yes"),
        ({"Fn::If": ["IsNoCake", "yes", "no"]}, "no"),
        ({"a": {"Fn::If": ["IsNoCake", "x", {"Ref": "AWS::NoValue"}]}, "b": 1}, {"b": 1}),
        (["a", {"Fn::If": ["IsNoCake", "x", {"Ref": "AWS::NoValue"}]}], ["a"]),
        ({"Fn::Select": ["1", {"Fn::Split": [",", "a,b"]}]}, "b"),
        ({"Fn::FindInMap": ["Sizes", {"Ref": "Name"}, "Small"]}, 6),
        ({"Fn::Equals": [{"Ref": "Zero"}, 0]}, True),
    ],
)
def test_intrinsic_functions_have_their_values(node: object, value: object) -> None:
    conditions = {
        "IsCake": {"Fn::Equals": [{"Ref": "Name"}, "cake"]},
        "IsNoCake": {"Fn::Not": [{"Condition": "IsCake"}]},
    }
    values = {"Name": "cake", "Zero": "0"}
    mappings = {"Sizes": {"cake": {"Small": 6}}}
    resolver = Resolver(values, lambda name, attribute: f"{name}/{attribute}", conditions, mappings)
    assert resolver.resolve(node) == value


@pytest.mark.parametrize(
    ("method", "path", "key"),
    [
        ("GET", "/a/b", "GET /a/b"),
        ("GET", "/a/c", "GET /a/{id}"),
        ("POST", "/a/b", "ANY /a/{id}"),
        ("GET", "/a/b/c", "ANY /a/{rest+}"),
        ("GET", "/a", "$default"),
        ("GET", "/a.b", "GET /a.b"),
        ("GET", "/axb", "$default"),
    ],
)
def test_the_most_specific_route_answers(method: str, path: str, key: str) -> None:
    keys = ("$default", "ANY /a/{rest+}", "ANY /a/{id}", "GET /a/{id}", "GET /a/b", "GET /a.b")
    match = find_route([Route(k, "F") for k in keys], method, path)
    assert match is not None
    assert match.route.key == key


@pytest.mark.parametrize(
    ("expression", "due"),
    [
        ("rate(1 minute)", "2026-11-21T08:31:20"),
        ("rate(2 days)", "2026-11-23T08:30:20"),
        ("cron(0 3 * * ? *)", "2026-11-22T03:00:00"),
        ("cron(0/20 8-17 ? * MON-FRI *)", "2026-11-23T08:00:00"),
        ("cron(45 8 21 NOV ? 2026)", "2026-11-21T08:45:00"),
        ("cron(30 8 * * ? *)", "2026-11-22T08:30:00"),
        ("cron(0 0 ? * SUN *)", "2026-11-22T00:00:00"),
    ],
)
def test_schedule_is_next_due(expression: str, due: str) -> None:
    now = datetime(2026, 11, 21, 8, 30, 20, tzinfo=UTC)  # a Saturday
    assert next_time(expression, now) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.parametrize("expression", ["every minute", "rate(1 week)", "cron(* * *)", "cron(0 0 1 1 ? 2020)"])
def test_schedule_that_is_none_or_never_due_is_an_error(expression: str) -> None:
    with pytest.raises(ValueError, match=r"no schedule|never due"):
        next_time(expression, datetime(2026, 11, 21, tzinfo=UTC))
