"""Whatever happens to a marketplace's orders, in whatever order: each is shipped once, each label paid once, each message sent once."""

import copy
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

import marketplace_app
from local.doubles.kit import RefusedError
from local.servers.postgres import Postgres
from tests.marketplace.backup import Backup
from tests.marketplace.conftest import market_of_its_own
from tests.marketplace.inbox_world import set_replies
from tests.marketplace.market_world import MarketWorld
from tests.marketplace.parcels import ADDRESS, send_parcels
from tests.sql.books import assert_books
from tests.sql.imports.market import STORE
from tests.sql.stock.stock import sell
from tests.stateful.market_end import assert_sent_once, assert_whole, come_to_rest, decide, waiting
from tests.stateful.sequences import run_sequences

# Of so many sequences; `make test-long` asks for more of them.
EXAMPLES, STEPS, SHARES = max(4, int(os.environ.get("ORDAK_EXAMPLES", "4")) // 8), 25, 2
_RUNS = count(1)
_PICK = st.integers(0)
_STEPS = st.sampled_from(sorted(marketplace_app.STEPS))
# How a call may fail: time-outs before success and after it, server errors, limits, refusals, HTML, nothing, half an answer.
_FAILURES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("reset before", {}),
    ("reset after", {}),
    ("status", {"status": 500}),
    ("status", {"status": 503}),
    ("status", {"status": 429}),
    ("status", {"status": 429, "retry_after": "120"}),
    ("status", {"status": 400}),
    ("status", {"status": 200}),
    ("status after", {"status": 500}),
    ("status after", {"status": 200, "body": ""}),
    ("garbage", {}),
)
_CALLS = {
    "OR11": ("import", "import_all", "acceptance", "tracking"),
    "OR21": ("acceptance",),
    "OR23": ("tracking",),
    "OR24": ("tracking",),
    "SH21": ("tracking",),
    "M10": ("auto_reply",),
    "M11": ("messages",),
    "M12": ("auto_reply",),
    **dict.fromkeys(("token", "find", "create", "shipment", "price", "label"), ("shipping",)),
    **dict.fromkeys(("void", "refund"), ("void",)),
}
_BY_HAND = ("WAITING_DEBIT_PAYMENT", "SHIPPING", "SHIPPED", "REFUSED")
# What has to have happened before a sequence ends, in some of them: else they prove nothing.
_HAPPENED = """
select (select count(*) from core.marketplace_orders where status = 'shipped') as shipped,
  (select count(*) from core.marketplace_orders where status = 'cancelled') as cancelled,
  (select count(*) from core.marketplace_orders where status = 'refunded') as refunded,
  (select count(*) from core.shipments where state in ('voided', 'refunded')) as undone,
  (select count(*) from core.shipments where attempt > 1) as bought_again,
  (select count(*) from core.order_events where kind = 'shipment_unknown') as labels_unknown,
  (select count(*) from core.order_events where kind = 'step_retried') as retried,
  (select count(*) from core.shortfalls) as shortfalls,
  (select count(*) from core.messages where state = 'sent' and template is null) as answered,
  (select count(*) from core.messages where state = 'sent' and template is not null) as answered_automatically
"""


class Market(RuleBasedStateMachine):
    """A store that sells two things and a set of both, which cakes are made of too."""

    world: MarketWorld
    empty: Backup
    backup: Backup
    happened: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.empty.restore()
        world = self.world
        world.forget()
        self.run = next(_RUNS)
        self.mug, self.lid, self.set = (f"{word}-{self.run}" for word in ("MUG", "LID", "SET"))
        for sku, quantity in ((self.mug, 9), (self.lid, 9), (self.set, None)):
            world.floor.stock(sku, quantity)
            world.mirakl.offer(sku, 99)
        world.floor.rows("insert into core.product_requirements values (%s, %s, 1), (%s, %s, 1)",
                         self.set, self.mug, self.set, self.lid)  # fmt: skip
        set_replies(world)
        send_parcels(world)
        self.orders = list[str]()
        self.threads = dict[str, str]()
        self.answers = dict[str, str]()
        self.taken_back = set[str]()
        for number in range(3):
            self.an_order_is_made(number, 1, number)
        self.a_customer_writes(0)
        # In each sequence something fails, is lost and is killed, in all in turn.
        operations, kinds = sorted(_CALLS), sorted(marketplace_app.STEPS)
        self.a_call_fails(operations[self.run % len(operations)], _FAILURES[self.run % len(_FAILURES)], 1)
        self.minutes_are_lost(kinds[self.run % len(kinds)])
        self.a_step_is_killed(kinds[self.run % len(kinds) - 1], 1 + self.run % 12, bool(self.run % 2))

    # The marketplace and its customers.

    @rule(pick=_PICK, quantity=st.integers(1, 3), rounds=st.integers(0, 2))
    def an_order_is_made(self, pick: int, quantity: int, rounds: int) -> None:
        sku = (self.mug, self.lid, self.set)[pick % 3]
        self.orders.append(self.world.mirakl.order((sku, quantity), address=ADDRESS))
        for _ in range(rounds):
            self.a_round_is_made(5)

    @rule(pick=_PICK)
    def the_customer_cancels(self, pick: int) -> None:
        self._with_order(pick, self.world.mirakl.cancel)

    @rule(pick=_PICK, quantity=st.integers(1, 3))
    def the_quantity_changes(self, pick: int, quantity: int) -> None:
        def change(order: str) -> None:
            lines = copy.deepcopy(self.world.mirakl.body(order)["order_lines"])
            lines[0]["quantity"] = quantity
            self.world.mirakl.edit(order, order_lines=lines)

        self._with_order(pick, change, over=False)

    @rule(pick=_PICK, good=st.booleans())
    def the_address_changes(self, pick: int, good: bool) -> None:
        zip_code = "H2B 1A0" if good else "90210"
        self._with_order(pick, lambda order: self.world.mirakl.change_address(order, zip_code=zip_code, state="QC"))

    @rule(pick=_PICK, whole=st.booleans())
    def something_is_refunded(self, pick: int, whole: bool) -> None:
        self._with_order(pick, lambda order: self.world.mirakl.refund(order, amount="999" if whole else "1"))

    @rule(pick=_PICK, state=st.sampled_from(_BY_HAND))
    def somebody_does_it_there_by_hand(self, pick: int, state: str) -> None:
        def forward(order: str) -> None:
            before = {"WAITING_ACCEPTANCE": 0, "WAITING_DEBIT_PAYMENT": 1, "SHIPPING": 2}
            if before[self.world.mirakl.state(order)] < before.get(state, 3 if state == "SHIPPED" else 1):
                self.world.mirakl.step(order, state)

        self._with_order(pick, forward, over=False)

    @rule(pick=_PICK)
    def a_customer_writes(self, pick: int) -> None:
        if self.orders:
            order = self.orders[pick % len(self.orders)]
            self.threads[self.world.mirakl.customer_writes(order, "Where is it?")] = order

    def _with_order(self, pick: int, do: Callable[[str], object], *, over: bool = True) -> None:
        """Do something with an order, of those that are not over unless said otherwise; what is too late there is refused."""
        there = [each for each in self.orders if over or self.world.mirakl.body(each)["can_cancel"]]
        if there:
            with suppress(RefusedError):
                do(there[pick % len(there)])

    # Our steps, and what becomes of them.

    @rule(kind=_STEPS)
    def a_step_is_taken(self, kind: str) -> None:
        self.world.run(kind)

    @rule(minutes=st.sampled_from((1, 5, 15)))
    def a_round_is_made(self, minutes: int) -> None:
        self.world.run_later(minutes=minutes)

    def _bring_to(self, kind: str) -> None:
        """Have a new order that a step of this kind has something to do with, if nothing fails on its way there."""
        self.an_order_is_made(0, 1, 0)
        self.stock_comes(0, 1)
        if kind in {"messages", "auto_reply"}:
            self.a_customer_writes(-1)
        bought = ("import", "acceptance", "import", "shipping")
        ways = {
            "acceptance": bought[:1],
            "shipping": bought[:3],
            "tracking": bought,
            "void": bought,
            "auto_reply": ("messages",),
        }
        for step in ways.get(kind, ()):
            self.world.run_later(step, minutes=1)
        if kind == "void":
            self.the_customer_cancels(-1)
            self.world.run_later("import", minutes=1)

    @rule(kind=_STEPS, call=st.integers(1, 16), after=st.booleans())
    def a_step_is_killed(self, kind: str, call: int, after: bool) -> None:
        self._bring_to(kind)
        with self.world.killed_at(call, after=after):
            self.world.run(kind)

    @rule(operation=st.sampled_from(sorted(_CALLS)), how=st.sampled_from(_FAILURES), times=st.integers(1, 3))
    def a_call_fails(self, operation: str, how: tuple[str, dict[str, Any]], times: int) -> None:
        double = self.world.mirakl if operation.isupper() or operation[0].isupper() else self.world.carrier
        double.fail(how[0], times, operation, **how[1])
        self._bring_to(_CALLS[operation][-1])
        for step in _CALLS[operation]:
            self.world.run_later(step, minutes=1)

    @rule(times=st.integers(1, 2))
    def labels_cannot_be_stored(self, times: int) -> None:
        self.world.bucket.failures = times
        self.world.run("shipping")

    # People, and the bakery beside it.

    @rule(pick=_PICK, read=st.booleans())
    def an_agent_answers(self, pick: int, read: bool) -> None:
        if read:
            self.world.run("messages")
        threads = self.world.floor.rpc("list_conversations", "agent", store=STORE)["conversations"]
        if threads:
            thread = threads[pick % len(threads)]["thread_id"]
            shown = self.world.floor.rpc("get_conversation", "agent", store=STORE, thread_id=thread)
            words = f"Answer {self.run}-{len(self.answers)}."
            named = {"store": STORE, "thread_id": thread, "body": words}
            self.world.floor.rpc("answer_conversation", "agent", last_message_no=shown["last_message_no"], **named)
            self.answers[words] = thread

    @rule()
    def people_decide(self) -> None:
        for order in self.world.floor.rpc("list_needing_person", store=STORE)["orders"]:
            for action in ("retry_step", "release_shipment"):
                if action in order["actions"]:
                    self.world.floor.rpc(action, store=STORE, id=order["id"])

    @rule(pick=_PICK)
    def a_person_has_a_label_undone(self, pick: int) -> None:
        if pick % 2:
            self._bring_to("tracking")
        if self.orders:
            self.world.floor.rpc(
                "void_shipment", store=STORE, id=self.orders[-1 if pick % 2 else pick % len(self.orders)]
            )

    @rule(pick=_PICK, quantity=st.integers(1, 4))
    def a_cake_takes_stock(self, pick: int, quantity: int) -> None:
        sell(self.world.floor, quantity, (self.mug, self.lid, self.set)[pick % 3])

    @rule(pick=_PICK, quantity=st.integers(1, 6))
    def stock_comes(self, pick: int, quantity: int) -> None:
        self.world.floor.rpc("receive_stock", sku=(self.mug, self.lid)[pick % 2], qty=quantity)

    # The database.

    @rule(kind=_STEPS)
    def minutes_are_lost(self, kind: str) -> None:
        self.backup.take()
        before = self._undone()
        self._bring_to(kind)
        self.world.run(kind)
        self.world.pass_time(minutes=5)
        self.backup.restore()
        self.taken_back |= self._undone() - before
        self.happened["restored"] += 1

    def _undone(self) -> set[str]:
        return {label.request_id for label in self.world.carrier.shipments if label.refund is not None}

    def teardown(self) -> None:
        """Let the faults stop: then nothing is lost, and people bring what is left to its end."""
        world = self.world
        for double in (world.mirakl, world.carrier):
            double.switches.clear()
        world.bucket.failures = 0
        come_to_rest(world)
        world.pass_time(hours=21)  # what is short is asked about by then
        come_to_rest(world)
        for order in self.orders:
            world.mirakl.change_address(order, zip_code="K1A 0B1", state="ON")
        come_to_rest(world)
        for _ in range(4):
            decide(world)
            come_to_rest(world)
        assert waiting(world) == []
        self.happened.update(world.floor.rows(_HAPPENED)[0])
        assert_whole(world, self.taken_back)
        assert_sent_once(world, self.threads, self.answers)
        assert_books(world.floor)


@pytest.fixture(scope="module")
def machine(postgres: Postgres, template_database: str) -> Iterator[type[Market]]:
    """Return the machine over a world of its own."""
    with market_of_its_own(postgres, template_database) as world:

        class Here(Market):
            pass

        Here.world, Here.empty, Here.backup = world, Backup(postgres, world, "empty"), Backup(postgres, world, "backup")
        Here.empty.take()
        yield Here
        Here.empty.drop()
        Here.backup.drop()


@pytest.mark.parametrize("share", range(SHARES))
def test_any_sequence_ships_each_order_once_and_pays_each_label_once(machine: type[Market], share: int) -> None:
    run_sequences(machine, share, EXAMPLES // SHARES, STEPS, always=("shipped", "restored"))
