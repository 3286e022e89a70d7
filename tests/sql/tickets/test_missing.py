"""What a blocked cake lacks is named with it: in the queue, and where it is scanned."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.sql.floor import Floor, Json, cake, line
from tests.sql.stock.stock import candles, item, made, sell


@pytest.fixture(autouse=True)
def alone(floor: Floor) -> Iterator[None]:
    floor.rows("delete from core.orders")
    floor.set_clock(datetime(2026, 11, 21, tzinfo=UTC))
    yield
    floor.set_clock(None)


def missing(floor: Floor, ticket_id: str) -> dict[str, float]:
    """Return what a ticket lacks, which a scan says as the queue does."""
    [queued] = [each for each in floor.rpc("get_queue", "staff", store="bannos")["tickets"] if each["id"] == ticket_id]
    assert floor.rpc("get_order_for_scan", "staff", scan=ticket_id)["ticket"]["missing"] == queued["missing"]
    return {part["sku"]: part["qty"] for part in queued["missing"]}


def test_each_cake_names_the_parts_of_its_own_that_its_order_lacks(floor: Floor) -> None:
    sponge, icing, candle = item(floor, "SPONGE", 1), item(floor, "ICING", 0), item(floor, "CANDLE", 0)
    plain, iced = made(floor, "PLAIN", {sponge: 1}), made(floor, "ICED", {sponge: 1, icing: 0.5})
    sale = floor.sell(
        lines=[line(1, sku=plain), line(2, sku=iced), candles(3, candle)],
        tickets=[cake(line_no=1), cake(line_no=2)],
    )
    assert [missing(floor, each) for each in sale.tickets] == [{sponge: 1}, {sponge: 1, icing: 0.5}]
    floor.rpc("receive_stock", sku=sponge, qty=1)
    assert [missing(floor, each) for each in sale.tickets] == [{}, {icing: 0.5}]
    floor.rpc("clear_shortfall", id=sale.tickets[1])
    assert missing(floor, sale.tickets[1]) == {}


def test_a_part_has_its_name_and_unit_and_a_cake_that_lacks_nothing_an_empty_list(floor: Floor) -> None:
    sponge = item(floor, "SPONGE", 0)
    floor.rows("update core.inventory_items set title = 'Sponge, 8 inch', uom = 'kg' where sku = %s", sponge)
    sold = sell(floor, 1, sponge)
    queue: list[Json] = floor.rpc("get_queue", "staff", store="bannos")["tickets"]
    assert [each["missing"] for each in queue] == [[{"sku": sponge, "title": "Sponge, 8 inch", "qty": 1, "uom": "kg"}]]
    floor.rpc("receive_stock", sku=sponge, qty=1)
    assert missing(floor, sold.id) == {}


def test_what_another_order_lacks_is_not_this_one_s(floor: Floor) -> None:
    sponge = item(floor, "SPONGE", 1)
    covered, short = sell(floor, 1, sponge), sell(floor, 2, sponge)
    assert missing(floor, covered.id) == {}
    assert [missing(floor, each) for each in short.tickets] == [{sponge: 2}] * 2
