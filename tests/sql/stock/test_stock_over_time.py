"""Whatever is done in whatever order: the ledger is the counters, what is held is there and needed, no need is forgotten."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sql.books import assert_books, shortfalls
from tests.sql.floor import BOTH, Floor, Json, Sale, actor
from tests.sql.stock.stock import cakes, candles, item, made

_STAGES = ("complete_filling", "complete_covering", "complete_decorating", "start_packing", "complete_packing")
_START = datetime(2026, 11, 20, tzinfo=UTC)


class Shop:
    """Two products that share a component, an extra, the orders of both, and whatever may happen to them."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.sponge, self.fondant, self.candle = (item(floor, word, 4) for word in ("SPONGE", "FONDANT", "CANDLE"))
        self.products = [
            made(floor, "WHITE", {self.sponge: 1, self.fondant: 2}),
            made(floor, "PLAIN", {self.sponge: 2}),
        ]
        self.sales: list[Sale] = []
        self.minutes = count(1)

    def wants(self, white: int, plain: int, candle: int) -> Json:
        """Return the lines and tickets of an order, with a moment later than all before."""
        (one, first), (two, second) = cakes(white, self.products[0]), cakes(plain, self.products[1], 2)
        lines = [line for line, number in ((one, white), (two, plain)) if number]
        lines += [candles(candle, self.candle)] if candle else []
        moment = (_START + timedelta(minutes=next(self.minutes))).isoformat()
        return {"lines": lines, "tickets": [*first, *second], "updated_at": moment}

    def sale(self, number: int) -> Sale | None:
        """Return one of the orders."""
        return self.sales[number % len(self.sales)] if self.sales else None

    def do(self, what: str, *numbers: int) -> None:
        """Do something; what the database refuses is refused, and what breaks is a failure."""
        getattr(self, what)(*numbers)

    def sell(self, white: int, plain: int, candle: int) -> None:
        """Sell up to four of each."""
        self.sales.append(self.floor.sell(BOTH[white % 2], **self.wants(white, plain, candle)))

    def edit(self, which: int, white: int, plain: int) -> None:
        """Let an order come again, newer or, now and then, older than what is known."""
        if sale := self.sale(which):
            sale.order.update(self.wants(white, plain, which % 3))
            if plain == white:
                sale.order["updated_at"] = _START.isoformat()
            assert self.floor.ingest(sale.order, sale.store)["ok"]

    def cancel(self, which: int, *_: int) -> None:
        """Let the shop cancel an order."""
        if sale := self.sale(which):
            moment = (_START + timedelta(minutes=next(self.minutes))).isoformat()
            sale.order.update(updated_at=moment, cancelled_at=moment)
            assert self.floor.ingest(sale.order, sale.store)["ok"]

    def refund(self, which: int, line: int, back: int) -> None:
        """Let the shop take something off an order, or add it."""
        if sale := self.sale(which):
            changes = [{"line_id": ("L1", "L2", "L9")[line % 3], "delta": 2 - back}]
            moment = (_START + timedelta(minutes=next(self.minutes))).isoformat()
            arguments: dict[str, Any] = {"store": sale.store, "order_gid": sale.gid, "ref": moment, "changes": changes}
            assert self.floor.service("change_quantities", **arguments, delivery={"triggered_at": moment})["ok"]

    def bench(self, which: int, ticket: int, steps: int) -> None:
        """Let the kitchen go on with a ticket: print it, acknowledge what changed, take it some stages further."""
        if sale := self.sale(which):
            tickets = self.floor.rows("select id from core.orders where order_gid = %s order by ticket_no", sale.gid)
            if tickets:
                ticket_id = tickets[ticket % len(tickets)]["id"]
                for function in ("handle_print_barcode", "acknowledge_change", *_STAGES)[: steps * 2]:
                    left = {"skipped": [{"sku": self.candle, "quantity": ticket, "reason": "none left"}]}
                    more: dict[str, Any] = left if function == "complete_packing" and ticket % 4 else {}
                    self.floor.rpc(function, actor=actor("supervisor"), id=ticket_id, **more)

    def free(self, which: int, *_: int) -> None:
        """Let a supervisor set free what was left out of a parcel."""
        if sale := self.sale(which):
            for row in self.floor.rows("select id from core.orders where order_gid = %s limit 1", sale.gid):
                self.floor.rpc("release_extras", id=row["id"])

    def answer(self, which: int, *_: int) -> None:
        """Let a supervisor answer for what an order waits for."""
        if sale := self.sale(which):
            waiting = self.floor.rows("select id from core.orders where order_gid = %s limit 1", sale.gid)
            for row in waiting:
                self.floor.rpc("clear_shortfall", id=row["id"])

    def receive(self, which: int, number: int, _: int) -> None:
        """Let stock come."""
        self.floor.rpc("receive_stock", sku=(self.sponge, self.fondant, self.candle)[which % 3], qty=number + 1)

    def lose(self, which: int, number: int, how: int) -> None:
        """Let stock go, or be counted."""
        sku = (self.sponge, self.fondant, self.candle)[which % 3]
        if how % 2:
            self.floor.rpc("count_stock", sku=sku, counted=number)
        else:
            self.floor.rpc("waste_stock", sku=sku, qty=number + 1, reason="dropped")

    def bom(self, which: int, number: int, _: int) -> None:
        """Change a bill of materials, and let the sweeper book the open orders anew."""
        self.floor.rpc("set_requirement", sku=self.products[which % 2], component_sku=self.fondant, qty=number)
        for work in self.floor.work("stock_rebook"):
            if work["status"] == "pending":
                self.floor.service("deduct_on_order_create", **work["payload"])
        self.floor.rows("update core.work_queue set status = 'done' where topic = 'stock_rebook'")


_NUMBER = st.integers(0, 4)
_DEED = st.tuples(
    st.sampled_from(
        (
            "sell",
            "sell",
            "edit",
            "edit",
            "cancel",
            "refund",
            "bench",
            "bench",
            "answer",
            "receive",
            "lose",
            "bom",
            "free",
        )
    ),
    _NUMBER,
    _NUMBER,
    _NUMBER,
)


@given(st.lists(_DEED, min_size=8, max_size=25))
@settings(max_examples=40)
def test_whatever_happens_the_books_are_right_after_every_step(
    floor: Floor, deeds: list[tuple[str, int, int, int]]
) -> None:
    shop = Shop(floor)
    for what, *numbers in deeds:
        shop.do(what, *numbers)
        assert_books(floor, {shop.sponge, shop.fondant, shop.candle, *shop.products})
        blocked_as_short(floor, shop.sales)


def blocked_as_short(floor: Floor, sales: list[Sale]) -> None:
    """See that a ticket is blocked exactly while a component of its cake is short."""
    short = shortfalls(floor)
    for row in floor.rows(
        "select o.id, o.order_gid, o.inventory_blocked, array(select p.sku from stock.parts_of(o) p) as needs "
        "from core.orders o "
        "where o.order_gid = any (%s) and o.stage <> 'Complete' and o.cancelled_at is null",
        [sale.gid for sale in sales],
    ):
        missing = {sku for _, gid, sku in short if gid == row["order_gid"]}
        assert row["inventory_blocked"] is bool(missing & set(row["needs"])), row
