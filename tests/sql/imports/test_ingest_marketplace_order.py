"""api.ingest_marketplace_order: an order of a marketplace is a sale, and follows what happens there, in whatever order it arrives."""

from itertools import permutations

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import assert_books, footprint
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import (
    MARKETPLACE,
    STORE,
    address,
    alerts,
    ask,
    history,
    of_sale,
    order,
    piece,
    row,
    sale,
    take,
)
from tests.sql.stock.stock import held, item, short, sku


def test_a_new_order_is_a_sale_whose_items_are_held(market: Floor) -> None:
    mug = item(market, "MUG", 5)
    values = order(piece(mug, 2), address=address())
    with market.noted() as events:
        answer = take(market, values)
    assert (answer["status"], answer["state"], answer["already_done"]) == (
        *("pending_acceptance", "WAITING_ACCEPTANCE"),
        False,
    )
    assert held(market, sale(values), mug) == 2
    lines = market.rows(
        "select kind::text, sku, quantity from core.sale_lines where order_gid = %s", values["order_gid"]
    )
    assert lines == [{"kind": "item", "sku": mug, "quantity": 2}]
    assert (of_sale(market, values, "ticket_base"), of_sale(market, values, "order_json")) == (
        f"{STORE}-{values['mirakl_id']}",
        {},
    )
    assert row(market, values)["accept_by"] == "2026-11-21T12:00:00+00:00"
    (event,) = [event for event in events if event["kind"] == "order_imported"]
    assert (event["flow"], event["from_status"], event["to_status"], event["ticket_id"]) == (
        *("marketplace", None, "pending_acceptance"),
        values["mirakl_id"],
    )
    assert_books(market, {mug})


def test_the_same_again_changes_nothing(market: Floor) -> None:
    values = order(piece(item(market, "MUG", 5), 2), address=address())
    take(market, values)
    before = footprint(market)
    with market.noted() as events:
        assert take(market, values)["already_done"]
    assert (events, footprint(market)) == ([], before)


def test_what_is_older_changes_nothing(market: Floor) -> None:
    mug = item(market, "MUG", 5)
    values = order(piece(mug, 2), at="12:10", state="SHIPPING")
    take(market, values)
    before = footprint(market)
    assert take(market, values, "12:09", state="WAITING_ACCEPTANCE", lines=[piece(mug, 1)])["already_done"]
    assert footprint(market) == before


def test_of_the_same_second_what_is_not_as_far_changes_nothing(market: Floor) -> None:
    values = order(piece(item(market, "MUG", 5)), state="SHIPPING")
    take(market, values)
    assert take(market, values, state="WAITING_DEBIT_PAYMENT")["state"] == "SHIPPING"
    assert take(market, values, state="SHIPPED")["state"] == "SHIPPED"


STATES = {
    "STAGING": ("pending_acceptance", 2, 5),
    "WAITING_ACCEPTANCE": ("pending_acceptance", 2, 5),
    "WAITING_DEBIT": ("accepted", 2, 5),
    "WAITING_DEBIT_PAYMENT": ("accepted", 2, 5),
    "SHIPPING": ("accepted", 2, 5),
    "SHIPPED": ("shipped", 0, 3),
    "TO_COLLECT": ("shipped", 0, 3),
    "RECEIVED": ("shipped", 0, 3),
    "CLOSED": ("shipped", 0, 3),
    "REFUSED": ("refused", 0, 5),
    "CANCELED": ("cancelled", 0, 5),
    "INVENTED_TOMORROW": ("pending_acceptance", 2, 5),
}


@pytest.mark.parametrize("known", [True, False], ids=["known before", "seen so first"])
@pytest.mark.parametrize("state", STATES)
def test_the_state_there_says_the_status_and_the_stock_here(market: Floor, state: str, *, known: bool) -> None:
    status, holds, on_hand = STATES[state]
    mug = item(market, "MUG", 5)
    values = order(piece(mug, 2))
    if known:
        take(market, values)
    assert take(market, values, "12:10", state=state)["status"] == status
    assert (held(market, sale(values), mug), market.counters(mug)) == (holds, (on_hand, holds))
    assert history(market, values)[-1] == row(market, values)["status"]
    assert_books(market, {mug})


# From each status: what follows there, and where that leads.
FOLLOWED = [
    ("accepted", {"state": "CANCELED"}, "cancelled", 5),
    ("accepted", {"state": "SHIPPED"}, "shipped", 3),
    ("accepted", {"state": "SHIPPING", "refunded": True}, "refunded", 5),
    ("acceptance_failed", {"state": "SHIPPING"}, "accepted", 5),
    ("acceptance_failed", {"state": "REFUSED"}, "refused", 5),
    ("label_created", {"state": "CANCELED"}, "cancelled", 5),
    ("label_created", {"state": "SHIPPED"}, "shipped", 3),
    ("label_created", {"state": "SHIPPING"}, "label_created", 5),
    ("unknown_outcome", {"state": "CANCELED"}, "cancelled", 5),
    ("unknown_outcome", {"state": "SHIPPING"}, "unknown_outcome", 5),
    ("shipping_failed", {"state": "SHIPPED"}, "shipped", 3),
    ("suspended", {"state": "CANCELED"}, "cancelled", 5),
]


@pytest.mark.parametrize(("status", "there", "leads_to", "on_hand"), FOLLOWED)
def test_what_happens_there_is_followed_at_any_status(
    market: Floor, status: str, there: Json, leads_to: str, on_hand: int
) -> None:
    mug = item(market, "MUG", 5)
    values = order(piece(mug, 2), state="SHIPPING")
    take(market, values)
    market.rows("update core.marketplace_orders set status = %s where order_gid = %s", status, values["order_gid"])
    answer = take(market, values, "12:10", **there)
    assert (answer["status"], market.counters(mug)[0]) == (leads_to, on_hand)
    assert_books(market, {mug})


def test_a_refund_after_it_was_shipped_brings_nothing_back(market: Floor) -> None:
    mug = item(market, "MUG", 5)
    values = order(piece(mug, 2), state="SHIPPING")
    take(market, values)
    take(market, values, "12:10", state="SHIPPED")
    assert take(market, values, "12:20", refunded=True, lines=[piece(mug, 0)])["status"] == "refunded"
    assert (market.counters(mug), of_sale(market, values, "cancelled_at")) == ((3, 0), None)
    assert history(market, values) == ["accepted", "shipped", "refunded"]


def test_what_was_shipped_before_the_first_import_takes_no_stock(market: Floor) -> None:
    mug = item(market, "MUG", 5)
    values = order(piece(mug, 2), state="RECEIVED", created_at="2026-11-10T12:00:00+00:00")
    assert take(market, values)["status"] == "shipped"
    assert market.counters(mug) == (5, 0)
    assert_books(market, {mug})


def test_lines_are_followed_and_keep_their_numbers(market: Floor) -> None:
    mug, cup, pot = (item(market, name, 9) for name in ("MUG", "CUP", "POT"))
    values = order(piece(mug, 2, "L1"), piece(cup, 1, "L2"))
    take(market, values)
    with market.noted() as events:
        take(market, values, "12:10", lines=[piece(pot, 3, "L3"), piece(mug, 1, "L1")])
    assert [held(market, sale(values), name) for name in (mug, cup, pot)] == [1, 0, 3]
    rows = market.rows(
        "select line_no, line_id, quantity from core.sale_lines where order_gid = %s order by 1", values["order_gid"]
    )
    assert [tuple(each.values()) for each in rows] == [(1, "L1", 1), (2, "L2", 0), (3, "L3", 3)]
    assert [event["kind"] for event in events] == ["order_changed"]
    assert_books(market, {mug, cup, pot})


def test_the_address_may_come_only_when_it_is_to_be_shipped_and_stays(market: Floor) -> None:
    values = order(piece(item(market, "MUG", 5)))
    take(market, values)
    assert row(market, values)["address"] is None
    take(market, values, "12:10", state="SHIPPING", can_shop_ship=True, address=address(city="Québec"))
    take(market, values, "12:20", address=None)
    kept = row(market, values)
    assert (kept["address"]["city"], kept["can_shop_ship"]) == ("Québec", True)


def test_whatever_the_order_of_arrival_it_ends_where_the_last_change_led(market: Floor) -> None:
    changes: list[Json] = [
        {"updated_at": "2026-11-20T12:01:00+00:00", "state": "WAITING_ACCEPTANCE"},
        {"updated_at": "2026-11-20T12:02:00+00:00", "state": "SHIPPING", "address": address()},
        {"updated_at": "2026-11-20T12:03:00+00:00", "state": "SHIPPED"},
    ]
    for arrival in permutations(changes):
        mug = item(market, "MUG", 5)
        values = order(piece(mug, 2))
        for change in arrival:
            take(market, values | change)
        assert (row(market, values)["status"], market.counters(mug)) == ("shipped", (3, 0))
        assert_books(market, {mug})


def test_two_imports_at_once_make_one_sale(own_market: Floor) -> None:
    mug = item(own_market, "MUG", 5)
    values = order(piece(mug, 2))
    with sessions(own_market, MARKETPLACE) as (first, second):
        arguments = {"actor": {"kind": "service", "id": "marketplace"}, "store": STORE, "order": values}
        assert first.run("ingest_marketplace_order", **arguments)["ok"]
        waiting = second.start("ingest_marketplace_order", **arguments)
        second.wait_until_blocked()
        first.commit()
        assert waiting.result(PATIENCE)["already_done"]
        second.commit()
    assert own_market.counters(mug) == (5, 2)
    assert history(own_market, values) == ["pending_acceptance"]


def test_stock_that_is_short_shows_as_a_shortfall_and_alerts(market: Floor) -> None:
    mug = item(market, "MUG", 1)
    values = order(piece(mug, 3))
    take(market, values)
    assert (short(market, sale(values)), len(alerts(market, values, "stock_short"))) == ({mug: 2}, 1)


def test_an_unknown_sku_flags_the_order_until_it_is_an_item(market: Floor) -> None:
    new = sku("NEW")
    values = order(piece(new))
    take(market, values)
    take(market, values, "12:10", total_amount="20.00")
    assert (of_sale(market, values, "flags"), len(alerts(market, values, "unknown_sku"))) == (["unknown_sku"], 1)


def test_what_is_unclear_is_asked_once_for_each_flag(market: Floor) -> None:
    mug = item(market, "MUG", 5)
    values = order(piece(mug, 0), flags=["no_pieces"])
    take(market, values)
    take(market, values, "12:10", total_amount="20.00")
    assert [alert["flags"] for alert in alerts(market, values, "needs_attention")] == [["no_pieces"]]
    take(market, values, "12:20", lines=[piece(mug, 1)], flags=[])
    assert (of_sale(market, values, "flags"), held(market, sale(values), mug)) == ([], 1)


IMPOSSIBLE: dict[str, Json] = {
    "a day that is not": {"created_at": "2026-02-31T00:00:00Z"},
    "no state": {"state": None},
    "an amount without bounds": {"total_amount": "1e20"},
    "a quantity without bounds": {"lines": [piece("A", 10**12)]},
    "less than nothing": {"lines": [piece("A", -1)]},
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_impossible_values_are_refused_and_leave_nothing(market: Floor, what: str) -> None:
    before = footprint(market)
    answer = take(market, order(piece("A")) | IMPOSSIBLE[what])
    assert (answer["code"], footprint(market) == before) == ("ING001", True), answer


def test_one_that_was_unread_is_not_any_more_once_it_is_here(market: Floor) -> None:
    values = order(piece(item(market, "MUG", 5)))
    ask(market, "note_unread_order", mirakl_id=values["mirakl_id"], code="order_state")
    take(market, values)
    assert market.rows("select 1 from core.unread_orders where mirakl_id = %s", values["mirakl_id"]) == []


def test_a_bakery_takes_no_order_of_a_marketplace(market: Floor) -> None:
    answer = ask(market, "ingest_marketplace_order", store="bannos", order=order(piece("A")))
    assert answer["code"] == "REQ001"


def test_what_was_erased_stays_so(market: Floor) -> None:
    values = order(piece(item(market, "MUG", 5)), address=address())
    take(market, values)
    market.service("redact", store=STORE, orders=[values["order_gid"]])
    take(market, values, "12:10", state="SHIPPING", address=address())
    assert (row(market, values)["address"], of_sale(market, values, "customer_name")) == (None, None)
    assert market.rows("select name from core.customers where customer_id = %s", values["customer"]["id"]) == [
        {"name": None}
    ]
