"""The version is told in one place, and the changelog has a heading for it."""

import json
import re
import tomllib

from local.state import ROOT
from ordak import VERSION

CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
HEADINGS = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", CHANGELOG, re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_version_is_the_layers_wherever_it_is_told() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "layers/common/ordak/__init__.py"
    assert json.loads((ROOT / "openapi.json").read_text())["info"]["version"] == VERSION


def test_changelog_has_what_is_to_come_and_the_version_as_its_newest_release() -> None:
    assert HEADINGS[:2] == [("Unreleased", ""), (VERSION, HEADINGS[1][1])]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", date) for _, date in HEADINGS[1:])
    assert set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)) <= KINDS
    assert set(re.findall(r"^\[(.+?)\]: ", CHANGELOG, re.MULTILINE)) == {name for name, _ in HEADINGS}
