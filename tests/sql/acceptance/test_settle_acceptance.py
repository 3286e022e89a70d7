"""api.settle_acceptance: what a person decides about an order that no step may accept."""

from uuid import uuid4

import pytest

from tests.sql.acceptance.deciding import claim, decide, fail, listed, status, waiting
from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, history, row, take


def failed(floor: Floor) -> Json:
    """Return an order whose acceptance failed."""
    values = waiting(floor)
    claim(floor, values)
    fail(floor, values)
    return values


# From which status each decision may be made, and where it leads: status, what the step then does.
MADE = [
    ("pending_acceptance", "accept", "pending_acceptance", "accept"),
    ("pending_acceptance", "refuse", "pending_acceptance", "refuse"),
    ("pending_acceptance", "accepted", "accepted", None),
    ("acceptance_failed", "retry", "pending_acceptance", "accept"),
    ("acceptance_failed", "accept", "pending_acceptance", "accept"),
    ("acceptance_failed", "refuse", "pending_acceptance", "refuse"),
    ("acceptance_failed", "accepted", "accepted", None),
]


@pytest.mark.parametrize(("before", "decision", "leads_to", "action"), MADE)
def test_a_decision_leads_where_the_table_says_and_is_done_already_then(
    market: Floor, before: str, decision: str, leads_to: str, action: str | None
) -> None:
    values = failed(market) if before == "acceptance_failed" else waiting(market, stock=1, quantity=3)
    with market.noted() as events:
        answer = decide(market, values, decision)
    assert (answer["status"], answer["already_done"]) == (leads_to, False)
    assert dict(listed(market)).get(values["mirakl_id"]) == action
    (event,) = [event for event in events if event["kind"] == "acceptance_settled"]
    assert (event["from_status"], event["to_status"], event["actor_kind"]) == (before, leads_to, "staff")
    assert history(market, values)[-1] == status(market, values)
    again = footprint(market)
    assert decide(market, values, decision)["already_done"]
    assert footprint(market) == again


@pytest.mark.parametrize("decision", ["accept", "refuse", "accepted"])
@pytest.mark.parametrize("reason", [None, "", "  "])
def test_all_but_a_retry_want_a_reason(market: Floor, decision: str, reason: str | None) -> None:
    values = failed(market)
    answer = decide(market, values, decision, reason=reason)
    assert (answer["code"], "reason" in answer["message"]) == ("REQ001", True)
    assert decide(market, values, "retry", reason=reason)["ok"]


def test_the_reason_is_a_remark_that_can_be_emptied(market: Floor) -> None:
    values = failed(market)
    decide(market, values, "refuse", reason="Ann Canary rang")
    assert market.one("select text from core.remarks where order_gid = %s", values["order_gid"]) == "Ann Canary rang"
    market.service("redact", store=STORE, orders=[values["order_gid"]])
    assert market.one("select text from core.remarks where order_gid = %s", values["order_gid"]) == ""


@pytest.mark.parametrize("state", ["SHIPPING", "SHIPPED", "CANCELED", "REFUSED"])
def test_what_is_decided_elsewhere_is_not_decided_here(market: Floor, state: str) -> None:
    values = waiting(market)
    take(market, values, "12:30", state=state)
    answer = decide(market, values, "accept" if state != "SHIPPING" else "refuse")
    assert (answer["code"], status(market, values) in answer["message"]) == ("ORD002", True)


def test_a_refusal_is_sent_and_followed(market: Floor) -> None:
    values = failed(market)
    decide(market, values, "refuse")
    assert claim(market, values, "refuse")
    take(market, values, "12:30", state="REFUSED")
    assert (status(market, values), row(market, values)["decision"]) == ("refused", None)
    assert market.counters(values["lines"][0]["sku"]) == (5, 0)


def test_an_unknown_order_and_an_unknown_decision_are_refused(market: Floor) -> None:
    assert market.rpc("settle_acceptance", store=STORE, id="0-Z", decision="retry")["code"] == "ORD001"
    values = failed(market)
    answer = market.rpc("settle_acceptance", store=STORE, id=values["mirakl_id"], decision="perhaps")
    assert (answer["code"], "decision" in answer["message"]) == ("REQ001", True)


def test_the_same_scan_is_answered_as_it_was(market: Floor) -> None:
    values, scan = failed(market), str(uuid4())
    asked = {"store": STORE, "id": values["mirakl_id"], "decision": "retry", "scan_id": scan}
    first = market.rpc("settle_acceptance", **asked)
    claim(market, values)
    fail(market, values)
    assert market.rpc("settle_acceptance", **asked) == first
    assert status(market, values) == "acceptance_failed"
