"""Whatever happens, in whatever order: the ledger is right, nothing is held for nobody, and in the end the shops show it."""

import os
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from local.doubles.shopify import Shop
from local.doubles.shopify.model import ShopError
from tests.sql.books import filled_from, leaves
from tests.sql.floor import Sale
from tests.sql.manual.manual import edit, imported, product, request
from tests.stateful.sequences import run_sequences
from tests.stateful.stock_books import EXTRAS_OF, HAPPENED, IN_THE_KITCHEN, LEFT_OUT, MISCOUNTED, UNSETTLED, WITH_EXTRAS
from tests.stateful.world import DOMAINS, World, printable

# Of so many sequences; `make test-long` asks for more of them.
EXAMPLES, STEPS, SHARES = int(os.environ.get("ORDAK_EXAMPLES", "8")), 50, 4
STORES = st.sampled_from(sorted(DOMAINS))
_RUNS = count(1)
_STAGES = ("complete_filling", "complete_covering", "complete_decorating", "start_packing", "complete_packing")
_FAILURES = ("reset before", "reset after", "status", "throttled", "stale", "garbage", "key in use")


class Stock(RuleBasedStateMachine):
    """Two shops that sell three cakes and a candle of four components."""

    world: World
    happened: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        run = next(_RUNS)
        # SKUs of this run alone, in a database and shops that all runs share.
        self.components = tuple(f"{word}-{run}" for word in ("SPONGE", "ICING", "BOX", "CANDLE"))
        self.sponge, self.icing, self.box, self.candle = self.components
        self.plain, self.iced, self.tall = (f"{word}-CAKE-{run}" for word in ("PLAIN", "ICED", "TALL"))
        self.on_sale = (self.plain, self.iced, self.tall, self.candle)
        self.random = random.Random(run)
        self.world.forget()
        floor = self.world.floor
        for sku in self.components:
            floor.stock(sku, 12)
        for sku, parts in (
            (self.plain, {self.sponge: 1, self.box: 1}),
            (self.iced, {self.plain: 1, self.icing: 0.5}),
            (self.tall, {self.sponge: 3, self.icing: 1, self.box: 1}),
        ):
            floor.stock(sku, None)
            for component, quantity in parts.items():
                floor.rows("insert into core.product_requirements values (%s, %s, %s)", sku, component, quantity)
        for shop in self.world.shops.values():
            for sku in self.on_sale:
                self._put_on_sale(shop, sku)
            shop.add_variant(f"NOT-OURS-{run}", 5)  # which is in no list of ours
        floor.rows("select stock.push_stock(%s, null)", list(self.components))
        self.world.push()
        self.orders = {store: list[int]() for store in DOMAINS}
        # By ticket, what was in its recipe when it was filled.
        self.filled = dict[str, dict[str, Decimal]]()
        for number, store in enumerate(sorted(DOMAINS) * 2):
            self.an_order_is_taken(store, number, 0, 1)
        self.a_recipe_changes(0, 1, 2)  # of cakes that are sold
        # An order that another system tells before its webhook comes.
        self.sell("bannos", 0, 3, 1)
        self._tell("bannos", -1, self._products(0, 1, 1))

    def _put_on_sale(self, shop: Shop, sku: str) -> None:
        """As if it had sold there for long: what it shows is what there is."""
        available = int(self.world.floor.one("select stock.available(%s)", sku))
        title, product = (f"{sku} candle", "Accessory") if sku == self.candle else (sku, "Cakes")
        shop.add_variant(sku, available, title=title, product_type=product)

    # The shops.

    @rule(store=STORES, first=st.integers(0, 3), second=st.integers(0, 3), quantity=st.integers(1, 3))
    def an_order_is_taken(self, store: str, first: int, second: int, quantity: int) -> None:
        self.sell(store, first, second, quantity)
        self.webhooks_arrive(store, 1.0)

    @rule(store=STORES, first=st.integers(0, 3), second=st.integers(0, 3), quantity=st.integers(1, 3))
    def sell(self, store: str, first: int, second: int, quantity: int) -> None:
        lines = [(self.on_sale[first], quantity)]
        lines += [(self.on_sale[second], 1)] if second != first else []
        with suppress(ShopError):  # sold out
            self.orders[store].append(self.world.shops[store].sell(lines).id)

    @rule(store=STORES, pick=st.integers(0), sku=st.integers(0, 3), quantity=st.sampled_from((0, 0, 1, 2, 3)))
    def edit(self, store: str, pick: int, sku: int, quantity: int) -> None:
        self._with_order(store, pick, lambda order: self.world.shops[store].edit(order, self.on_sale[sku], quantity))
        if pick % 2:
            self.webhooks_arrive(store, 1.0)

    @rule(store=STORES, pick=st.integers(0), restock=st.booleans())
    def cancel(self, store: str, pick: int, restock: bool) -> None:
        self._with_order(store, pick, lambda order: self.world.shops[store].cancel(order, restock=restock))

    @rule(store=STORES, pick=st.integers(0), sku=st.integers(0, 3), restock=st.booleans())
    def refund(self, store: str, pick: int, sku: int, restock: bool) -> None:
        self._with_order(
            store, pick, lambda order: self.world.shops[store].refund(order, self.on_sale[sku], 1, restock=restock)
        )

    @rule(store=STORES, sku=st.integers(0, 3), delta=st.integers(-3, 3))
    def staff_of_the_shop_change_its_level(self, store: str, sku: int, delta: int) -> None:
        self.world.shops[store].adjust(self.on_sale[sku], delta)

    def _with_order(self, store: str, pick: int, do: Callable[[int], object]) -> None:
        if not self.orders[store]:
            return
        with suppress(ShopError):  # what the shop does not do
            do(self.orders[store][pick % len(self.orders[store])])

    # The way from the shops to us.

    @rule(store=STORES, pick=st.integers(0), again=st.booleans())
    def a_webhook_arrives(self, store: str, pick: int, again: bool) -> None:
        held = self.world.shops[store].post.held
        if held:
            at = pick % len(held)
            self.world.deliver(held[at] if again else held.pop(at))

    @rule(store=STORES, share=st.sampled_from((0.3, 0.6, 1.0)))
    def webhooks_arrive(self, store: str, share: float) -> None:
        held = self.world.shops[store].post.held
        for delivery in self.random.sample(held, round(len(held) * share)):
            held.remove(delivery)
            self.world.deliver(delivery)

    @rule(store=STORES, pick=st.integers(0), call=st.integers(1, 4), after=st.booleans())
    def a_webhook_arrives_and_its_function_is_killed(self, store: str, pick: int, call: int, after: bool) -> None:
        held = self.world.shops[store].post.held
        if held:
            with self.world.killed_at(call, after=after):
                self.world.deliver(held[pick % len(held)])

    @rule(store=STORES, pick=st.integers(0))
    def a_webhook_is_lost(self, store: str, pick: int) -> None:
        held = self.world.shops[store].post.held
        if held:
            held.pop(pick % len(held))

    # Orders that staff take and change, and that another system tells of before the shop does, or after it.

    @rule(
        store=STORES,
        pick=st.integers(0),
        do=st.sampled_from(("edit", "take", "tell", "cancel")),
        cake=st.integers(0, 2),
        candles=st.integers(0, 2),
    )
    def an_order_is_written(self, store: str, pick: int, do: str, cake: int, candles: int) -> None:
        floor, products = self.world.floor, self._products(cake, 1, candles)
        written = self._written()
        if do == "tell":
            self._tell(store, pick, products)
        elif do == "take" or not written:
            assert floor.rpc("create_order", "staff", store=store, **request(*products))["ok"]
        elif do == "cancel":
            floor.rpc("cancel_order", id=written[pick % len(written)])
        else:
            now = floor.rpc("get_order", "staff", id=written[pick % len(written)])
            sale = Sale(now["store"], "", None, now["tickets"], now)
            kept = [{**line, "quantity": 1 + pick % 2} for line in now["products"][pick % 2 :]]
            edit(floor, sale, *kept, *products)

    def _tell(self, store: str, pick: int, products: list[dict[str, Any]]) -> None:
        """Let another system tell of an order of the shop's."""
        self._with_order(
            store, pick, lambda order: imported(self.world.floor, *products, store=store, shopify_id=str(order))
        )

    def _products(self, cake: int, quantity: int, candles: int) -> list[dict[str, Any]]:
        extras = [product(self.candle, candles, kind="extra")] if candles else []
        return [product(self.on_sale[cake], quantity), *extras]

    def _written(self) -> list[str]:
        """Name the orders that have a number of ours and are not the shop's yet."""
        written = self.world.floor.rows(
            "select ticket_base from core.sales where ticket_base ^@ (store || '-m') and cancelled_at is null "
            "and (stock.is_manual(order_gid) or shop_updated_at is null) order by 1"
        )
        return [each["ticket_base"] for each in written]

    # Ours.

    @rule(part=st.integers(0, 3), quantity=st.integers(1, 6))
    def stock_comes(self, part: int, quantity: int) -> None:
        self.world.floor.rpc("receive_stock", sku=self.components[part], qty=quantity)

    @rule(part=st.integers(0, 3), quantity=st.integers(1, 4))
    def stock_is_wasted(self, part: int, quantity: int) -> None:
        self.world.floor.rpc("waste_stock", sku=self.components[part], qty=quantity, reason="dropped")

    @rule(part=st.integers(0, 3), counted=st.integers(0, 12))
    def stock_is_counted(self, part: int, counted: int) -> None:
        self.world.floor.rpc("count_stock", sku=self.components[part], counted=counted)

    @rule(cake=st.integers(0, 2), part=st.integers(0, 2), quantity=st.integers(0, 2))
    def a_recipe_changes(self, cake: int, part: int, quantity: int) -> None:
        sku, component = (self.plain, self.iced, self.tall)[cake], self.components[part]
        self.world.floor.rpc("set_requirement", sku=sku, component_sku=component, qty=quantity)

    @rule(pick=st.integers(0), steps=st.sampled_from((1, 1, 2, 5, 8)), undone=st.booleans())
    def the_kitchen_goes_on(self, pick: int, steps: int, *, undone: bool) -> None:
        for _ in range(steps):
            self._next_step(pick)
        if undone:
            self._take_back(0, _STAGES)

    @rule(pick=st.integers(0), later=st.booleans())
    def a_parcel_is_packed_without_its_candle(self, pick: int, *, later: bool) -> None:
        candles = [each["id"] for each in self.world.floor.rows(WITH_EXTRAS, self.candle)]
        for _ in range(8 if candles else 0):
            self._next_step(1, candles[pick % len(candles)])
        if not later:
            self._set_free(pick)

    def _next_step(self, pick: int, ticket_id: str = "") -> None:
        tickets = self.world.floor.rows(IN_THE_KITCHEN, ticket_id)
        if tickets:
            ticket = tickets[pick % len(tickets)]
            if "changed" in ticket["flags"]:
                self.world.floor.rpc("acknowledge_change", id=ticket["id"])
            elif ticket["stage"] == "Packing" and ticket["packing_start_ts"] is not None:
                self.world.floor.rpc("complete_packing", id=ticket["id"], **self._left_out(ticket["id"], pick))
            else:
                step = ("Filling", "Covering", "Decorating", "Packing").index(ticket["stage"])
                recipe = leaves(self.world.floor).get(ticket["sku"], {ticket["sku"]: Decimal(1)})
                if self.world.floor.rpc(_STAGES[step], id=ticket["id"])["ok"] and step == 0:
                    self.filled[ticket["id"]] = recipe

    def _left_out(self, ticket_id: str, pick: int) -> dict[str, Any]:
        """Leave a candle out of some parcels that are to have one."""
        if pick % 3 == 0 or not self.world.floor.one(EXTRAS_OF, ticket_id, self.candle):
            return {}
        return {"skipped": [{"sku": self.candle, "quantity": pick % 3, "reason": "none left"}]}

    def _set_free(self, pick: int) -> None:
        """Let a supervisor set free what was left out of an order, lately or long ago."""
        left = self.world.floor.rows(LEFT_OUT)
        if left:
            assert self.world.floor.rpc("release_extras", id=left[pick % len(left)]["id"])["ok"]

    @rule(pick=st.integers(0))
    def one_of_the_last_scans_is_taken_back(self, pick: int) -> None:
        self._take_back(pick, _STAGES)

    @rule(pick=st.integers(0))
    def a_cake_comes_back_from_the_shelf(self, pick: int) -> None:
        self._take_back(pick, _STAGES[-1:])

    def _take_back(self, pick: int, kinds: tuple[str, ...]) -> None:
        # Of whatever has happened since, the database knows.
        moves = self.world.floor.rows(
            "select kind, ticket_id, event_no from core.order_events where kind = any(%s) order by event_no desc limit 12",
            list(kinds),
        )
        if moves:
            move = moves[pick % len(moves)]
            undone = self.world.floor.rpc("undo_scan", id=move["ticket_id"], event_no=move["event_no"])
            if move["kind"] == _STAGES[0] and undone["ok"] and not undone["already_done"]:
                del self.filled[move["ticket_id"]]

    @rule()
    def the_worker_pushes(self) -> None:
        self.world.push()

    @rule(call=st.integers(1, 14), after=st.booleans())
    def the_worker_is_killed(self, call: int, after: bool) -> None:
        with self.world.killed_at(call, after=after):
            self.world.push()

    @rule(store=STORES, kind=st.sampled_from(_FAILURES), status=st.sampled_from((503, 429)))
    def the_worker_meets_a_failing_shop(self, store: str, kind: str, status: int) -> None:
        self.world.shops[store].fail(kind, 1, "SetQuantities", status=status, retry_after="0.01")
        self.world.push()

    @rule()
    def a_minute_is_over(self) -> None:
        self.world.pass_time(70)
        self.world.sweep()

    @rule(call=st.integers(1, 20), after=st.booleans())
    def the_minutes_work_is_killed(self, call: int, after: bool) -> None:
        with self.world.killed_at(call, after=after):
            self.world.sweep()

    # What holds.

    @invariant()
    def the_ledger_is_the_stock(self) -> None:
        wrong = self.world.floor.rows(MISCOUNTED)
        assert wrong == [], printable(wrong)

    @invariant()
    def every_order_has_its_holds_and_no_hold_is_without_an_order(self) -> None:
        wrong = self.world.floor.rows(UNSETTLED)
        assert wrong == [], printable(wrong)

    @invariant()
    def each_cake_past_filling_has_in_it_what_it_was_filled_from(self) -> None:
        kept = filled_from(self.world.floor)
        assert kept == {ticket_id: self.filled.get(ticket_id) for ticket_id in kept}

    @invariant()
    def time_goes_on(self) -> None:
        self.world.pass_time(3)

    def teardown(self) -> None:
        """Let everything arrive and come to rest: then each shop shows what there is."""
        self.happened.update(self.world.floor.rows(HAPPENED)[0])
        for shop in self.world.shops.values():
            shop.switches.clear()
        self.world.come_to_rest(self.random)
        shown = {store: {sku: shop.available(sku) for sku in self.on_sale} for store, shop in self.world.shops.items()}
        ours = {sku: self.world.floor.one("select stock.available(%s)", sku) for sku in self.on_sale}
        assert shown == dict.fromkeys(DOMAINS, ours), printable(
            self.world.floor.rows("select * from core.shop_skus order by store, sku")
        )
        assert self.world.floor.rows("select * from core.work_queue where status = 'dead'") == []
        self.every_order_has_its_holds_and_no_hold_is_without_an_order()


@pytest.mark.parametrize("share", range(SHARES))
def test_any_sequence_leaves_ledger_orders_and_shops_in_step(world: World, share: int) -> None:
    class Here(Stock):
        pass

    Here.world = world
    run_sequences(Here, share, EXAMPLES // SHARES, STEPS, always=("orders",))
