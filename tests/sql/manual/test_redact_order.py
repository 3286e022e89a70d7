"""api.redact_order: of a customer whom no shop knows nothing is left in any table, once their order is over."""

from uuid import uuid4

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import STRANGERS, Floor, Sale
from tests.sql.manual.manual import edit, order_id, product, taken
from tests.sql.redaction.people import found


def customer(floor: Floor, canary: str) -> Sale:
    """Let a customer leave their name wherever an order of ours can keep it."""
    sale = taken(
        floor,
        product(cake_message=f"For {canary}", notes=f"{canary} cannot eat nuts"),
        customer_name=canary,
        notes=f"{canary} rings",
        scan_id=str(uuid4()),
    )
    floor.bring(sale.id, "Packing")
    edit(floor, sale, {**product(cake_message=f"For {canary} and Bo"), "line": 1}, scan_id=str(uuid4()))
    floor.rpc("qc_return_to_decorating", id=sale.id, reason=f"{canary} is spelt wrong", scan_id=str(uuid4()))
    return sale


def test_nothing_of_the_customer_is_left_anywhere(floor: Floor) -> None:
    sale, other = customer(floor, "Canaryanna"), customer(floor, "Canaryotto")
    assert {
        "core.sales.customer_name",
        "core.sales.order_json",
        "core.orders.cake_message",
        "core.orders.notes",
        "core.orders.qc_reason",
        "core.remarks.text",
        "core.scans.answer",
        "core.ticket_changes.before",
    } == found(floor, "Canaryanna")
    floor.rpc("cancel_order", id=sale.id)
    floor.rpc("acknowledge_change", id=sale.id)
    others = found(floor, "Canaryotto")
    with floor.noted() as events:
        answer = floor.rpc("redact_order", id=order_id(sale))
    assert (answer["sales"], answer["already_done"]) == (1, False)
    assert found(floor, "Canaryanna") == set()
    assert found(floor, "Canaryotto") == others
    assert floor.ticket(other.id)["cake_message"] == "For Canaryotto and Bo"
    assert [(event["kind"], event["order_gid"]) for event in events] == [("redacted", sale.gid)]
    assert floor.rpc("redact_order", id=sale.id)["already_done"]
    assert_books(floor)


def test_an_order_with_a_cake_to_be_finished_keeps_its_customer(floor: Floor) -> None:
    sale = taken(floor)
    answer = floor.rpc("redact_order", id=sale.id)
    assert (answer["code"], "to be finished" in answer["message"]) == ("ORD002", True)
    floor.bring(sale.id, "Complete")
    assert floor.rpc("redact_order", id=sale.id)["sales"] == 1


def test_a_delivery_that_holds_the_number_alone_stays(floor: Floor) -> None:
    """The number of an order of ours is short, and stands in many a delivery."""
    sale = taken(floor)
    number = order_id(sale).rpartition("-m")[2]
    body = f'{{"total": {number}}}'.encode()
    floor.service("hold_delivery", store="bannos", topic="x", body=body, reason="r", permanent=True)
    floor.bring(sale.id, "Complete")
    floor.rpc("redact_order", id=sale.id)
    assert floor.one("select body from core.held_deliveries where topic = 'x'") == body


def test_an_order_of_another_store_is_not_there(floor: Floor) -> None:
    assert floor.rpc("redact_order", "zoe", id=taken(floor).id)["code"] == "ORD001"


@pytest.mark.parametrize(
    ("who", "may"), [("supervisor", 1), ("admin", 1), ("agent", 0), ("staff", 0), ("packer", 0), ("member", 0)]
)
def test_only_who_may_empties_an_order(floor: Floor, who: str, may: int) -> None:
    sale = taken(floor)
    floor.rpc("cancel_order", id=sale.id)
    assert floor.rpc("redact_order", who, id=sale.id).get("code") == (None if may else "AUTH001")
    kept = floor.one("select customer_name from core.sales where order_gid = %s", sale.gid)
    assert (kept is None) == bool(may)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_empties_nothing(floor: Floor, stranger: str) -> None:
    sale = taken(floor)
    assert floor.rpc("redact_order", actor=STRANGERS[stranger], id=sale.id)["code"] == "AUTH001"
