"""api.redact: nothing of a customer is left in any table; ledger, events and stages stay as they were."""

import pytest

from tests.sql.books import footprint
from tests.sql.floor import STRANGERS, Floor, Sale, cake
from tests.sql.redaction.people import customer, found


def kept(floor: Floor, sale: Sale) -> list[object]:
    """Return what redaction may not touch: ledger, events, the ticket's stage and moments, its scans' ids."""
    ticket = floor.ticket(sale.id)
    private = {"product_title", "cake_message", "notes", "allergies", "due_slot", "due_text", "qc_reason", "storage"}
    private |= {"updated_at", "updated_by"}
    return [
        floor.rows("select * from core.inventory_txn order by txn_id"),
        floor.rows("select * from core.order_events where order_gid = %s order by event_no", sale.gid),
        {key: value for key, value in ticket.items() if key not in private},
        floor.rows("select line_no, sku, quantity, unit_amount from core.sale_lines where order_gid = %s", sale.gid),
        floor.rows("select total_amount, currency, ordered_at from core.sales where order_gid = %s", sale.gid),
        floor.rows("select scan_id from core.scans order by 1"),
    ]


def test_nothing_of_a_customer_is_left_anywhere_and_history_is_whole(floor: Floor) -> None:
    sale, other = customer(floor, "Canaryanna"), customer(floor, "Canaryotto")
    before, others = kept(floor, sale), found(floor, "Canaryotto")

    with floor.noted() as events:
        answer = floor.service("redact", store="bannos", orders=[sale.gid])
    assert (answer["sales"], answer["already_done"]) == (1, False)
    assert found(floor, "Canaryanna") == set()
    assert kept(floor, sale) == before
    assert found(floor, "Canaryotto") == others
    assert floor.ticket(other.id)["cake_message"] == "For Canaryotto and Bo"
    assert [(event["kind"], event["detail"]) for event in events] == [("redacted", {"sales": 1})]
    assert floor.service("redact", store="bannos", orders=[sale.gid])["already_done"]


def test_an_order_that_changes_after_it_was_redacted_brings_nothing_back(floor: Floor) -> None:
    sale = customer(floor, "Canarylate")
    floor.service("redact", store="bannos", orders=[sale.gid])
    late = {"cake_message": "For Canarylate", "due_slot": "Canarylate at 9", "flavour": "Mango"}
    floor.again(sale, "10:02", tickets=[cake(product_title="Cake of Canarylate", delivery_method="pickup", **late)])
    assert found(floor, "Canarylate") == set()
    assert floor.ticket(sale.id)["flavour"] == "Mango"


def test_a_cake_whose_typed_title_was_emptied_stays_a_cake_however_it_is_read_later(floor: Floor) -> None:
    sale = customer(floor, "Canarykind")
    floor.service("redact", store="bannos", orders=[sale.gid])
    (typed,) = sale.order["lines"]
    floor.again(sale, "10:02", lines=[{**typed, "kind": "extra"}], tickets=[], others=sale.order["tickets"])
    assert floor.ticket(sale.id)["cancelled_at"] is None
    assert floor.one("select kind::text from core.sale_lines where order_gid = %s", sale.gid) == "cake"


def test_a_delivery_that_waited_brings_nothing_back(floor: Floor) -> None:
    sale = customer(floor, "Canarywait")
    floor.service("redact", store="bannos", orders=[sale.gid])
    rows = floor.rows("select resolved_at, body from core.held_deliveries where order_gid = %s", sale.gid)
    assert [(row["resolved_at"] is None, row["body"]) for row in rows] == [(False, b"")]


def test_a_ticket_that_waited_to_be_acknowledged_can_still_be(floor: Floor) -> None:
    sale = customer(floor, "Canaryack")
    floor.service("redact", store="bannos", orders=[sale.gid])
    assert floor.ticket(sale.id)["flags"] == ["changed"]
    assert floor.rpc("acknowledge_change", id=sale.id)["ok"]
    assert floor.rpc("complete_decorating", id=sale.id)["ok"]


@pytest.mark.parametrize("orders", [[], ["gid://shopify/Order/0"]])
def test_of_nobody_nothing_is_redacted(floor: Floor, orders: list[str]) -> None:
    customer(floor, f"Canarynobody{len(orders) + 7}")
    before = footprint(floor)
    assert floor.service("redact", store="bannos", orders=orders)["already_done"]
    assert footprint(floor) == before


def test_another_stores_order_of_the_same_gid_stays(floor: Floor) -> None:
    theirs = customer(floor, "Canarysame", "flourlane")
    assert floor.service("redact", store="bannos", orders=[theirs.gid])["sales"] == 0
    assert floor.ticket(theirs.id)["notes"]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_redacts_nothing(floor: Floor, stranger: str) -> None:
    assert floor.service("redact", actor=STRANGERS[stranger], store="bannos")["code"] == "AUTH001"
