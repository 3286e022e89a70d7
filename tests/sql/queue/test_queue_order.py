"""The page's order is the server's: random queues of a database, shown by the page's own code."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from local.aws.pages import WEB
from local.servers.processes import NODE
from tests.sql.floor import Floor, Json

TODAY = date(2026, 11, 21)
STAGES = ("Filling", "Covering", "Decorating", "Packing")
SLOTS = [
    None,
    "",
    "9:00-10:00",
    "9:30",
    "17:00",
    "2:00 PM",
    "2pm",
    "14h30",
    "9 am - 10 am",
    "morning",
    "10.00-12.00",
    "12 am",
]
SIZES = [
    None,
    "",
    "6 inch",
    '8"',
    "8 Inch",
    "10in",
    "8.5 cm",
    "8.50 cm",
    "Large",
    "large",
    "🎂 9",
    "é",
    "Z",
    "a,b",
    "a",
    "9" * 30,
]
CAKES = 1200  # of both stores, in all stages: no stage of a store has more than a queue answers
MADE = """
with made as (
  select o.* from jsonb_to_recordset(%s) o (store text, id text, number bigint, stage text, priority text,
    size text, due date, slot text)
), sold as (
  insert into core.sales (store, order_gid, ticket_base, order_json) select o.store, o.id, o.id, '{}' from made o
)
insert into core.orders (store, id, order_gid, ticket_no, shopify_order_number, stage, priority_override, product_title,
  size, due_date, due_slot, due_minutes, packing_start_ts)
select o.store, o.id, o.id, 1, o.number, o.stage::core.stage_type, o.priority::core.priority, 'Cake', o.size, o.due, o.slot,
  core.slot_minutes(o.slot), case when o.stage = 'Packing' then core.now() end
from made o
"""


@pytest.fixture(scope="module")
def chance() -> Random:
    return Random(13)  # noqa: S311 - the same queues each time


@pytest.fixture(scope="module")
def bakery(floor: Floor, chance: Random) -> Iterator[Floor]:
    """Fill both stores with cakes of every kind, on a day that stands still."""
    floor.set_clock(datetime(2026, 11, 21, 1, tzinfo=UTC))
    made = [cake(chance, nth) for nth in range(CAKES)]
    floor.rows(MADE, json.dumps(made))
    yield floor
    floor.set_clock(None)


def cake(chance: Random, nth: int) -> Json:
    """Make up a cake: ties in everything but the id are frequent."""
    store = chance.choice(["bannos", "flourlane"])
    number = chance.choice([None, chance.randint(1, 40), 2**62 + nth])
    due = chance.choice([None, *range(-3, 8), 700])
    return {
        "store": store,
        "id": f"{store}-{'m' if number is None else ''}{nth + 10**5}{chance.choice(['', '-A', '-AB'])}",
        "number": number,
        "stage": chance.choice(STAGES),
        "priority": chance.choice([None, None, None, None, "High", "Medium", "Low"]),
        "size": chance.choice(SIZES),
        "due": None if due is None else (TODAY + timedelta(due)).isoformat(),
        "slot": chance.choice(SLOTS),
    }


def served(floor: Floor, store: str = "bannos", stage: str | None = None) -> list[Json]:
    """Return a queue as the server has it."""
    tickets: list[Json] = floor.rpc("get_queue", store=store, stage=stage, limit=500)["tickets"]
    return tickets


def shown(**asked: object) -> Any:
    """Show the page's code what it would be served; return its orders."""
    done = subprocess.run(
        [NODE, "--no-warnings", WEB / "test/page_order.ts"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_page_shows_a_thousand_random_queues_as_the_server_has_them(bakery: Floor, chance: Random) -> None:
    whole = [served(bakery, store, stage) for store in ("bannos", "flourlane") for stage in STAGES]
    assert all(50 < len(queue) < 500 for queue in whole)
    queues: list[Json] = []
    for _ in range(1000):
        # Two tickets stand as they stand in the whole, whichever others are between them.
        queue = chance.choice(whole)
        some = [queue[nth] for nth in sorted(chance.sample(range(len(queue)), chance.randint(2, 14)))]
        coming = chance.sample(range(len(some)), len(some))
        queues.append({"served": some, "coming": coming, "scanned": coming[: chance.randint(0, 2)]})
    for asked, orders in zip(queues, shown(queues=queues, day=[])["orders"], strict=True):
        ids = [ticket["id"] for ticket in asked["served"]]
        gone = {ids[nth] for nth in asked["scanned"]}
        assert orders == {
            "online": ids,
            "remembered": ids,
            "one_by_one": ids,
            "offline": [each for each in ids if each not in gone],
        }


def test_the_server_orders_by_what_its_columns_say_whatever_a_key_is_made_of(bakery: Floor) -> None:
    # size in the bytes of its letters, as in every collation that is none
    query = """
      select array_agg(o.id order by bakery.priority_of(o, core.store_today(o.store)) desc, o.due_date, o.due_minutes, o.size_order, o.size collate "C",
        o.shopify_order_number, o.id)
      from core.orders o where o.store = 'flourlane' and o.stage = 'Covering'
    """
    assert [ticket["id"] for ticket in served(bakery, "flourlane", "Covering")] == bakery.one(query)


def test_after_five_hundred_random_scans_the_page_still_has_the_servers_order(bakery: Floor, chance: Random) -> None:
    before = {stage: served(bakery, stage=stage) for stage in STAGES}
    ids = [ticket["id"] for queue in before.values() for ticket in queue]
    heard: list[Json] = []
    while len(heard) < 500:
        answer = scan(bakery, chance, chance.choice(ids))
        heard += [answer["ticket"]] if answer["ok"] else []
    days = shown(queues=[], day=[{"stage": stage, "served": before[stage], "heard": heard} for stage in STAGES])["days"]
    assert days == [[ticket["id"] for ticket in served(bakery, stage=stage)] for stage in STAGES]
    assert {stage: {ticket["id"] for ticket in before[stage]} for stage in STAGES} != dict(
        zip(STAGES, map(set, days), strict=True)
    )


def scan(floor: Floor, chance: Random, ticket_id: str) -> Json:
    """Do something to a ticket that may move it, back and forth."""
    stage = floor.one("select stage::text from core.orders where id = %s", ticket_id)
    kind = chance.choice(["move", "move", "set_priority", "back"])
    if kind == "set_priority" or stage == "Complete":
        return floor.rpc("set_priority", id=ticket_id, priority=chance.choice([None, "High", "Medium", "Low"]))
    if kind == "back" and stage == "Packing":
        return floor.rpc("qc_return_to_decorating", id=ticket_id, reason="again")
    return floor.rpc(f"complete_{stage.lower()}", id=ticket_id)
