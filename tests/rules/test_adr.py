"""Each decision has a number, a title, a date and a status, and every link between documents leads somewhere."""

import re
from pathlib import Path

import pytest

from local.state import ROOT

DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_HEAD = re.compile(
    r"# (?P<number>[1-9]\d*)\. [A-Z`a-z].{9,99}[^.\s]\n\n"
    r"20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01]) · "
    r"(accepted|accepted; partly superseded by (?P<partly>\d{4})|superseded by (?P<wholly>\d{4}))\n\n"
)
_LINK = re.compile(r"\]\((?!https?://)([^)\s#]*)(?:#([^)\s]+))?\)")


def head(text: str) -> dict[str, str | None]:
    """Take a decision's head apart; nothing where it has not the form."""
    found = _HEAD.match(text)
    return found.groupdict() if found else {}


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_begins_with_its_number_title_date_and_status(file: Path) -> None:
    found = head(file.read_text())
    assert found, "# 7. Title\n\n2026-11-29 · accepted\n\n…"
    assert f"{int(str(found['number'])):04}" == file.name[:4]
    for newer in {found["partly"], found["wholly"]} - {None}:
        assert list(file.parent.glob(f"{newer}-*.md")), newer


def test_no_number_of_a_decision_is_given_twice() -> None:
    numbers = [file.name[:4] for file in DECISIONS]
    assert sorted(set(numbers)) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "# 7. A plain title of it\n\n**Decision.** …\n",
        "# 7. A plain title of it\n\n2026-11-29. Why it came.\n\n**Decision.** …\n",
        "# 7. A plain title of it\n\n2026-11-29 · decided\n\n",
        "# 7. A plain title of it\n\n2026-13-29 · accepted\n\n",
        "# A plain title of it\n\n2026-11-29 · accepted\n\n",
    ],
)
def test_another_form_of_a_head_is_seen(text: str) -> None:
    assert head(text) == {}


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file_and_its_heading(file: Path) -> None:
    for path, anchor in _LINK.findall(file.read_text()):
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target), f"{path}#{anchor}"


def anchors(file: Path) -> set[str]:
    """Return the anchors that GitHub makes of a document's headings."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
