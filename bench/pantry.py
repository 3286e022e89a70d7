"""What it costs to place a pantry's order, through the pooler.

`make bench` prints the ratio of an order of three items to one of as many lines, one of them a cake, that is taken
at the counter, in CPU time of the server's processes; and of the time in which 200 members order at once to that in
which they order one after another, over twenty items and four slots. The median of the rounds, which go by turns.
"""

import itertools
import json
import random
import statistics
import sys
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench.servers import running_pooled
from local.servers.postgres import set_passwords
from migrator import migrate

ROUNDS, CALLS, LINES = 11, 40, 3
MEMBERS, ITEMS, SLOTS = 200, 20, 4
LIMITS = {"placed": 1.25, "at once": 1.5}
PASSWORDS = {"ordak_rpc": "bench"}
_SUPERVISOR = "5a000000-0000-4000-8000-000000000001"
_STORE = """
insert into core.stores (store, display_name, spellings, timezone, currency, kind)
values ('larder', 'Larder', '{larder}', 'Australia/Sydney', 'AUD', 'pantry');
insert into core.staff_shared (id, display_name, role, stores)
values ('5a000000-0000-4000-8000-000000000001', 'Sue', 'Supervisor', '{bannos,larder}');
insert into core.staff_shared (id, display_name, role, stores)
select ('5b000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'M', 'Member', '{larder}'
from generate_series(1, 200) n;
insert into core.households (store, household_id, approved_at)
select 'larder', s.id, now() from core.staff_shared s where s.role = 'Member';
insert into core.household_members (store, member_id, household_id)
select 'larder', s.id, s.id from core.staff_shared s where s.role = 'Member';
insert into core.inventory_items (sku, title) select 'TIN-' || n, 'Tin' from generate_series(1, 20) n;
insert into core.pantry_items (store, sku) select 'larder', 'TIN-' || n from generate_series(1, 20) n;
insert into core.settings (store, key, value) values ('larder', 'pantry', '{"orders_per_session": 100}');
select stock.post_txn('TIN-' || n, 'receive', 1000000, 'bench') from generate_series(1, 20) n;
"""


class Shop:
    """The pantry: its owner's connection, and those of members through the pooler."""

    def __init__(self, owner_url: str, login_url: str) -> None:
        self._owner, self._url = psycopg.connect(owner_url, autocommit=True), login_url
        self._owner.execute(_STORE)
        self._login = self.connect()
        self._numbers = itertools.count()

    def connect(self) -> psycopg.Connection[Any]:
        """Open a connection as rpc has one."""
        return psycopg.connect(self._url, autocommit=True, prepare_threshold=None)

    def ask(self, connection: psycopg.Connection[Any], function: str, who: str, **arguments: Any) -> dict[str, Any]:
        """Call, and return the answer."""
        values = {"actor": {"kind": "staff", "id": who, "correlation_id": "bench"}, **arguments}
        given = {name: json.dumps(each) if isinstance(each, dict | list) else each for name, each in values.items()}
        named = ", ".join(f"p_{name} => %({name})s" for name in given)
        row = connection.execute(f"select api.{function}({named})::text".encode(), given).fetchone()
        assert row is not None
        answer: dict[str, Any] = json.loads(row[0])
        return answer

    def session(self, capacity: int) -> tuple[str, list[str]]:
        """Open a session with its slots; return their ids."""
        now = datetime.now(UTC)
        answer = self._done("set_pantry_session", title="Bench", opens_at=_at(now, -1), closes_at=_at(now, 10))
        opened = answer["session"]["session_id"]
        for hour in range(11, 11 + SLOTS):
            times = {"starts_at": _at(now, hour), "ends_at": _at(now, hour + 1)}
            answer = self._done("set_pantry_slot", session_id=opened, capacity=capacity, **times)
        return opened, [slot["slot_id"] for slot in answer["session"]["slots"]]

    def _done(self, function: str, **arguments: Any) -> dict[str, Any]:
        answer = self.ask(self._login, function, _SUPERVISOR, store="larder", **arguments)
        assert answer["ok"], answer
        return answer

    def basket(self, member: int, skus: list[str]) -> dict[str, Any]:
        """Keep a member's basket; return what names it."""
        named = {"store": "larder", "basket_id": str(uuid.uuid4())}
        lines = [{"sku": sku, "quantity": 1} for sku in skus]
        assert self.ask(self._login, "keep_basket", member_id(member), lines=lines, **named)["ok"]
        return named

    def placed(self) -> float:
        """Place CALLS orders; return the CPU seconds of one."""
        opened, slots = self.session(10_000)
        baskets = [self.basket(n % MEMBERS, _skus(n)) for n in range(CALLS)]

        def place(number: int) -> bool:
            who, where = member_id(number % MEMBERS), {"session_id": opened, "slot_id": slots[0]}
            return bool(self.ask(self._login, "place_pantry_order", who, **where, **baskets[number])["ok"])

        return self._cost(place)

    def taken(self) -> float:
        """Take CALLS orders of as many lines at the counter; return the CPU seconds of one."""
        due = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()

        def take(number: int) -> bool:
            kinds = ["cake"] + ["extra"] * (LINES - 1)
            lines = zip(kinds, _skus(number), strict=True)
            products = [{"kind": kind, "sku": sku, "title": "Tin", "quantity": 1} for kind, sku in lines]
            asked = {"store": "bannos", "customer_name": "Ann", "due_date": due, "products": products}
            return bool(self.ask(self._login, "create_order", _SUPERVISOR, **asked)["ok"])

        return self._cost(take)

    def _cost(self, call: Callable[[int], bool]) -> float:
        for number in range(5):
            assert call(number)
        before = self._spent()
        for number in range(5, CALLS):
            assert call(number)
        return (self._spent() - before) / (CALLS - 5)

    def _spent(self) -> float:
        # Of each server's process, for the pooler takes whichever is free.
        found = self._owner.execute("select pid from pg_stat_activity where usename = 'ordak_rpc'").fetchall()
        return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for (pid,) in found) / 1e9

    def crowd(self, workers: int) -> float:
        """Let 200 members order at once, or one after another; return the seconds of all. Half of them find a place."""
        opened, slots = self.session(MEMBERS // SLOTS // 2)
        chance = random.Random(next(self._numbers) // 2)  # noqa: S311
        wanted = [chance.sample(range(1, ITEMS + 1), LINES) for _ in range(MEMBERS)]
        baskets = [self.basket(n, [f"TIN-{tin}" for tin in tins]) for n, tins in enumerate(wanted)]
        connections = [self.connect() for _ in range(workers)]
        begin = threading.Barrier(workers)

        def order(worker: int) -> list[str]:
            begin.wait()
            said = []
            for number in range(worker, MEMBERS, workers):
                where = {"session_id": opened, "slot_id": slots[number % SLOTS]}
                asked = {**where, **baskets[number]}
                answer = self.ask(connections[worker], "place_pantry_order", member_id(number), **asked)
                said.append(answer.get("code", "placed"))
            return said

        started = time.perf_counter()
        with ThreadPoolExecutor(workers) as pool:
            said = [code for each in pool.map(order, range(workers)) for code in each]
        seconds = time.perf_counter() - started
        for connection in connections:
            connection.close()
        assert (said.count("placed"), said.count("PAN003")) == (MEMBERS // 2, MEMBERS // 2), said
        return seconds


def member_id(number: int) -> str:
    """Return the id of a member."""
    return f"5b000000-0000-4000-8000-{number + 1:012}"


def _skus(number: int) -> list[str]:
    return [f"TIN-{(number * LINES + each) % ITEMS + 1}" for each in range(LINES)]


def _at(now: datetime, hours: int) -> str:
    return (now + timedelta(hours=hours)).isoformat()


def main() -> int:
    """Measure, print, and fail where a limit is broken."""
    with running_pooled(PASSWORDS) as (postgres, pooler):
        migrate(postgres.create_database("pantry"))
        set_passwords(postgres.url("pantry"), PASSWORDS)
        shop = Shop(postgres.url("pantry"), pooler.url("ordak_rpc", "pantry"))
        turns: dict[str, Callable[[], float]] = {
            "placed": shop.placed,
            "at the counter": shop.taken,
            "at once": lambda: shop.crowd(20),
            "one after another": lambda: shop.crowd(1),
        }
        found: dict[str, list[float]] = {name: [] for name in turns}
        for _ in range(ROUNDS):
            for name, turn in turns.items():
                found[name].append(turn())
    medians = {name: statistics.median(seconds) for name, seconds in found.items()}
    ratios = {
        "placed": medians["placed"] / medians["at the counter"],
        "at once": medians["at once"] / medians["one after another"],
    }
    for name, seconds in medians.items():
        print(f"{name}: {seconds * 1000:.3f} ms")
    for name, ratio in ratios.items():
        print(f"{name}: x {ratio:.2f} (limit {LIMITS[name]})")
    return 1 if any(ratio > LIMITS[name] for name, ratio in ratios.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
