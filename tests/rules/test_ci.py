"""What a change has to pass is run for every pull request and for main, with no more than it needs."""

import re
from typing import Any

import pytest
import yaml

from local.state import ROOT

WORKFLOW = ROOT / ".github/workflows/ci.yml"


class Loader(yaml.SafeLoader):
    """YAML as GitHub reads it: `on` is a word, not a truth."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(WORKFLOW.read_text(), Loader)  # noqa: S506 - as safe as the one it is made of
    return read


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_it_runs_for_every_pull_request_and_for_main(workflow: dict[str, Any]) -> None:
    assert workflow["on"] == {"pull_request": None, "push": {"branches": ["main"]}}
    assert workflow["concurrency"]["group"] == "ci-${{ github.ref }}"


def test_it_runs_what_a_change_has_to_pass_and_nothing_makes_it_optional(workflow: dict[str, Any]) -> None:
    (job,) = workflow["jobs"].values()
    (run,) = [step for step in job["steps"] if ".ci/run" in step.get("run", "")]
    assert run == {"run": ".ci/run"}
    assert "continue-on-error" not in WORKFLOW.read_text()
    assert "if" not in job
    assert int(job["timeout-minutes"]) <= 60


def test_it_may_read_the_source_and_nothing_else(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in workflow["jobs"].values())
    assert "secrets" not in WORKFLOW.read_text()
    (checkout,) = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"]["persist-credentials"] == "false"


def test_what_it_uses_is_githubs_own_and_pinned(workflow: dict[str, Any]) -> None:
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"actions/[\w-]+@v[0-9]+", name)] == []


def test_figures_and_pictures_are_kept_also_of_a_run_that_failed(workflow: dict[str, Any]) -> None:
    (upload,) = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/upload-artifact@")]
    assert upload["if"] == "always()"
    assert {".ci/figures.json", ".screens"} == set(upload["with"]["path"].split())
    assert upload["with"]["include-hidden-files"] == "true"
    assert upload["with"]["if-no-files-found"] == "ignore"
