"""Every alarm and every alert leads somewhere."""

import re
from pathlib import Path

from alert_texts import TEXTS

ROOT = Path(__file__).resolve().parents[2]


def test_every_alarm_names_an_entry_of_the_runbook() -> None:
    named = set(re.findall(r"docs/runbook\.md#([a-z-]+)", (ROOT / "template.yaml").read_text()))
    entries = set(re.findall(r"^## (.+)$", (ROOT / "docs/runbook.md").read_text(), re.MULTILINE))
    assert named
    assert named <= entries


def test_every_alert_has_its_row_in_the_runbook() -> None:
    [table] = re.findall(r"^## Alerts\n(.+?)\n## ", (ROOT / "docs/runbook.md").read_text(), re.MULTILINE | re.DOTALL)
    rows = [row for row in table.splitlines() if row.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([\w:]+)`", row.split("|")[1])}
    assert named == set(TEXTS)
    assert all(len(row.split("|")) == 5 and all(cell.strip() for cell in row.split("|")[1:4]) for row in rows)
