"""A pantry by its routes: an order from the first look to the door, each other end that it may have, and what staff sets up."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from local.stack import Stack
from tests.functions.callers import Person, rows
from tests.functions.pantry import MINA, STAN, STORE, ZORA, add_member, boss_of, bring, offer, open_session, place


@pytest.fixture(scope="module")
def staff(stack: Stack) -> Person:
    return Person.of(stack, STAN)


@pytest.fixture(scope="module")
def lead(stack: Stack) -> Person:
    return Person.of(stack, ZORA)


def test_an_order_from_the_first_look_to_the_door(stack: Stack, staff: Person) -> None:
    tin, other, chosen = offer(stack, 5), offer(stack, 5), open_session(stack)
    mina = Person.of(stack, add_member(stack, "Mona"))
    shelf = mina.done("browse_pantry", store=STORE, session_id=chosen["session_id"])
    assert next(item["pieces_left"] for item in shelf["items"] if item["sku"] == tin) == 5
    basket_id = str(uuid4())
    mina.done("keep_basket", store=STORE, basket_id=basket_id, lines=[{"sku": tin, "quantity": 3}])
    kept = mina.done("get_basket", store=STORE, basket_id=basket_id)["basket"]
    assert [(line["sku"], line["quantity"], line["pieces_left"]) for line in kept["lines"]] == [(tin, 3, 3)]
    order = mina.done("place_pantry_order", store=STORE, basket_id=basket_id, **chosen)["order"]
    assert order["status"] == "PENDING"
    # Of three tins one is not there after all.
    offered = {"id": order["id"], "line_no": 1, "sku": other, "quantity": 1}
    order = bring(stack, order, "confirm")
    order = staff.done("offer_substitute", store=STORE, **offered)["order"]
    order = mina.done("answer_substitute", store=STORE, id=order["id"], line_no=2, accept=True)["order"]
    order = bring(stack, order, "start", "ready")
    listed = mina.done("list_pantry_orders", store=STORE)["orders"]
    assert [(each["id"], each["status"]) for each in listed] == [(order["id"], "READY")]
    order = staff.done("complete_pantry_order", store=STORE, id=order["pickup_code"])["order"]
    assert (order["status"], [(line["sku"], line["given"]) for line in order["lines"]]) == (
        "COMPLETED",
        [(tin, 2), (other, 1)],
    )
    left = rows(
        stack, "select on_hand::int, reserved::int from core.inventory_items where sku = any (%s)", [tin, other]
    )
    assert sorted(left) == [(3, 0), (4, 0)]


def test_a_member_takes_an_order_back_and_staff_cancels_one(stack: Stack, staff: Person) -> None:
    tin, chosen, mina = offer(stack, 5), open_session(stack), Person.of(stack, MINA)
    back = place(mina, chosen, (tin, 1))
    assert mina.done("withdraw_pantry_order", store=STORE, id=back["id"])["order"]["cancelled_by"] == "member"
    gone = place(mina, chosen, (tin, 1))
    named = {"store": STORE, "id": gone["id"], "reason": "The cold room has failed"}
    assert staff.done("cancel_pantry_order", **named)["order"]["cancelled_by"] == "staff"
    [(held,)] = rows(stack, "select reserved::int from core.inventory_items where sku = %s", tin)
    assert held == 0


def test_what_came_in_is_scanned_and_a_scan_too_many_taken_back(stack: Stack, staff: Person, lead: Person) -> None:
    tin, code = offer(stack, 1), uuid4().hex[:12]
    lead.done("set_item_barcode", barcode=code, sku=tin, quantity=6)
    scans = [str(uuid4()), str(uuid4())]
    came = [staff.done("scan_intake", store=STORE, code=code, scan_id=scan)["on_hand"] for scan in (*scans, scans[1])]
    assert came == [7, 13, 13]
    assert staff.done("undo_intake", store=STORE, undone_scan_id=scans[1])["on_hand"] == 7
    lead.done("waste_stock", sku=tin, qty=6, reason="rats")
    low = {item["sku"]: item["days_left"] for item in staff.done("list_low_stock", store=STORE)["items"]}
    assert low[tin] == 4.7
    assert staff.call("scan_intake", store=STORE, code=uuid4().hex).json()["code"] == "INV002"
    assert staff.call("undo_intake", store=STORE, undone_scan_id=str(uuid4())).json()["code"] == "UND001"


def test_a_session_is_copied_listed_and_closed(stack: Stack, lead: Person) -> None:
    chosen = open_session(stack)
    session_id, on = chosen["session_id"], datetime.now(UTC) + timedelta(days=7)
    copy = lead.done("copy_pantry_session", store=STORE, session_id=session_id, opens_on=on.strftime("%Y-%m-%d"))
    listed = lead.done("list_pantry_sessions", store=STORE)["sessions"]
    assert {session_id, copy["session"]["session_id"]} <= {each["session_id"] for each in listed}
    for each in (session_id, copy["session"]["session_id"]):
        closed = lead.done("close_pantry_session", store=STORE, session_id=each)["session"]
        assert (closed["state"], closed["closed_by"]) == ("closed", "hand")


def test_a_household_is_listed_and_its_member_erased(stack: Stack, staff: Person) -> None:
    member_id = add_member(stack, "Eve Erased", "eve.erased@ordak.test")
    named = [
        member["display_name"]
        for household in staff.done("list_households", store=STORE)["households"]
        for member in household["members"]
    ]
    assert "Eve Erased" in named
    with boss_of(stack) as boss:
        boss.done("erase_member", member_id=member_id)
    assert rows(stack, "select display_name, email from core.staff_shared where id = %s", member_id) == [
        ("Erased", None)
    ]
