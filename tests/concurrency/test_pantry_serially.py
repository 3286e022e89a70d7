"""Whatever members, staff and the sweeper do at once in a pantry, it ends as if they had done it one after another."""

import json
import os
import random
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import psycopg
import pytest

from tests.concurrency.lockstep import Session, sessions, wait_until
from tests.sql.books import assert_books
from tests.sql.floor import RPC, Floor, Json, actor, call
from tests.sql.pantries import STORE, basket, bring, choice, done, item, member, open_pantry, place, session, set_rules

# Of so many sequences, each of five rounds in which three act at once; `make test-long` asks for more of them.
SEQUENCES, ROUNDS, AT_ONCE = int(os.environ.get("ORDAK_EXAMPLES", "8")) // 2, 5, 3
STEPS = ("confirm_pantry_order", "start_pantry_order", "ready_pantry_order", "complete_pantry_order")
ENDED = {"COMPLETED", "CANCELLED"}
SWEEPER, OWNER = "ordak_reconcile", "postgres"
OVER = "update core.pantry_slots set starts_at = core.now() - interval '3 hours', ends_at = core.now() - interval '2 hours' where slot_id = %s"
STATE = """
select jsonb_build_object(
  'orders', (
    select jsonb_object_agg(b.basket_id, jsonb_build_array(o.status, o.cancelled_by, (
      select jsonb_object_agg(l.sku, l.quantity) from core.sale_lines l where l.store = o.store and l.order_gid = o.order_gid)))
    from core.pantry_baskets b join core.pantry_orders o using (store, order_gid) where o.session_id = %(session)s),
  'items', (
    select jsonb_object_agg(i.sku, jsonb_build_array(i.on_hand, i.reserved, (
      select sum(s.qty) from core.shortfalls s where s.sku = i.sku and s.cleared_at is null)))
    from core.inventory_items i where i.sku = any (%(skus)s)),
  'slots', (
    select jsonb_object_agg(t.slot_id, jsonb_build_array(t.capacity, t.taken, (
      select count(*) from core.pantry_orders o where o.slot_id = t.slot_id and o.status <> 'CANCELLED')))
    from core.pantry_slots t where t.session_id = %(session)s))
"""


@pytest.fixture(scope="module", autouse=True)
def pantry(floor: Floor) -> None:
    """Open a pantry whose households may order, and miss their orders, as often as they like."""
    open_pantry(floor)
    set_rules(floor, orders_per_session=100, no_shows=100, grace_minutes=0)


@dataclass(frozen=True)
class Act:
    """One call of a member, of staff or of the sweeper."""

    function: str
    arguments: Json
    login: str = RPC


class Shop:
    """A session with little of everything, whose first slot is over, and what may be done there by chance."""

    def __init__(self, floor: Floor, seed: int) -> None:
        self.floor, self.chance = floor, random.Random(seed)  # noqa: S311
        self.tins = [item(floor, 5) for _ in range(3)]
        self.people = [member(floor) for _ in range(2)]
        self.opened = session(floor, capacity=2, slots=3)
        early = place(floor, self.people[0], self.opened, (self.tins[0], 2))
        bring(floor, early, self.chance.choice(["PREPARING", "READY"]))
        floor.rows(OVER, self.opened["slots"][0]["slot_id"])
        self.baskets = list[tuple[Json, str]]()
        self.learn()

    def acts(self) -> list[Act]:
        """Choose what is done at once: about one order, where it is about orders."""
        self.focus = self.chance.choice(self.orders)
        return [self._act() for _ in range(AT_ONCE)]

    def _act(self) -> Act:
        kinds = [self._place] * 4 + [self._move] * 4 + [self._count, self._capacity, self._sweep]
        return self.chance.choice(kinds)()

    def _place(self) -> Act:
        if not self.baskets or self.chance.random() < 0.8:
            who = self.chance.choice(self.people)
            wanted = self.chance.sample(self.tins, self.chance.randint(1, 3))
            lines = [(tin, self.chance.randint(1, 3)) for tin in wanted]
            self.baskets.append((who, basket(self.floor, who, *lines)))
        who, kept = self.baskets[-1]
        slot = choice(self.opened, self.chance.choice([1, 2]))
        return self._of(who, "place_pantry_order", basket_id=kept, available=self.chance.random() < 0.3, **slot)

    def _move(self) -> Act:
        order = self.focus
        step = self.chance.choice(
            [
                *(each for each in STEPS if each in order["actions"]),
                "cancel_pantry_order",
                "withdraw_pantry_order",
                *STEPS,
            ]
        )
        owner = next(who for who in self.people if who["id"] == order["member_id"])
        who = owner if step == "withdraw_pantry_order" else actor("supervisor")
        why = {"reason": "flooded"} if step == "cancel_pantry_order" else {}
        return self._of(who, step, id=order["id"], **why)

    def _count(self) -> Act:
        counted = {"sku": self.chance.choice(self.tins), "counted": self.chance.randint(0, 6)}
        return Act("count_stock", {"actor": actor("supervisor"), **counted})

    def _capacity(self) -> Act:
        slot = self.chance.choice(self.opened["slots"][1:])
        times = {name: slot[name] for name in ("slot_id", "starts_at", "ends_at")}
        fields = {"session_id": self.opened["session_id"], **times, "capacity": self.chance.randint(0, 4)}
        return self._of(actor("supervisor"), "set_pantry_slot", **fields)

    def _sweep(self) -> Act:
        return Act("sweep_pantries", {"actor": actor("reconcile")}, SWEEPER)

    def _of(self, who: Json, function: str, **arguments: object) -> Act:
        return Act(function, {"actor": who, "store": STORE, **arguments})

    def state(self, connection: psycopg.Connection[Any]) -> Json:
        """Return orders, stock and places as they are."""
        row = connection.execute(STATE, {"session": self.opened["session_id"], "skus": self.tins}).fetchone()
        assert row is not None
        found: Json = row[0]
        return found

    def learn(self) -> None:
        """Look which orders there are by now."""
        listed = done(self.floor, "list_pantry_orders", session_id=self.opened["session_id"])
        self.orders = [order for order in listed["orders"] if order["status"] not in ENDED] or listed["orders"]


def told(answer: Json) -> list[object]:
    """Return what an answer says, without what differs from one order to the next."""
    return [answer["ok"], answer.get("code"), answer.get("already_done"), answer.get("lines")]


def settle(connection: psycopg.Connection[Any]) -> None:
    """Let the minute's sweeper give what is free to orders that were passed over because they were locked."""
    assert call(connection, "sweep", actor=actor("reconcile"), stores=["bannos"])["ok"]


def serially(shop: Shop, acts: list[Act]) -> dict[str, list[list[object]]]:
    """Do it in every order, each time rolled back; return what each act was told in an order, by the state that it left."""
    ends = dict[str, list[list[object]]]()
    with psycopg.connect(shop.floor.owner_url) as connection:
        for order in permutations(range(len(acts))):
            with connection.transaction(force_rollback=True):
                answers = dict[int, list[object]]()
                for number in order:
                    connection.execute(f"set local session authorization {acts[number].login}".encode())
                    answers[number] = told(call(connection, acts[number].function, **acts[number].arguments))
                connection.execute(f"set local session authorization {SWEEPER}".encode())
                settle(connection)
                connection.execute("reset session authorization")
                said = [answers[number] for number in range(len(acts))]
                ends.setdefault(json.dumps([said, shop.state(connection)], sort_keys=True), said)
    return ends


def at_once(shop: Shop, acts: list[Act], at: dict[str, list[Session]]) -> list[Json]:
    """Do it at once: the first one commits when the others have ended or wait for it, these in any order."""
    spare = {login: list(each) for login, each in at.items()}
    doing = [(spare[act.login].pop(), act) for act in acts]
    begun = list[tuple[Session, Future[Json]]]()
    for one, act in doing:
        future = one.start(act.function, **act.arguments)
        one.wait_until_blocked(future)
        begun.append((one, future))
    answers = [future for _, future in begun]
    waiting = list(begun)
    while waiting:
        wait_until(lambda: any(future.done() for _, future in waiting))
        ended = [each for each in waiting if each[1].done()]
        chosen = shop.chance.choice(ended)
        chosen[1].result()
        chosen[0].commit()
        waiting.remove(chosen)
    return [future.result() for future in answers]


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_sequence_at_once_ends_as_if_it_were_one_after_another(floor: Floor, seed: int) -> None:
    shop = Shop(floor, seed)
    with sessions(floor, RPC, AT_ONCE) as people, sessions(floor, SWEEPER, AT_ONCE) as sweepers:
        for _ in range(ROUNDS):
            acts = shop.acts()
            before = shop.state(floor.login(OWNER))
            one_by_one = {skipped: serially(shop, list(kept)) for skipped, kept in ways(acts).items()}
            answers = at_once(shop, acts, {RPC: people, SWEEPER: sweepers})
            settle(floor.login(SWEEPER))
            after = shop.state(floor.login(OWNER))
            said = [told(answer) for answer in answers]
            assert any(
                json.dumps([[said[n] for n in range(AT_ONCE) if n not in skipped], after], sort_keys=True) in ends
                for skipped, ends in one_by_one.items()
                if all(passed_over(acts[n], answers[n]) for n in skipped)
            ), (acts, answers, before, after)
            for slot, (_, taken, placed) in after["slots"].items():
                assert taken == placed <= max([*before["slots"][slot][:2], *set_to(acts, slot)])
            shop.learn()
    assert_books(floor)
    assert (
        floor.rows("select payload from core.work_queue where topic = 'alert' and payload ->> 'kind' = 'sweep_failed'")
        == []
    )


def ways(acts: list[Act]) -> dict[tuple[int, ...], tuple[Act, ...]]:
    """Return what may have been done: all of it, or without what passes over an order that is locked."""
    may_pass = [n for n, act in enumerate(acts) if act.function in {"sweep_pantries", "count_stock"}]
    subsets = [tuple(n for i, n in enumerate(may_pass) if bits >> i & 1) for bits in range(2 ** len(may_pass))]
    return {skipped: tuple(act for n, act in enumerate(acts) if n not in skipped) for skipped in subsets}


def passed_over(act: Act, answer: Json) -> bool:
    """Tell whether it may have done nothing: the sweeper comes again, and a count that it is too much to take is refused."""
    return act.function == "sweep_pantries" or answer.get("code") == "INV007"


def set_to(acts: list[Act], slot: str) -> list[int]:
    """Return the capacities that a slot was given: it was as large as the largest for a moment."""
    return [
        act.arguments["capacity"]
        for act in acts
        if act.arguments.get("slot_id") == slot and "capacity" in act.arguments
    ]
