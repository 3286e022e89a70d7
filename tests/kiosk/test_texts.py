"""The kiosk's catalogues say the same in each language, and no view says anything beside them."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from local.aws.pages import WEB
from local.state import ROOT
from ordak.shopify.order_rules import Flag

KIOSK = WEB / "kiosk"
TEXTS: dict[str, dict[str, str]] = {
    path.stem: json.loads(path.read_text()) for path in sorted((KIOSK / "texts").glob("*.json"))
}
PLACE = re.compile(r"\{(\w+)\}")
# What a person would read: between a tag and the next, or in an attribute that is read out aloud.
LITERAL = re.compile(
    r">([^<>{}()=;]*[A-Za-z]{2,}[^<>{}()=;]*)</|(?:aria-label|aria-description|placeholder|title|alt)=\"([^\"]*)\""
)
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


def sources() -> dict[str, str]:
    return {str(path.relative_to(WEB)): path.read_text() for path in KIOSK.rglob("*.ts*")}


@pytest.mark.parametrize("language", [language for language in TEXTS if language != "en"])
def test_catalogues_have_the_same_keys_and_places(language: str) -> None:
    assert list(TEXTS[language]) == list(TEXTS["en"])
    for key, text in TEXTS["en"].items():
        assert set(PLACE.findall(TEXTS[language][key])) == set(PLACE.findall(text)), key


def test_there_are_english_and_french() -> None:
    assert set(TEXTS) >= {"en", "fr"}


@pytest.mark.parametrize("language", TEXTS)
def test_no_text_is_empty_or_ends_in_a_space(language: str) -> None:
    assert [key for key, text in TEXTS[language].items() if text.strip() != text or not text] == []


@pytest.mark.parametrize("language", TEXTS)
def test_what_is_counted_has_a_singular_and_a_plural(language: str) -> None:
    counted = {
        key.removesuffix(f".{form}") for key in TEXTS[language] for form in ("one", "other") if key.endswith(f".{form}")
    }
    counted -= {"flag", "field", "event", "stock", "sign-in", "form.reason", "language"}  # where "other" is a word
    assert counted
    for key in counted:
        assert {f"{key}.one", f"{key}.other"} <= TEXTS[language].keys()


@pytest.mark.parametrize("path", sorted(str(path.relative_to(WEB)) for path in KIOSK.glob("views/*.tsx")))
def test_no_view_has_a_literal_text(path: str) -> None:
    assert literals((WEB / path).read_text()) == []


@pytest.mark.parametrize("line", ["<p>Ready to scan</p>", '<button aria-label="Close" />', "<p>{count} cakes</p>"])
def test_a_literal_text_is_seen(line: str) -> None:
    assert literals(line)


def literals(source: str) -> list[str]:
    without_comments = re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL)
    found = ["".join(match.groups("")) for match in LITERAL.finditer(re.sub(r"\{[^{}]*\}", ">", without_comments))]
    return [text.strip() for text in found if re.search(r"[A-Za-z]{2}", text)]


@pytest.mark.parametrize("family", FAMILIES)
def test_whatever_the_server_may_name_has_a_text(family: str) -> None:
    assert FAMILIES[family]
    assert [name for name in FAMILIES[family] if family + name not in TEXTS["en"]] == []


def test_whatever_the_kiosk_says_is_in_the_catalogue() -> None:
    said = {
        (path, key)
        for path, source in sources().items()
        for key in re.findall(r"(?:\bt\(|text: |hint: )\"([a-z-]+\.[\w.-]+)\"", source)
    }
    assert len(said) > 100
    known = {key.removesuffix(".other") for key in TEXTS["en"]} | TEXTS["en"].keys()
    assert sorted((path, key) for path, key in said if key not in known) == []


def test_no_text_is_there_that_nobody_says() -> None:
    whole = "".join(sources().values())
    asked = set(re.findall(r"[\"'`]([a-z-]+(?:\.[\w-]+)+)[\"'`]", whole))
    put_together = {re.sub(r"\$.*", "", key) for key in re.findall(r"`([a-z-]+\.[^`]*\$\{[^`]*)`", whole)}
    groups = {"stage.", "action.", "flag.", "field.", "fault.", "event.", "stock."}
    left = [
        key
        for key in TEXTS["en"]
        if re.sub(r"\.(one|other)$", "", key) not in asked
        and key not in asked
        and not key.startswith(tuple(put_together | groups))
    ]
    assert left == []


def test_messages_of_the_engine_name_only_places_that_it_fills() -> None:
    assert Path(KIOSK / "texts/en.json").is_file()
    band = {key: set(PLACE.findall(text)) for key, text in TEXTS["en"].items() if key.startswith("band.")}
    filled = {"ticket", "action", "stage", "message", "person", "seconds", "code", "id", "storage", "priority"}
    filled |= {"store", "number", "count", "time"}
    assert {key: places - filled for key, places in band.items() if places - filled} == {}
