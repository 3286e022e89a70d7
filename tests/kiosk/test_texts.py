"""The kiosk has a text for whatever the server may name; what any page's catalogue has to be: tests/rules/test_page_texts.py."""

import json
import re
from typing import get_args

import pytest

from local.aws.pages import WEB
from local.state import ROOT
from ordak.shopify.order_rules import Flag

KIOSK = WEB / "kiosk"
TEXT: dict[str, str] = json.loads((KIOSK / "texts/en.json").read_text())
PLACE = re.compile(r"\{(\w+)\}")
# Keys that are put together while the page runs: each family's beginning, and where its members come from.
FAMILIES = {
    "action.": re.findall(r"\('(\w+)', ", (ROOT / "migrations/reference/transitions.sql").read_text()),
    "stage.": ["Filling", "Covering", "Decorating", "Packing", "Complete"],
    "band.word.": ["received", "ok", "already", "refused", "unknown", "failed", "kept", "cancelled", "choose", "other_store", "no_order"],
    "band.done.": re.findall(
        r'"(\w+)"', "".join(re.findall(r"TOLD = new Set\(\[(.*?)\]", (KIOSK / "engine/messages.ts").read_text(), re.DOTALL))
    ),
    "ticket.method.": ["pickup", "delivery", "shipping"],
    "ticket.priority.": ["Low", "Medium", "High"],
    "nav.": ["reviews", "scans", "find", "week", "devices"],
    "scans.came.": ["waiting", "ok", "already", "refused", "undoing", "undone", "withdrawn"],
    "sign.": ["UNDO", "NEXT", "ACK", "CLEAN"],
    "queue.tab.": ["list", "batch", "unassigned", "mine"],
    "noticed.": ["new", "arrived", "changed", "cancelled"],
    "header.theme.": ["auto", "light", "dark"],
    "header.sound-": ["on", "off"],
    "flag.": list(get_args(Flag.__value__)),
}  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_whatever_the_server_may_name_has_a_text(family: str) -> None:
    assert FAMILIES[family]
    assert [name for name in FAMILIES[family] if family + name not in TEXT] == []


def test_messages_of_the_engine_name_only_places_that_it_fills() -> None:
    band = {key: set(PLACE.findall(text)) for key, text in TEXT.items() if key.startswith("band.")}
    filled = {"ticket", "action", "stage", "message", "person", "seconds", "code", "id", "storage", "priority"}
    filled |= {"store", "number", "count", "time"}
    assert {key: places - filled for key, places in band.items() if places - filled} == {}
