"""Two shops, their store room and every function that moves stock between them, in one process."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ingest_retry
import sweeper
import sync_app
from ingest import Delivery, take
from inventory_app import handler as push
from local.doubles.shopify import AppSubscription, Settings, Shop, Shopify, ShopSettings
from local.doubles.shopify import deliveries as shopify_deliveries
from ordak.database import Database, database
from ordak.http import client as http_client
from shopify_signature import sender_of
from tests.sql.floor import Floor

DOMAINS = {"bannos": "bannos.myshopify.com", "flourlane": "flourlane.myshopify.com"}
SECRET = "double-client-secret"  # noqa: S105 - the double's own
TOKEN = "shpat_x"  # noqa: S105 - as above

# What a run of the machine writes to; what refers to it goes with it.
_FORGOTTEN = (
    *("sales", "orders", "sale_lines", "shortfalls", "remarks", "ticket_changes", "order_events", "scans"),
    *("inventory_items", "inventory_txn", "product_requirements", "shop_skus", "push_batches", "push_lines"),
    *("work_queue", "sync_runs", "sync_findings", "held_deliveries"),
)

# What a round of schedules has changed: an order, a ticket, the ledger, what a shop shows or is to show.
_CHANGED = """
select (select count(*) from core.order_events where ticket_id is not null) as steps, (select sum(version) from core.sales) as orders,
  (select count(*) from core.inventory_txn) as entries, (select count(*) from core.push_batches) as pushes,
  (select count(*) from core.shortfalls where cleared_at is null) as shortfalls,
  (select jsonb_agg(array[store, sku, known_qty::text, unexplained::text, verify::text, fault] order by store, sku)
   from core.shop_skus) as levels
"""
_LEFT_TO_DO = """
select topic from core.work_queue where status not in ('done', 'dead') and topic <> 'alert'
union all select kind::text from core.sync_runs where status = 'running'
"""
_WITH_REFERENCES = """
with recursive forgotten as (
  select t::oid as oid from unnest(%s::regclass[]) t
  union select c.conrelid from pg_constraint c join forgotten f on c.contype = 'f' and c.confrelid = f.oid)
select array_agg(oid::regclass::text) as tables, (
    select string_agg(format('setval(%%L, 1, false)', d.objid::regclass), ', ')
    from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
    where d.classid = 'pg_class'::regclass and d.deptype = 'i' and d.refobjid in (select oid from forgotten)) as numbers
from forgotten join pg_class using (oid) where not relispartition
"""


class KilledError(BaseException):
    """The process ends here: nothing catches it but the world."""


@dataclass
class Kill:
    """Ends a process at its n-th call through a door, before or after the call."""

    at: int
    after: bool
    calls: int = 0

    def before_call(self) -> None:
        """Count a call, and end before it."""
        self.calls += 1
        if self.calls == self.at and not self.after:
            raise KilledError

    def after_call(self) -> None:
        """End after the call was made."""
        if self.calls == self.at and self.after:
            raise KilledError


class Context:
    """What Lambda tells a handler of its invocation."""

    def __init__(self, number: int) -> None:
        self.aws_request_id = f"invocation-{number}"

    def get_remaining_time_in_millis(self) -> int:
        """Return as much time as any of them needs."""
        return 300_000


class World:
    """What one run of the machine acts on. Time goes on by `pass_time`, for the shops and the database alike."""

    def __init__(self, floor: Floor, shopify: Shopify, database_url: str) -> None:
        self.floor = floor
        self.database_url = database_url
        self.shopify = shopify
        self.shops: dict[str, Shop] = {store: shopify.shop(domain) for store, domain in DOMAINS.items()}
        self.kill: Kill | None = None
        self._invocations = 0
        self._forget = self._forgetting()
        self.pass_time(1)

    def forget(self) -> None:
        """Begin anew, in the same database and the same shops: no order, no item, no work."""
        self.floor.rows(self._forget)
        for shop in self.shops.values():
            shop.switches.clear()
            shop.post.take_held()
            with shop.lock:
                shop.books.orders.clear()
                shop.books.clear_catalogue()

    def _forgetting(self) -> str:
        """Write the statements that forget. To truncate would cost every session all it has planned, which is most of its work."""
        (found,) = self.floor.rows(_WITH_REFERENCES, [f"core.{table}" for table in _FORGOTTEN])
        return ";\n".join(
            (
                "begin",
                "set local session_replication_role = replica",  # not even what is append-only stays
                *(f"delete from {table}" for table in found["tables"]),
                f"select {found['numbers']}",
                "update core.shops set location_gid = null, uninstalled_at = null, batch_limit = 250",
                "update core.shops set orders_complete_until = core.now()",
                "commit",
            )
        )

    def pass_time(self, seconds: int) -> None:
        """Let so much time pass."""
        self.shopify.clock.advance(seconds=seconds)
        self.floor.set_clock(self.now())

    def now(self) -> datetime:
        """Return the time of both."""
        return self.shopify.clock.now()

    def deliver(self, delivery: shopify_deliveries.Delivery) -> dict[str, Any]:
        """Deliver a webhook as functions/webhook takes it once its signature holds."""
        headers = {name.lower(): value for name, value in delivery.headers.items()}
        store, signed = sender_of(headers, delivery.body)
        assert store is not None
        assert signed
        topic, webhook_id = headers["x-shopify-topic"], headers["x-shopify-webhook-id"]
        return take(Delivery(store, topic, webhook_id, headers["x-shopify-triggered-at"], webhook_id, delivery.body))

    def arrive(self, chance: random.Random) -> int:
        """Deliver what the shops hold, in an order of chance; return how many that were."""
        delivered = 0
        for shop in self.shops.values():
            for delivery in chance.sample(held := shop.post.take_held(), len(held)):
                self.deliver(delivery)
                delivered += 1
        return delivered

    def settle(self) -> None:
        """Let some minutes go by, with nothing new."""
        for _ in range(4):
            self.pass_time(70)
            self.push()
            self.sweep()

    def come_to_rest(self, chance: random.Random, rounds: int = 8) -> None:
        """Let everything arrive and every schedule run, the night's too, often enough that nothing is left to do."""
        before: list[Any] = []
        for at in range(rounds):
            if at == 1:
                for store in DOMAINS:
                    self.floor.rpc("request_sync", who="admin", store=store, kind="inventory")
            self.arrive(chance)
            self.pass_time(1000)
            self.sweep()
            self.push()
            # A round that found nothing to do, and changed nothing, would only be followed by others like it.
            now = [*self.floor.rows(_CHANGED), *(sum(shop.log.changes.values()) for shop in self.shops.values())]
            if at > 1 and now == before and self.floor.rows(_LEFT_TO_DO) == []:
                return
            before = now

    def push(self) -> None:
        """Wake the inventory worker."""
        push({"Records": []}, self._context())
        self.pass_time(1)

    def sweep(self) -> None:
        """Let the minute's work be done, and the runs that are due."""
        sweeper.handler({}, self._context())
        sync_app.handler({"Records": []}, self._context())
        ingest_retry.handler({}, self._context())
        self.pass_time(1)

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

    def _context(self) -> Any:
        self._invocations += 1
        return Context(self._invocations)


@contextmanager
def doors_watched(world: World) -> Iterator[None]:
    """Count every call through the doors to the database and to HTTP."""
    call, send = Database.call, http_client.send

    def watched_call(self: Database, function: str, **arguments: object) -> dict[str, Any]:
        if world.kill is None:
            return call(self, function, **arguments)
        world.kill.before_call()
        answer = call(self, function, **arguments)
        world.kill.after_call()
        return answer

    def watched_send(*given: Any, **named: Any) -> http_client.Answer:
        if world.kill is None:
            return send(*given, **named)
        world.kill.before_call()
        answer = send(*given, **named)
        world.kill.after_call()
        return answer

    Database.call = watched_call  # type: ignore[method-assign]
    http_client.send = watched_send
    try:
        yield
    finally:
        Database.call, http_client.send = call, send  # type: ignore[method-assign]


def two_shops() -> Shopify:
    """Make the double with two shops whose webhooks are held until somebody delivers them."""
    app = (AppSubscription("http://127.0.0.1:9/held"),)
    shops = tuple(
        ShopSettings(
            domain, client_secrets=(f"{SECRET}-{store}",), token=TOKEN, app=app, sending="held", bucket=1_000_000
        )
        for store, domain in DOMAINS.items()
    )
    return Shopify(Settings(shops))


def environment(shopify: Shopify, database_url: str) -> dict[str, str]:
    """Return what the functions are given."""
    variables = {"ORDAK_DATABASE_URL": database_url, "SHOPIFY_URL": shopify.url}
    for store, domain in DOMAINS.items():
        variables[f"SHOPIFY_DOMAIN_{store.upper()}"] = domain
        variables[f"SHOPIFY_WEBHOOK_SECRET_{store.upper()}"] = f"{SECRET}-{store}"
        variables[f"SHOPIFY_TOKEN_{store.upper()}"] = TOKEN
    return variables


def printable(value: object) -> str:
    """Write a value for a failed assertion."""
    return json.dumps(value, default=str, indent=1)
