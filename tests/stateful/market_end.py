"""How a sequence of chance at a marketplace ends: the faults stop, time passes, people decide; then nothing is lost or done twice."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tests.marketplace.market_world import MarketWorld
from tests.sql.floor import Json
from tests.sql.imports.market import STORE
from tests.stateful.world import printable

ENDS = {"shipped", "cancelled", "refused", "refunded"}
# What a step may still change; the same three times in a row, nothing goes on by itself.
_FAR = """
select (select jsonb_agg(array[m.order_gid, m.status, m.state, m.writing, m.rereads::text, m.failures::text] order by m.order_gid)
        from core.marketplace_orders m) as orders,
  (select jsonb_agg(array[s.request_id, s.state, s.label_tries::text, s.label_key, s.undo_tries::text, s.looked_at::text] order by s.request_id)
   from core.shipments s) as labels,
  (select jsonb_agg(array[m.message_no::text, m.state, m.message_id, m.tries::text] order by m.message_no) from core.messages m) as messages
"""
_ROUNDS = 24
# Where an order is at the marketplace, by where it is here at its end.
_THERE = {"shipped": {"SHIPPED", "CLOSED"}, "cancelled": {"CANCELED"}, "refused": {"REFUSED"}}


def come_to_rest(world: MarketWorld) -> None:
    """Let every step be taken again and again, with time between, until nothing changes any more."""
    seen: list[Json] = []
    for _ in range(_ROUNDS):
        world.run_later(minutes=15)
        seen = [*seen[-2:], *world.floor.rows(_FAR)]
        if len(seen) == 3 and seen[0] == seen[1] == seen[2]:
            return
    raise AssertionError(printable(seen))


def waiting(world: MarketWorld) -> list[Json]:
    """Return the orders that are not at their end; each is one that a person sees, and may do something about."""
    found = world.floor.rows(
        "select mirakl_id, status, state, fault from core.marketplace_orders where status <> all (%s)", sorted(ENDS)
    )
    parked = world.floor.rpc("list_needing_person", store=STORE)["orders"]
    actions = {each["id"]: each["actions"] for each in parked}
    unseen = [each for each in found if not actions.get(each["mirakl_id"])]
    assert unseen == [], printable(unseen)
    return [{**each, "actions": actions[each["mirakl_id"]]} for each in found]


def decide(world: MarketWorld) -> None:
    """Let a person see to all that waits for one: stock comes, each order goes on, each message is sent, each label undone."""
    for short in world.floor.rows(
        "select sku, sum(qty) as qty from core.shortfalls where cleared_at is null group by sku"
    ):
        world.floor.rpc("receive_stock", sku=short["sku"], qty=int(short["qty"]))
    for order in waiting(world):
        named = {"store": STORE, "id": order["mirakl_id"]}
        step = {"unknown_outcome": "release_shipment", "pending_acceptance": ""}.get(order["status"], "retry_step")
        assert not step or world.floor.rpc(step, **named)["ok"], order
    for message in world.floor.rows("select message_no from core.messages where state = 'failed'"):
        assert world.floor.rpc("retry_message", "agent", **message)["ok"]
    for kept in world.floor.rpc("list_needing_person", store=STORE)["orders"]:
        if kept["why"] == "label_not_undone":
            assert world.floor.rpc("void_shipment", store=STORE, id=kept["id"])["ok"]


def assert_whole(world: MarketWorld, taken_back: set[str]) -> None:
    """See that each order is where it is there, shipped once at most, with one label that is paid, and the books are right.

    `taken_back`: request ids of labels that were refunded in minutes which a restored database has lost. They look good.
    """
    world.check()
    here = {
        each["mirakl_id"]: each
        for each in world.floor.rows("select mirakl_id, order_gid, status from core.marketplace_orders")
    }
    assert here.keys() == set(world.mirakl.order_ids)
    for order_id, order in here.items():
        body = world.mirakl.body(order_id)
        if order["status"] == "refunded":
            assert body["fully_refunded"], order_id
        else:
            assert body["order_state"] in _THERE[order["status"]], (order, body["order_state"])
    _assert_labels(world, {each["order_gid"]: each["status"] for each in here.values()}, taken_back)


def _assert_labels(world: MarketWorld, statuses: dict[str, str], taken_back: set[str]) -> None:
    """See that labels bought = shipped + undone."""
    rows = {
        row["request_id"]: row
        for row in world.floor.rows(
            "select s.request_id, s.order_gid, s.state, a.fulfilled_at from core.shipments s join core.sales a using (store, order_gid)"
        )
    }
    good = Counter[str]()
    for label in world.carrier.shipments:
        row = rows.get(label.request_id)
        assert row is not None, f"nobody here knows {label.request_id}: {printable(label.body)}"
        if label.voided or label.refund is not None:
            assert row["state"] in {"voided", "refunded"} or label.request_id in taken_back, row
            continue
        assert row["state"] == "bought", row
        assert statuses[row["order_gid"]] == "shipped" or row["fulfilled_at"] is not None, (row, statuses)
        good[row["order_gid"]] += 1
    assert set(good.values()) <= {1}, good
    ids = [label.request_id for label in world.carrier.shipments]
    assert len(ids) == len(set(ids))


def assert_sent_once(world: MarketWorld, threads: Iterable[str], answers: dict[str, str]) -> None:
    """See that each message of ours is there once.

    `threads`: the conversations; `answers`: in which of them an answer of a person's is, by its words.
    """
    there: dict[str, list[Any]] = {thread: world.mirakl.messages(thread) for thread in threads}
    for words, thread in answers.items():
        states = [row["state"] for row in world.floor.rows("select state from core.messages where body = %s", words)]
        sent = sum(message["body"] == words for message in there[thread])
        # Written in minutes that a restored database has lost, it may never have been sent.
        assert (states, sent) in ((["sent"], 1), ([], 0), ([None], 1)), (words, states, sent)
    for messages in there.values():
        since = 0
        for message in messages:
            if message["from"]["type"] == "CUSTOMER_USER":
                since = 0
            elif message["body"] not in answers:
                since += 1
            assert since <= 1, printable(messages)
