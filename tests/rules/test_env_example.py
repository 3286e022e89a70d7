"""The file of all settings: as the code reads them, and without a secret; and what is chosen beside it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from local.env_files import EXAMPLE, OWN, chosen, for_people, usual
from local.servers.processes import StackError
from local.state import ROOT, write_env
from tools.generate.env_example import SETTINGS, USUAL, env_example, settings, stores_of

LINES = EXAMPLE.read_text().splitlines()
NAMED = {line.removeprefix("# ").split("=")[0]: number for number, line in enumerate(LINES)}


def test_file_is_what_the_settings_say() -> None:
    assert EXAMPLE.read_text() == env_example()


def test_every_name_that_the_settings_read_is_there_with_its_meaning() -> None:
    code = "".join(source.read_text() for source in SETTINGS)
    read = set(re.findall(r'"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+_?)"', code))
    assert len(read) > 30
    for name in read:
        for full in [name + store for store in stores_of(name)] if name.endswith("_") else [name]:
            above = LINES[: NAMED[full]][::-1]
            meaning = above[: above.index("")][-1]
            assert re.match(r"# \w+( \S+){2,}", meaning), full


def test_setting_without_a_meaning_would_show(tmp_path: Path) -> None:
    source = tmp_path / "settings.py"
    source.write_text('def new() -> str:\n    return required("ORDAK_NEW")\n')
    assert list(settings(source)) == [("", ["ORDAK_NEW"])]


def test_every_variable_that_the_template_gives_is_a_setting() -> None:
    given = set(re.findall(r"^          ([A-Z][A-Z0-9_]+): ", (ROOT / "template.yaml").read_text(), re.MULTILINE))
    assert len(given) > 20
    assert given <= NAMED.keys()


def test_nothing_that_is_kept_in_a_secret_has_a_value() -> None:
    kept = set(re.findall(r'([A-Z][A-Z0-9_]+): [^\n]*"secret:', (ROOT / "template.yaml").read_text()))
    assert len(kept) > 15
    assert usual() == USUAL
    assert not usual().keys() & kept
    assert not [line for line in LINES if re.search(r"(?i)(secret|token|key|pepper|dsn)\w*=\S", line)]


def test_git_ignores_what_a_person_fills_in() -> None:
    git = shutil.which("git")
    assert git is not None
    asked = [git, "check-ignore", OWN, EXAMPLE.name]
    assert subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split() == [OWN]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Return the folder of a stack that runs."""
    folder = tmp_path / ".local"
    folder.mkdir()
    write_env(folder, {"ORDAK_URL": "http://of.the.stack", "ORDAK_SHOPIFY_URL": "http://shop"})
    return folder


def test_what_is_chosen_goes_before_the_running_stack_and_that_before_what_is_usual(state: Path) -> None:
    (state.parent / OWN).write_text('# mine\n\nexport ORDAK_URL="http://of mine"\nORDAK_ADMIN_TOKEN=\n')
    assert chosen(state) == {"ORDAK_URL": "http://of mine"}
    assert for_people(state) == USUAL | {"ORDAK_URL": "http://of mine", "ORDAK_SHOPIFY_URL": "http://shop"}


def test_copy_of_the_example_chooses_what_is_usual(state: Path) -> None:
    (state.parent / OWN).write_text(EXAMPLE.read_text())
    assert chosen(state) == USUAL


@pytest.mark.parametrize("line", ["ORDAK_URLL=zz", "AWS_REGION=zz", "ORDAK_DATABASE_URL=zz", "VITE_APP_URL=zz"])
def test_name_of_no_setting_is_refused(state: Path, line: str) -> None:
    (state.parent / OWN).write_text(f"ORDAK_URL=http://here\n{line}\n")
    with pytest.raises(StackError, match=line.split("=", maxsplit=1)[0]) as refused:
        chosen(state)
    assert "zz" not in str(refused.value)


@pytest.mark.parametrize("line", ["ORDAK_URL zz", "ORDAK_URL=a zz", "ORDAK_URL='zz"])
def test_line_that_cannot_be_read_is_named_by_its_number_alone(state: Path, line: str) -> None:
    (state.parent / OWN).write_text(f"# zz\n{line}\n")
    with pytest.raises(StackError, match="line 2") as refused:
        chosen(state)
    assert "zz" not in str(refused.value)


def test_without_a_stack_and_without_a_choice_a_command_says_so(tmp_path: Path) -> None:
    with pytest.raises(StackError, match="make up"):
        for_people(tmp_path / ".local")["ORDAK_URL"]
