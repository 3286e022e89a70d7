"""What a new function has to be entered into, place by place: a place that lacks it is named."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from local.aws.cloudformation import load
from local.state import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
RESOURCES: dict[str, Any] = load(ROOT / "template.yaml")["Resources"]
FOLDERS = sorted(folder.name for folder in (ROOT / "functions").iterdir() if any(folder.glob("*.py")))
# The same function under its name in the template.
DEPLOYED = sorted(name for name, each in RESOURCES.items() if each["Type"] == "AWS::Serverless::Function")
# The migrator runs while nothing else does, and its failure stops the deployment.
WATCHED_OTHERWISE = {"MigrateFunction"}
# It would send its own failures to itself.
READS_LOGS = "SentryFunction"

type Place = Callable[[str], bool]


def paths(*keys: str) -> list[str]:
    """Return a list of paths of pyproject.toml."""
    found: Any = PROJECT["tool"]
    for key in keys:
        found = found[key]
    return list(found)


PLACES_OF_A_FOLDER: dict[str, Place] = {
    "pyproject.toml, tool.hatch.build.dev-mode-dirs": lambda name: (
        f"functions/{name}" in paths("hatch", "build", "dev-mode-dirs")
    ),
    "pyproject.toml, tool.ruff.src": lambda name: f"functions/{name}" in paths("ruff", "src"),
    "pyproject.toml, tool.mypy.mypy_path": lambda name: f"functions/{name}" in paths("mypy", "mypy_path"),
    "the map in README.md": lambda name: f"| `functions/{name}` |" in (ROOT / "README.md").read_text(),
    "template.yaml, CodeUri": lambda name: any(
        re.fullmatch(rf"(\./)?functions/{name}/?", str(RESOURCES[each]["Properties"].get("CodeUri")))
        for each in DEPLOYED
    ),
}
PLACES_OF_A_FUNCTION: dict[str, Place] = {
    "template.yaml, an alarm …Errors": lambda name: name in WATCHED_OTHERWISE or alarm(name, "Errors"),
    "template.yaml, a log group …Logs": lambda name: f"{name.removesuffix('Function')}Logs" in RESOURCES,
    "template.yaml, Events of SentryFunction": lambda name: name == READS_LOGS or f"{logs(name)}" in subscribed(),
}


def alarm(function: str, metric: str) -> bool:
    """Whether an alarm watches this metric of Lambda's of a function."""
    return any(
        each["Type"] == "AWS::CloudWatch::Alarm"
        and each["Properties"].get("MetricName") == metric
        and f"'{function}'" in str(each["Properties"].get("Dimensions"))
        for each in RESOURCES.values()
    )


def logs(function: str) -> str:
    """Return the log group that a function writes to."""
    return str(RESOURCES[function]["Properties"]["LoggingConfig"]["LogGroup"]["Ref"])


def subscribed() -> set[str]:
    """Return the log groups whose failures are sent to Sentry."""
    events = RESOURCES[READS_LOGS]["Properties"]["Events"].values()
    return {each["Properties"]["LogGroupName"]["Ref"] for each in events}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_functions_folder_is_in_every_place(folder: str) -> None:
    assert [place for place, has in PLACES_OF_A_FOLDER.items() if not has(folder)] == []


@pytest.mark.parametrize("function", DEPLOYED)
def test_a_function_of_the_template_is_in_every_place(function: str) -> None:
    assert [place for place, has in PLACES_OF_A_FUNCTION.items() if not has(function)] == []


def test_a_new_function_lacks_every_place() -> None:
    assert [place for place, has in PLACES_OF_A_FOLDER.items() if has("unheard_of")] == []
    assert not alarm("UnheardOfFunction", "Errors")
