"""api.change_quantities: refunds and edits that say only what they changed, each followed once."""

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import STRANGERS, Floor, Json, Sale
from tests.sql.stock.stock import cakes, candles, held, item, sell, short


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def change(floor: Floor, sale: Sale, ref: str, at: str = "11:00", **deltas: int) -> Json:
    """Tell of a refund or an edit at a time of the day on which the order was made."""
    return floor.service(
        "change_quantities",
        store=sale.store,
        order_gid=sale.gid,
        ref=ref,
        changes=[{"line_id": line_id, "delta": delta} for line_id, delta in deltas.items()],
        delivery={"triggered_at": f"2026-11-20T{at}:00+11:00"},
    )


def test_a_partial_refund_sets_free_what_it_gives_back(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 3, name, candles(4, candle))
    with floor.noted() as events:
        answer = change(floor, sale, "refund:1", L1=-1, L9=-3)
    assert (answer["already_done"], "order_refresh" in answer["queued"]) == (False, True)
    assert (held(floor, sale, name), held(floor, sale, candle)) == (2, 1)
    assert [floor.ticket(ticket_id)["cancelled_at"] is None for ticket_id in sale.tickets] == [True, True, False]
    assert [(event["kind"], event["detail"]) for event in events] == [("order_changed", {"dropped": [sale.tickets[2]]})]
    (work,) = floor.work("order_refresh", f"%{sale.gid}")
    assert work["payload"] == {"store": "bannos", "order_gid": sale.gid}


def test_the_same_refund_twice_is_followed_once(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 3, name)
    change(floor, sale, "refund:1", L1=-1)
    assert change(floor, sale, "refund:1", L1=-1)["already_done"]
    assert change(floor, sale, "refund:2", L1=-1)["already_done"] is False
    assert held(floor, sale, name) == 1


@pytest.mark.parametrize("order", [("edit:1", "refund:2"), ("refund:2", "edit:1")])
def test_an_edit_and_a_refund_come_to_the_same_in_either_order(floor: Floor, order: tuple[str, str]) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 2, name)
    for ref in order:
        change(floor, sale, ref, L1=2 if ref == "edit:1" else -1)
    assert held(floor, sale, name) == 3


def test_what_the_order_here_has_in_it_already_is_not_taken_off_again(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 3, name)
    body, tickets = cakes(2, name)
    floor.again(sale, "11:00", lines=[body], tickets=tickets)
    assert change(floor, sale, "refund:1", at="11:00", L1=-1)["already_done"]
    assert held(floor, sale, name) == 2
    assert change(floor, sale, "refund:2", at="11:01", L1=-1)["already_done"] is False
    assert held(floor, sale, name) == 1


def test_the_order_fetched_whole_afterwards_has_the_last_word(floor: Floor) -> None:
    """Whatever deltas came to, and even when the fetched order's own time says nothing new."""
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 3, name)
    change(floor, sale, "refund:1", L1=-2)
    body, tickets = cakes(2, name)
    fetched = {**sale.order, "lines": [body], "tickets": tickets}
    floor.ingest(fetched, triggered_at="2026-11-20T11:00:05+11:00")
    assert held(floor, sale, name) == 2


def test_more_than_there_is_leaves_none(floor: Floor) -> None:
    name = item(floor, "TRAY", 1)
    sale = sell(floor, 2, name)
    assert short(floor, sale) == {name: 1}
    change(floor, sale, "refund:1", L1=-7)
    assert (held(floor, sale, name), short(floor, sale), floor.counters(name)) == (0, {}, (1, 0))


def test_a_begun_cake_that_is_refunded_waits_to_be_acknowledged(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 1, name)
    floor.bring(sale.id, "Covering")
    change(floor, sale, "refund:1", L1=-1)
    assert (floor.ticket(sale.id)["flags"], held(floor, sale, name)) == (["changed"], 1)
    assert floor.rpc("get_change", id=sale.id)["kind"] == "cancel"


def test_a_cake_added_by_an_edit_is_like_those_of_its_line(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    body, (ticket, _) = cakes(2, name)
    told = {**ticket, "flavour": "Lemon", "due_date": "2026-12-05", "flags": ["doubtful"]}
    sale = floor.sell(lines=[body], tickets=[told, told])
    answer = change(floor, sale, "edit:1", L1=1)
    assert answer["tickets"] == [*sale.tickets, f"bannos-{sale.number}-C"]
    added = floor.ticket(answer["tickets"][2])
    assert (added["flavour"], added["due_date"], added["flags"]) == ("Lemon", "2026-12-05", ["doubtful"])
    assert (added["stage"], added["filling_start_ts"], added["print_count"]) == ("Filling", None, 0)


def test_of_an_order_that_is_not_here_yet_the_shop_is_asked(floor: Floor) -> None:
    gid = "gid://shopify/Order/404"
    answer = floor.service("change_quantities", store="bannos", order_gid=gid, ref="refund:1", changes=[])
    assert (answer["ok"], answer["tickets"]) == (True, [])
    assert len(floor.work("order_refresh", f"%{gid}")) == 1


@pytest.mark.parametrize("delta", ["two", 2**31, 1.5])
def test_an_impossible_quantity_changes_nothing_but_asks_the_shop(floor: Floor, delta: object) -> None:
    sale = sell(floor, 1, item(floor, "TRAY", 9))
    floor.rows("select core.enqueue('order_refresh', 'bannos', %s, '{}')", f"bannos:{sale.gid}")
    before = footprint(floor)
    before.pop("core.work_queue")
    with floor.noted() as events:
        answer = floor.service(
            "change_quantities",
            store="bannos",
            order_gid=sale.gid,
            ref="refund:1",
            changes=[{"line_id": "L1", "delta": delta}],
        )
    after = footprint(floor)
    after.pop("core.work_queue")
    assert (answer["code"], [event["code"] for event in events], after == before) == ("ING001", ["ING001"], True)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_changes_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service(
        "change_quantities", actor=STRANGERS[stranger], store="bannos", order_gid="x", ref="r", changes=[]
    )
    assert answer["code"] == "AUTH001"
