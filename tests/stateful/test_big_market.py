"""Thousands of open orders: each slice of a step ends before its time-out, in little memory, and calls no more than it may."""

import multiprocessing
import os
import resource
from collections.abc import Iterator, Mapping
from itertools import pairwise
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

import pytest

import marketplace_app
from local.aws.template import read_template
from local.servers.postgres import Postgres
from local.state import ROOT
from ordak.database import Database
from ordak.http import client as http_client
from tests.clock import Clock
from tests.marketplace.conftest import market_of_its_own
from tests.marketplace.inbox_world import set_replies
from tests.marketplace.market_world import Bucket, Context, MarketWorld, environment
from tests.marketplace.parcels import ADDRESS, send_parcels

# `make test-long` has 5,000.
FEW = 100
ORDERS = 25 * int(os.environ.get("ORDAK_EXAMPLES", "4"))
PATIENCE = 1200.0  # seconds for an invocation, on the slowest of machines
MOST_MEGABYTES = 200
TIME_OUT = read_template(ROOT / "template.yaml", "http://127.0.0.1").functions["MarketplaceFunction"].timeout
# What a call lasts by the test's clock: a statement, a marketplace that is quick, and one so slow that a slice ends in the middle.
STATEMENT, QUICK, SLOW = 0.02, 0.1, 6.0
LISTING_GAP, PAGE_GAP, CARRIER_GAP = 60.0, 1.0, 0.25  # seconds between: facts of Mirakl and of Canada Post
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


class Slice(NamedTuple):
    """One invocation: how long it lasted, when it made which call, and how large the process was."""

    seconds: float
    calls: list[tuple[float, str]]  # begun at, path and query
    megabytes: float

    def times(self, *parts: str) -> list[float]:
        """Return when the calls were made that have all of this in their address."""
        return [at for at, url in self.calls if all(part in url for part in parts)]


def live(variables: Mapping[str, str], asked: Connection) -> None:
    """Be the function in a process of its own: for each number of seconds that a call is to last, one invocation."""
    os.environ.update(variables)
    clock, calls, lasts = Clock(), list[tuple[float, str]](), [QUICK]
    patch = pytest.MonkeyPatch()
    for module in ("marketplace_app", "ordak.runs"):
        patch.setattr(f"{module}.time", clock)
    for kind, usual in (
        ("mirakl.client.Mirakl", {}),
        ("canada_post.client.CanadaPost", {}),
        ("http.pace.Pace", {"gap": 0.0}),
    ):
        patch.setattr(f"ordak.{kind}.__init__.__kwdefaults__", {**usual, "clock": clock})
    patch.setattr("marketplace_app._wake", lambda _run_id: None)  # there is no queue here
    patch.setattr("label_file.media", Bucket())
    send, call = http_client.send, Database.call

    def timed_send(method: str, url: str, **named: Any) -> http_client.Answer:
        calls.append((clock.monotonic(), f"{method} {url}"))
        answer = send(method, url, **named)
        clock.move(min(lasts[0], named["seconds"]))
        return answer

    def timed_call(self: Database, function: str, **arguments: object) -> dict[str, Any]:
        clock.move(STATEMENT)
        return call(self, function, **arguments)

    patch.setattr(http_client, "send", timed_send)
    patch.setattr(Database, "call", timed_call)
    while seconds := asked.recv():
        lasts[0] = seconds
        calls.clear()
        begun = clock.monotonic()
        marketplace_app.handler({"Records": []}, Context(1, TIME_OUT))  # type: ignore[arg-type]
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        asked.send(Slice(clock.monotonic() - begun, list(calls), used))


class BigMarket:
    """A store with so many orders, and the function's process."""

    def __init__(self, world: MarketWorld, orders: int) -> None:
        self.world, self.orders = world, orders
        skus = [world.floor.stock(f"BIG-{number}", orders) for number in range(20)]
        for number in range(orders):
            world.mirakl.order((skus[number % len(skus)], 1), address=ADDRESS)
        send_parcels(world, most_labels=str(orders), most_sum="999999")
        set_replies(world)
        here, there = _FORKS.Pipe()
        variables = environment(world.floor, world.mirakl, world.carrier) | {"ORDAK_DATABASE_PATIENCE": "60"}
        self._process = _FORKS.Process(target=live, args=(variables, there))
        self._process.start()
        self._pipe = here

    def take(self, *kinds: str, lasts: float) -> Slice:
        """Let runs of these kinds wait, and one invocation take them; whatever it does, it ends in time and fails nowhere."""
        self.world.pass_time(minutes=6)
        # What another step has left is for another invocation.
        self.world.floor.rows("delete from core.sync_runs where status = 'running' and kind <> all (%s)", list(kinds))
        self.world.begin(*kinds)
        self._pipe.send(lasts)
        assert self._pipe.poll(PATIENCE)
        took: Slice = self._pipe.recv()
        assert took.seconds < TIME_OUT
        assert took.megabytes < MOST_MEGABYTES
        assert {kind: self.world.failed(kind) for kind in kinds} == dict.fromkeys(kinds, 0)
        return took

    def through(self, kind: str, lasts: float) -> list[Slice]:
        """Let a run of a kind go on, slice by slice, to its end."""
        slices = [self.take(kind, lasts=lasts)]
        while self.world.is_under_way(kind):
            slices.append(self.take(kind, lasts=lasts))
        return slices

    def count(self, status: str) -> int:
        """Count the orders in a status."""
        number: int = self.world.floor.one("select count(*) from core.marketplace_orders where status = %s", status)
        return number

    def close(self) -> None:
        self._pipe.send(0)
        self._process.join(30)


def assert_apart(times: list[float], gap: float) -> None:
    """See that calls were so far apart."""
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert all(each > gap - 0.001 for each in gaps), min(gaps)


def imports(market: BigMarket) -> None:
    """Read all that changed, and all that is open: a page a second, each once."""
    between = market.world.floor.one("select min(every) from core.run_kinds where kind in ('import', 'messages')")
    assert between.total_seconds() >= LISTING_GAP
    for kind, by in (("import", "start_update_date"), ("import_all", "order_state_codes")):
        [whole] = market.through(kind, QUICK)
        pages = whole.times("/api/orders?", by)
        assert len(pages) == -(-market.orders // 100)
        assert_apart(pages, PAGE_GAP)
    assert market.count("pending_acceptance") == market.orders


def accepts(market: BigMarket) -> None:
    """Decide as many as there is time for, and look up fifty at a time what was decided."""
    first = market.take("acceptance", lasts=SLOW)
    decided = len(first.times("/accept"))
    assert 0 < decided <= market.orders
    assert market.world.decided() == decided
    assert len(first.times("/api/orders?")) <= decided // 50 + 1
    market.take("acceptance", lasts=SLOW)
    assert market.world.decided() > decided or decided == market.orders


def labels(market: BigMarket) -> None:
    """Buy as many labels as there is time for, each once."""
    for order in market.world.mirakl.order_ids:
        market.world.mirakl.step(order, "SHIPPING")
    market.through("import", QUICK)
    assert market.count("accepted") == market.orders
    bought = []
    for _ in range(2):
        took = market.take("shipping", lasts=SLOW)
        bought.append(len([at for at, url in took.calls if url.startswith("POST") and url.endswith("/shipments")]))
    quick = market.take("shipping", lasts=0.001) if market.orders == FEW else None
    assert_apart([at for at, _ in quick.calls] if quick else [], CARRIER_GAP)
    ids = [label.request_id for label in market.world.carrier.shipments]
    assert len(ids) == len(set(ids)) >= sum(bought) > 0


def tracks(market: BigMarket) -> None:
    """Ship as many as there is time for, each once; the carriers are asked for once a day."""
    before = market.world.calls("SH21")
    for _ in range(2):
        market.take("tracking", lasts=SLOW)
    market.through("import", QUICK)  # which sees those that the last slice had no time to look up
    shipped = market.world.mirakl.log.count("OR24", applied=True)
    assert 0 < shipped == market.count("shipped")
    assert market.world.calls("SH21") - before <= 1


def answers(market: BigMarket) -> None:
    """Read the customers of a tenth of the orders, and answer as many as there is time for, each once."""
    threads = [market.world.mirakl.customer_writes(order, "When?") for order in market.world.mirakl.order_ids[::10]]
    [read] = market.through("messages", QUICK)
    assert_apart(read.times("/inbox/threads?"), PAGE_GAP)
    for _ in range(2):
        market.take("auto_reply", lasts=SLOW)
    written = [len(market.world.mirakl.messages(thread)) - 1 for thread in threads]
    assert set(written) <= {0, 1}
    assert sum(written) > 0


def all_at_once(market: BigMarket) -> None:
    """One invocation that has no time for all that waits leaves the rest as it was."""
    kinds = [kind for kind in marketplace_app.STEPS if kind != "import_all"]
    took = market.take(*kinds, lasts=2 * SLOW)
    assert took.calls


@pytest.fixture
def market(postgres: Postgres, template_database: str) -> Iterator[BigMarket]:
    """Open a store with many orders."""
    with market_of_its_own(postgres, template_database) as world:
        big = BigMarket(world, ORDERS)
        yield big
        big.close()


def test_a_store_with_many_open_orders_is_served_in_time(market: BigMarket) -> None:
    for step in (imports, accepts, labels, tracks, answers, all_at_once):
        step(market)
