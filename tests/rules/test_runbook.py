"""Every alarm leads somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_alarm_names_an_entry_of_the_runbook() -> None:
    named = set(re.findall(r"docs/runbook\.md#([a-z-]+)", (ROOT / "template.yaml").read_text()))
    entries = set(re.findall(r"^## (.+)$", (ROOT / "docs/runbook.md").read_text(), re.MULTILINE))
    assert named
    assert named <= entries
