"""A store on Mirakl's double, and the function of the marketplaces in this process. Time passes for both alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import marketplace_app
from local.doubles.canada_post import CanadaPost
from local.doubles.mirakl import Mirakl
from ordak.aws.sdk import AwsError
from ordak.canada_post import token
from ordak.database import Database, database
from ordak.http import client as http_client
from tests.sql.books import assert_books
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import MARKETPLACE, STORE, open_market
from tests.sql.tracking.labels import buy_label
from tests.stateful.world import Kill, KilledError

_SKUS = count(1)
# What a test leaves behind goes before the next one, with all that refers to it.
_FORGET = """
begin;
set local session_replication_role = replica;
delete from core.shipment_lines; delete from core.shipments;
delete from core.messages; delete from core.conversations;
delete from core.marketplace_orders; delete from core.unread_orders; delete from core.customers; delete from core.marketplaces; delete from core.marketplace_offers;
delete from core.sale_lines where store = 'bestbuyca'; delete from core.sales where store = 'bestbuyca';
delete from core.remarks where store = 'bestbuyca'; delete from core.shortfalls where store = 'bestbuyca';
delete from core.inventory_txn; delete from core.inventory_items; delete from core.order_events where store = 'bestbuyca';
delete from core.work_queue; delete from core.sync_runs; delete from core.settings;
commit
"""


class Context:
    """What Lambda tells a handler of its invocation."""

    def __init__(self, number: int, seconds: float) -> None:
        self.aws_request_id = f"invocation-{number}"
        self._seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        """Return the time that is left."""
        return int(self._seconds * 1000)


class Bucket:
    """Where labels are kept: what the function puts there, by key."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.failures = 0

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Keep a file, unless it is to fail."""
        if self.failures:
            self.failures -= 1
            raise AwsError("S3_SlowDown", "busy")
        assert content_type == "application/pdf"
        self.files[key] = body

    def delete(self, key: str) -> None:
        """Forget a file; one that is not there is no error."""
        self.files.pop(key, None)


class MarketWorld:
    """The store, what is there at the marketplace, and the runs that the test lets begin."""

    def __init__(self, floor: Floor, mirakl: Mirakl, carrier: CanadaPost) -> None:
        self.floor, self.mirakl, self.carrier = floor, mirakl, carrier
        self.bucket = Bucket()
        self.kill: Kill | None = None
        self.seconds = 900.0
        self._invocations = count(1)
        open_market(floor)
        self.forget()

    def forget(self) -> None:
        """Begin anew: no order, no run, no failure."""
        self.mirakl.forget()
        self.carrier.forget()
        token._tokens.clear()  # noqa: SLF001 - of an account that has forgotten them
        self.bucket.files.clear()
        self.floor.rows(_FORGET)
        self.seconds = 900.0
        self.pass_time(minutes=1)

    def pass_time(self, **passed: float) -> None:
        """Let time pass, for the marketplace and the database."""
        self.mirakl.clock.advance(**passed)
        self.carrier.clock.advance(**passed)
        self.floor.set_clock(self.mirakl.clock.now())

    def item(self, quantity: int = 5) -> str:
        """Put a new item on the shelf, offered there."""
        sku = self.floor.stock(f"MARKET-{next(_SKUS)}", quantity)
        self.mirakl.offer(sku, quantity)
        return sku

    def buy(self, quantity: int = 1, stock: int = 5, **more: Any) -> str:
        """Let a customer buy a new item."""
        return self.mirakl.order((self.item(stock), quantity), **more)

    def label(self, order_id: str, pin: str) -> None:
        """Buy a label for an order, as the shipping step does."""
        buy_label(self.floor, self.order(order_id)["order_gid"], pin)

    def run(self, *kinds: str) -> None:
        """Let a run of each of these kinds begin, go on and end, or fail; of all kinds unless said otherwise."""
        for kind in kinds or marketplace_app.STEPS:
            self.begin(kind)
            marketplace_app.handler({"Records": []}, self._context())

    def begin(self, *kinds: str) -> None:
        """Let a run of each of these kinds begin, or one that is under way go on, whoever had it."""
        for kind in kinds:
            self.floor.rows(
                "insert into core.sync_runs (store, kind) values (%s, %s) on conflict (store, kind) "
                "where status = 'running' do update set lease_expires_at = null, worker = null",
                *(STORE, kind),
            )

    def is_under_way(self, kind: str) -> bool:
        """Whether a run of a kind is not over."""
        return bool(self.floor.rows("select from core.sync_runs where kind = %s and status = 'running'", kind))

    def run_later(self, *kinds: str, minutes: float = 5) -> None:
        """Let some minutes pass first."""
        self.pass_time(minutes=minutes)
        self.run(*kinds)

    def failed(self, kind: str) -> int:
        """Return how often in a row a run of a kind that is under way has failed."""
        found = self.floor.rows("select checkpoint from core.sync_runs where kind = %s and status = 'running'", kind)
        return sum((row["checkpoint"] or {}).get("failures", 0) for row in found)

    def order(self, order_id: str) -> Json:
        """Return what is kept of an order."""
        found = self.floor.rows(
            "select to_jsonb(m) as row from core.marketplace_orders m where m.mirakl_id = %s", order_id
        )
        return dict(found[0]["row"]) if found else {}

    def status(self, order_id: str) -> str:
        """Return where an order is here."""
        return str(self.order(order_id).get("status"))

    def history(self, order_id: str) -> list[str]:
        """Return the statuses that an order has had."""
        rows = self.floor.rows(
            "select to_status from core.order_events where ticket_id = %s and flow = 'marketplace' "
            "and to_status is not null order by event_no",
            order_id,
        )
        return [row["to_status"] for row in rows]

    def alerts(self) -> list[str]:
        """Return the kinds of the alerts that there are."""
        return [row["payload"]["kind"] for row in self.floor.work("alert")]

    def calls(self, operation: str) -> int:
        """Count how often an operation was called."""
        return self.mirakl.log.count(operation)

    def decided(self) -> int:
        """Count the decisions that were done there."""
        return self.mirakl.log.count("OR21", applied=True)

    @contextmanager
    def killed_at(self, call: int, *, after: bool) -> Iterator[None]:
        """End what runs in the block at one of its calls to the outside, if it makes so many."""
        self.kill = Kill(call, after)
        try:
            yield
        except KilledError:
            database()._close()  # noqa: SLF001 - a process that ended has no connection left
        finally:
            self.kill = None

    def check(self) -> None:
        """See that stock and ledger agree, and that each order is where its latest event says."""
        assert_books(self.floor)
        for row in self.floor.rows("select mirakl_id, status from core.marketplace_orders"):
            assert self.history(row["mirakl_id"])[-1] == row["status"]

    def _context(self) -> Any:
        return Context(next(self._invocations), self.seconds)


@contextmanager
def doors_watched(world: MarketWorld) -> Iterator[None]:
    """Count every call through the doors to the database and to HTTP."""
    call, send = Database.call, http_client.send

    def watched_call(self: Database, function: str, **arguments: object) -> dict[str, Any]:
        answer: dict[str, Any] = _watched(world, lambda: call(self, function, **arguments))
        return answer

    def watched_send(*given: Any, **named: Any) -> http_client.Answer:
        answer: http_client.Answer = _watched(world, lambda: send(*given, **named))
        return answer

    Database.call = watched_call  # type: ignore[method-assign]
    http_client.send = watched_send
    try:
        yield
    finally:
        Database.call, http_client.send = call, send  # type: ignore[method-assign]


def _watched(world: MarketWorld, call: Any) -> Any:
    if world.kill is None:
        return call()
    world.kill.before_call()
    answer = call()
    world.kill.after_call()
    return answer


def environment(floor: Floor, mirakl: Mirakl, carrier: CanadaPost) -> dict[str, str]:
    """Return what the function is given."""
    return {
        "ORDAK_DATABASE_URL": floor.url(MARKETPLACE),
        "MIRAKL_URL": mirakl.url,
        "MIRAKL_API_KEY_BESTBUYCA": mirakl.settings.key,
        "CANADA_POST_URL": carrier.url,
        "CANADA_POST_CLIENT_ID_BESTBUYCA": carrier.settings.client_id,
        "CANADA_POST_CLIENT_SECRET_BESTBUYCA": carrier.settings.client_secret,
        "CANADA_POST_CUSTOMER_BESTBUYCA": carrier.settings.customer,
    }
