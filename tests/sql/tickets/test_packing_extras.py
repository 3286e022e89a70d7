"""api.complete_packing with a list of what is left out: the ledger is right whatever follows."""

from uuid import uuid4

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Json, Sale, line
from tests.sql.manual.manual import edit, extra, order_id, product, taken
from tests.sql.stock.stock import cakes, candles, held, item, made, sell
from tests.sql.tickets.test_undo_of_packing import packed, state, undo


def pack(floor: Floor, ticket_id: str, *skipped: Json, **more: object) -> Json:
    """Pack a cake, all but the last step of which is done, with a list of what is left out."""
    floor.bring(ticket_id, "Packing started")
    answer = floor.rpc("complete_packing", "packer", id=ticket_id, skipped=list(skipped), **more)
    assert answer["ok"], answer
    return answer


def left(sku: str | None, quantity: int | None = None, reason: str = "none left") -> Json:
    """Return an entry of that list."""
    return {"sku": sku, "quantity": quantity, "reason": reason}


def extras(floor: Floor, ticket_id: str) -> list[tuple[int, int, int]]:
    """Return how many of each extra there are, have left and were left out, as a scan is told."""
    ticket = floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]
    return [(each["quantity"], each["used"], each["skipped"]) for each in ticket["extras"]]


@pytest.mark.parametrize("manual", [False, True])
def test_what_is_left_out_stays_held_and_the_rest_is_used(floor: Floor, *, manual: bool) -> None:
    sponge, candle, topper = (item(floor, word, 9) for word in ("SPONGE", "CANDLE", "TOPPER"))
    sale = (
        taken(floor, product(sponge), extra(candle, 3), extra(topper, 1))
        if manual
        else sell(floor, 1, sponge, candles(3, candle), candles(1, topper, 10))
    )
    with floor.noted() as events:
        answer = pack(floor, sale.id, left(candle))
    assert answer["ticket"]["stage"] == "Complete"
    assert [(each["sku"], each["used"], each["skipped"]) for each in answer["ticket"]["extras"]] == [
        (candle, 0, 3),
        (topper, 1, 0),
    ]
    assert [floor.counters(sku) for sku in (sponge, candle, topper)] == [(8, 0), (9, 3), (8, 0)]
    assert_books(floor, {sponge, candle, topper})
    # Nothing waits for it, nobody is blocked by it, and why is written down.
    assert floor.ticket(sale.id)["inventory_blocked"] is False
    assert events[-1]["detail"]["moved"]["skipped"] != {}
    (remark,) = floor.rows("select text from core.remarks where ticket_id = %s", sale.id)
    assert remark == {"text": f"{candle}: none left"}


def test_without_the_list_all_is_used(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, sponge, candles(3, candle))
    floor.bring(sale.id, "Complete")
    assert (floor.counters(candle), extras(floor, sale.id)) == ((6, 0), [(3, 3, 0)])


def test_so_many_of_it_are_left_out_and_of_two_lines_the_first_first(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, sponge, candles(3, candle), candles(2, candle, 10))
    pack(floor, sale.id, left(candle, 2), left(candle, 2))
    assert (floor.counters(candle), extras(floor, sale.id)) == ((8, 4), [(3, 0, 3), (2, 1, 1)])
    # More than there are is all of them.
    other = sell(floor, 1, sponge, candles(2, candle))
    pack(floor, other.id, left(candle, 1000))
    assert extras(floor, other.id) == [(2, 0, 2)]
    assert_books(floor, {sponge, candle})


def test_what_has_no_number_is_named_by_its_title(floor: Floor) -> None:
    body, tickets = cakes(1, item(floor, "SPONGE", 9))
    card = line(9, line_id="L9", kind="extra", title="Birthday card", quantity=1)
    sale = floor.sell(lines=[body, card], tickets=tickets)
    assert pack(floor, sale.id, left("Birthday card"))["ticket"]["extras"][0] == {
        "sku": None,
        "title": "Birthday card",
        "quantity": 1,
        "used": 0,
        "skipped": 1,
    }


def test_what_is_nothing_of_the_order_is_refused_and_what_was_once_is_not(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, sponge, candles(3, candle))
    floor.bring(sale.id, "Packing started")
    answer = floor.rpc("complete_packing", id=sale.id, skipped=[left("NOT-OF-IT")])
    assert (answer["code"], floor.ticket(sale.id)["stage"], floor.counters(candle)) == ("REQ001", "Packing", (9, 3))
    # At a kiosk without a network nobody knows that the shop took them off meanwhile.
    floor.again(sale, "10:01", lines=[cakes(1, sponge)[0]])
    pack(floor, sale.id, left(candle))
    assert (floor.counters(candle), extras(floor, sale.id)) == ((9, 0), [])


def test_with_a_cake_that_is_not_the_last_nothing_leaves_whatever_the_list_says(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 2, sponge, candles(3, candle))
    pack(floor, sale.tickets[0], left(candle))
    assert (floor.counters(candle), extras(floor, sale.tickets[0])) == ((9, 3), [(3, 0, 0)])
    floor.bring(sale.tickets[1], "Complete")
    assert floor.counters(candle) == (6, 0)


def test_the_same_scan_twice_is_one_and_with_another_list_it_is_another(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, sponge, candles(3, candle))
    scan = str(uuid4())
    first = pack(floor, sale.id, left(candle), scan_id=scan)
    again = {"id": sale.id, "scan_id": scan}
    assert floor.rpc("complete_packing", "packer", **again, skipped=[left(candle)]) == first
    assert floor.rpc("complete_packing", "packer", **again)["code"] == "REQ002"


def test_packing_that_is_taken_back_brings_back_what_it_booked(floor: Floor) -> None:
    sponge, candle, topper = (item(floor, word, 9) for word in ("SPONGE", "CANDLE", "TOPPER"))
    sale = sell(floor, 1, sponge, candles(3, candle), candles(2, topper, 10))
    floor.bring(sale.id, "Packing started")
    before = state(floor, sale, sponge, candle, topper)
    pack(floor, sale.id, left(candle, 2), left(topper))
    assert [floor.counters(sku) for sku in (candle, topper)] == [(8, 2), (9, 2)]
    undo(floor, sale.id, floor.last_event())
    assert state(floor, sale, sponge, candle, topper) == before
    assert extras(floor, sale.id) == [(3, 0, 0), (2, 0, 0)]
    floor.rpc("complete_packing", id=sale.id)
    assert [floor.counters(sku) for sku in (candle, topper)] == [(6, 0), (7, 0)]
    assert_books(floor, {sponge, candle, topper})


def _handed_over(floor: Floor, sale: Sale, candle: str) -> None:
    floor.again(sale, "10:01", fulfilled=True)
    assert floor.counters(candle) == (8, 2)


def _cancelled(floor: Floor, sale: Sale, candle: str) -> None:
    floor.again(sale, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    assert floor.counters(candle) == (8, 0)


def _redacted(floor: Floor, sale: Sale, candle: str) -> None:
    floor.service("redact", store="bannos", orders=[sale.gid])
    assert floor.counters(candle) == (8, 2)
    assert floor.rows("select text from core.remarks where ticket_id = %s", sale.id) == [{"text": ""}]


def _fewer(floor: Floor, sale: Sale, candle: str) -> None:
    body, _ = cakes(1, sale.order["lines"][0]["sku"])
    floor.again(sale, "10:01", lines=[body, candles(2, candle)])
    assert floor.counters(candle) == (8, 1)
    assert extras(floor, sale.id) == [(2, 1, 1)]


def _more(floor: Floor, sale: Sale, candle: str) -> None:
    body, _ = cakes(1, sale.order["lines"][0]["sku"])
    floor.again(sale, "10:01", lines=[body, candles(5, candle)])
    assert floor.counters(candle) == (8, 4)
    # The two that came later go when the shop hands the order over; what was left out is not among them.
    floor.again(sale, "10:02", fulfilled=True)
    assert floor.counters(candle) == (6, 2)


def _another_cake(floor: Floor, sale: Sale, candle: str) -> None:
    body, tickets = cakes(2, sale.order["lines"][0]["sku"])
    floor.again(sale, "10:01", lines=[body, candles(3, candle)], tickets=tickets)
    assert floor.counters(candle) == (8, 2)
    floor.bring(f"{sale.id}-B", "Complete")
    # They went with the last cake after all, and come back with it to where they were.
    assert floor.counters(candle) == (6, 0)
    undo(floor, f"{sale.id}-B", floor.last_event())
    assert floor.counters(candle) == (8, 2)


def _stock_lost(floor: Floor, sale: Sale, candle: str) -> None:
    floor.rpc("count_stock", sku=candle, counted=1)
    assert floor.counters(candle) == (1, 1)
    assert floor.ticket(sale.id)["inventory_blocked"] is False
    floor.rpc("release_extras", id=sale.id)
    assert floor.counters(candle) == (1, 0)


@pytest.mark.parametrize("then", [_handed_over, _cancelled, _redacted, _fewer, _more, _another_cake, _stock_lost])
def test_whatever_becomes_of_the_order_the_ledger_stays_right(floor: Floor, then: object) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, sponge, candles(3, candle))
    pack(floor, sale.id, left(candle, 2))
    assert floor.counters(candle) == (8, 2)
    assert callable(then)
    then(floor, sale, candle)
    assert_books(floor, {sponge, candle})


def test_an_order_of_ours_that_is_edited_or_cancelled_keeps_its_books(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = taken(floor, product(sponge), extra(candle, 3))
    pack(floor, sale.id, left(candle))
    # With its last cake an order of ours is over: it is edited no more.
    assert edit(floor, sale, product(sponge))["code"] == "ORD002"
    assert floor.counters(candle) == (9, 3)
    floor.rpc("cancel_order", id=order_id(sale))
    assert_books(floor, {sponge, candle})


def test_what_it_is_short_of_waits_and_the_rest_is_used(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 1)
    sale = sell(floor, 1, sponge, candles(3, candle))
    pack(floor, sale.id, left(candle, 2))
    assert (floor.counters(candle), held(floor, sale, candle)) == ((0, 0), 0)
    floor.rpc("receive_stock", sku=candle, qty=5)
    assert held(floor, sale, candle) == 2
    assert_books(floor, {sponge, candle})


def test_an_extra_that_is_made_of_others_leaves_its_parts_held(floor: Floor) -> None:
    sponge, box, bow = (item(floor, word, 9) for word in ("SPONGE", "BOX", "BOW"))
    gift = made(floor, "GIFT", {box: 1, bow: 2})
    sale = sell(floor, 1, sponge, candles(2, gift))
    pack(floor, sale.id, left(gift, 1))
    assert [floor.counters(sku) for sku in (box, bow)] == [(8, 1), (7, 2)]
    floor.rpc("set_requirement", sku=gift, component_sku=bow, qty=1)
    floor.rpc("release_extras", id=sale.id)
    assert [floor.counters(sku) for sku in (box, bow)] == [(8, 0), (7, 0)]
    assert_books(floor, {sponge, box, bow})


def test_of_two_cakes_that_are_packed_each_knows_the_other_and_what_goes_with_them(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 3, sponge, candles(3, candle))
    floor.bring(sale.tickets[1], "Decorating")
    packed(floor, sale, 0)
    tickets = {
        each["id"]: each
        for each in floor.rpc("get_queue", store="bannos", limit=500)["tickets"]
        if each["id"] in sale.tickets
    }
    second = tickets[sale.tickets[1]]
    assert (second["cake_no"], second["cakes"], second["extras"][0]["quantity"]) == (2, 3, 3)
    # Open ones first.
    assert [(each["id"], each["stage"]) for each in second["siblings"]] == [
        (sale.tickets[2], "Filling"),
        (sale.tickets[0], "Complete"),
    ]
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", sale.tickets[0])
    ticket = floor.rpc("get_order_for_scan", scan=sale.tickets[2])["ticket"]
    assert (ticket["cake_no"], ticket["cakes"], [each["id"] for each in ticket["siblings"]]) == (
        2,
        2,
        [sale.tickets[1]],
    )


def test_of_an_order_of_hundreds_nobody_counts_and_few_are_named(floor: Floor) -> None:
    body, tickets = cakes(150, None)
    sale = floor.sell(lines=[body], tickets=tickets)
    ticket = floor.rpc("get_order_for_scan", scan=sale.tickets[70])["ticket"]
    assert (ticket["cake_no"], len(ticket["siblings"])) == (None, 12)


def test_a_finished_cake_says_who_packed_it(floor: Floor) -> None:
    ticket_id = floor.at("Packing started")
    assert floor.rpc("complete_packing", "packer", id=ticket_id)["ticket"]["packed_by"] == "packer"
    assert floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]["packed_by"] == "packer"
    undo(floor, ticket_id, floor.last_event())
    assert floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]["packed_by"] is None
    assert floor.rpc("complete_packing", "tom", id=ticket_id)["ticket"]["packed_by"] == "tom"
