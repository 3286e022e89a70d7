"""What an alert says: every kind in words, ids and codes alone, and nothing that Slack would obey."""

import re
from typing import Any

import pytest

from alert_message import message
from alert_texts import TEXTS
from local.state import ROOT
from tests.sql_files import sql

NOW = 1_795_262_400.0
AT = "2026-11-21T12:00:00+00:00"


def alert(kind: str = "work_dead", **more: Any) -> dict[str, Any]:
    return {"work_id": 1, "kind": kind, "store": "bannos", "ref": "7", "order_id": None, "at": AT, "detail": {}} | more


def test_every_kind_that_sql_knows_has_its_words_and_no_other() -> None:
    found: set[str] = set()
    for file in (ROOT / "migrations").rglob("*.sql"):
        if file.name != "schema.sql":
            found |= set(re.findall(r"core\.alert\('([\w:]+)'", file.read_text()))
            # A version writes its own into the outbox: there are no functions yet when it runs.
            found |= set(re.findall(r"'kind', '(\w+)', 'store'", file.read_text()))
    assert found == set(TEXTS)
    calls = re.findall(
        r"core\.alert\((?!p_kind)([^')]*)",
        "".join(file.read_text() for file in sql("api")),
    )
    assert calls == [""] * len(calls)  # a kind is always written out


@pytest.mark.parametrize("kind", TEXTS)
def test_every_kind_says_what_happened_where_of_what_and_what_to_do(kind: str) -> None:
    heading, about, todo = message([alert(kind)], NOW).splitlines()
    assert heading == f"*bannos: {TEXTS[kind].what}*"
    assert about == "• 7"
    assert todo.startswith("→ ")


@pytest.mark.parametrize("kind", TEXTS)
def test_every_runbook_entry_that_is_named_is_there(kind: str) -> None:
    entries = set(re.findall(r"^## (.+)$", (ROOT / "docs/runbook.md").read_text(), re.MULTILINE))
    assert set(re.findall(r"docs/runbook\.md: ([^.]+)\.", TEXTS[kind].do)) <= entries


@pytest.mark.parametrize("kind", TEXTS)
def test_what_to_do_is_told_whole_and_names_functions_as_they_are_called(kind: str) -> None:
    text = message([alert(kind)], NOW)
    assert text.endswith(f"→ {TEXTS[kind].do}")
    # Of ours alone: nothing in it has to be escaped.
    assert not re.search(r"[*~&<>]", TEXTS[kind].what + TEXTS[kind].do)
    functions = {file.stem for file in sql("api")}
    tables = set(re.findall(r"CREATE TABLE core\.(\w+)", (ROOT / "migrations/schema.sql").read_text()))
    settings = {"business_hours", "order_rules"}
    assert set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", TEXTS[kind].do)) <= functions | tables | settings


def test_a_name_with_underscores_in_a_value_stays_whole() -> None:
    detail = {"topic": "order_ingest_retry", "error": "_italic_ __x"}
    assert "topic order_ingest_retry, error  italic   x" in message([alert("work_dead", detail=detail)], NOW)


def test_a_kind_yet_unknown_is_told_all_the_same() -> None:
    assert "*bannos: A person has to look at this: brand_new*" in message([alert("brand_new")], NOW)


def test_alerts_of_one_kind_and_store_stand_together() -> None:
    text = message(
        [alert("stock_short", ref="a"), alert("quarantined", ref="b"), alert("stock_short", ref="c"),
         alert("stock_short", ref="d", store="flourlane"), alert("inventory:low", ref="e", store=None)],
        NOW,
    )  # fmt: skip
    headings = [line for line in text.splitlines() if line.startswith("*")]
    assert [heading.split(":")[0] for heading in headings] == ["*All stores", "*bannos", "*bannos", "*flourlane"]
    assert text.count("→") == 4
    assert "• a\n• c\n" in text


def test_what_is_about_no_store_stands_under_its_organisation() -> None:
    low = [alert("inventory:low", store=None, detail={"organisation": name}) for name in ("mill", "house", "mill")]
    headings = [line.split(":")[0] for line in message(low, NOW).splitlines() if line.startswith("*")]
    assert headings == ["*house", "*mill"]


def test_an_order_is_named_as_people_call_it_with_the_details_of_its_kind() -> None:
    detail = {"skus": ["VAN", "ICING"], "secret": "no detail of this kind"}
    text = message([alert("stock_short", ref="gid://shopify/Order/1", order_id="bannos-1001", detail=detail)], NOW)
    assert "• bannos-1001, skus VAN, ICING" in text
    assert "gid" not in text
    assert "secret" not in text


def test_counts_and_long_lists_are_readable() -> None:
    assert "counts drift 2, order_missing 1" in message(
        [alert("sync_found", detail={"run": "orders", "counts": {"order_missing": 1, "drift": 2}})], NOW
    )
    assert "and 5 more" in message([alert("data_requested", detail={"orders": [str(n) for n in range(15)]})], NOW)


def test_nothing_in_it_is_obeyed_by_slack() -> None:
    evil = "<!channel> <https://evil.example|click> & *bold* `code`\n• forged"
    text = message([alert("push_failed", ref=evil, detail={"sku": evil, "code": "x" * 500})], NOW)
    assert "<!" not in text
    assert "<http" not in text
    assert len(text.splitlines()) == 3
    assert text.count("*") == 2
    assert len(text) < 1000


def test_a_late_one_says_when_it_happened_in_the_readers_time() -> None:
    moment = 1_795_262_400
    assert "<!date" not in message([alert()], moment + 599)
    assert f"<!date^{moment}^{{date_num}} {{time}}|2026-11-21 12:00 UTC>" in message([alert()], moment + 601)
