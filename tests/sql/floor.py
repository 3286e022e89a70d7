"""A bakery's floor over one database: its people, its sales, and every api function called as the functions call it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any, Self

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from local.servers.postgres import Postgres
from ordak.contract.answers import ANSWERS
from ordak.contract.base import Refusal
from ordak.contract.generated import RPCS
from tests import rpc_coverage
from tools.generate.openapi_refusals import codes_of

Json = dict[str, Any]

RPC, WEBHOOK, AUTH = "ordak_rpc", "ordak_webhook", "ordak_auth"
STAGES = ("Filling", "Covering", "Decorating", "Packing", "Complete")
BOTH = ("bannos", "flourlane")
SERVICES = {"rpc", "webhook", "inventory_worker", "reconcile", "auth", "live", "marketplace"}
_STAFF = "5a000000-0000-4000-8000-0000000000"
# Who is on the floor: name, role, stores, active.
PEOPLE = {
    "staff": (f"{_STAFF}01", "Staff", BOTH, True),
    "supervisor": (f"{_STAFF}02", "Supervisor", BOTH, True),
    "admin": (f"{_STAFF}03", "Admin", BOTH, True),
    "packer": (f"{_STAFF}04", "Packer", BOTH, True),
    "agent": (f"{_STAFF}05", "Agent", BOTH, True),
    "member": (f"{_STAFF}06", "Member", BOTH, True),
    "tom": (f"{_STAFF}07", "Staff", ("bannos",), True),
    "zoe": (f"{_STAFF}08", "Supervisor", ("flourlane",), True),
    "gone": (f"{_STAFF}09", "Supervisor", BOTH, False),
}


def actor(who: str, **more: object) -> Json:
    """Return the actor that the verified token of one of PEOPLE names, or a service of that name."""
    if who in SERVICES:
        return {"kind": "service", "id": who, "correlation_id": f"c-{who}", **more}
    return {"kind": "staff", "id": PEOPLE[who][0], "device": "kiosk-1", "correlation_id": f"c-{who}", **more}


def bearer(token: str, **more: object) -> Json:
    """Return the actor that an opaque token names, a kiosk's or another system's; `more`: the turn, occurred_at."""
    kind = "device" if token.startswith("ordak_device_") else "token"
    return {"kind": kind, "token_hash": digest(token), "correlation_id": f"c-{kind}", **more}


def digest(secret: str) -> str:
    """Return what is kept of a secret, as functions/auth makes it."""
    return sha256(secret.encode()).hexdigest()


STRANGERS: dict[str, Json | None] = {
    "nobody": None,
    "empty": {},
    "inactive": actor("gone"),
    "unknown": {"kind": "staff", "id": "5a000000-0000-4000-8000-0000000000ff"},
    "no uuid": {"kind": "staff", "id": "x' or true --"},
    "no id": {"kind": "staff", "id": None},
    "unknown service": {"kind": "service", "id": "nightshift"},
    "unknown kind": {"kind": "admin", "id": PEOPLE["admin"][0]},
}

# Whose token is of nobody, or of nobody any more.
KEYLESS: dict[str, Json] = {
    "a session that is over": actor("admin", session="5e550000-0000-4000-8000-0000000000ff"),
    "no session": actor("admin", session="x' or true --"),
    "null session": actor("admin", session=None),
    "unknown kiosk": bearer("ordak_device_" + "0" * 64),
    "unknown kiosk in a turn": bearer("ordak_device_" + "0" * 64, turn="70000000-0000-4000-8000-000000000001"),
    "kiosk without a token": {"kind": "device", "token_hash": None},
    "unknown token": bearer("ordak_token_" + "0" * 64),
    "system without a token": {"kind": "token", "id": PEOPLE["admin"][0]},
}


@dataclass(frozen=True)
class Sale:
    """A sale that was ingested, as the floor knows it."""

    store: str
    gid: str
    number: int | None
    tickets: list[str]
    order: Json = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """Its only ticket."""
        (only,) = self.tickets
        return only


def cake(**fields: object) -> Json:
    """Return a cake as functions/webhook/shopify_order.py writes a NewTicket; all that may be null is."""
    nulls = dict.fromkeys(
        (
            "product_title",
            "flavour",
            "size",
            "cake_message",
            "notes",
            "allergies",
            "due_date",
            "due_slot",
            "due_text",
            "delivery_method",
            "total_amount",
        )
    )
    return {**nulls, "line_no": 1, "flags": [], **fields}


def line(line_no: int, **fields: object) -> Json:
    """Return a line as ShopifyOrder writes it."""
    nulls = dict.fromkeys(("line_id", "sku", "title", "variant_title", "unit_amount"))
    return {**nulls, "line_no": line_no, "kind": "cake", "quantity": 1, "properties": [], **fields}


class Floor:
    """One connection per login, each statement a transaction of its own, as through the pooler."""

    def __init__(self, owner_url: str) -> None:
        self.owner_url = owner_url
        self.owner = psycopg.connect(owner_url, autocommit=True, row_factory=dict_row)
        self._logins: dict[str, psycopg.Connection] = {}
        self.begin_numbers()
        for name, (staff_id, role, stores, active) in PEOPLE.items():
            self.owner.execute(
                "insert into core.staff_shared (id, display_name, role, stores, is_active) values (%s, %s, %s, %s, %s)",
                (staff_id, name, role, list(stores), active),
            )

    def begin_numbers(self) -> None:
        """Let the next order be the first one of a floor."""
        self._numbers = count(1001)

    def connections(self) -> list[psycopg.Connection[Any]]:
        """Return every connection that is open: the owner's, and each login's that has called."""
        return [self.owner, *self._logins.values()]

    def close(self) -> None:
        """Close every connection."""
        for connection in self.connections():
            connection.close()

    def reconnect(self) -> None:
        """Connect anew, to the database that has this one's name now."""
        self.close()
        self._logins.clear()
        self.owner = psycopg.connect(self.owner_url, autocommit=True, row_factory=dict_row)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def url(self, login: str) -> str:
        """Return the direct URL of a login to this database."""
        return self.owner_url.replace("postgres@", f"{login}@", 1)

    def login(self, login: str) -> psycopg.Connection:
        """Return the connection of a login."""
        if login not in self._logins:
            self._logins[login] = psycopg.connect(self.url(login), autocommit=True)
        return self._logins[login]

    def call(self, login: str, function: str, **arguments: object) -> Json:
        """Call an api function as a login does and return its answer, which has the shape it promises."""
        answer = call(self.login(login), function, **arguments)
        assert answer["ok"] or function not in RPCS or answer["code"] in codes_of(function)
        shape = ANSWERS[function] if answer["ok"] else Refusal
        shape.model_validate_json(json.dumps(answer), strict=True)
        return answer

    def rpc(self, function: str, who: str = "supervisor", **arguments: object) -> Json:
        """Call as one of PEOPLE through rpc."""
        return self.call(RPC, function, **{"actor": actor(who), **arguments})

    def service(self, function: str, **arguments: object) -> Json:
        """Call as one of our functions: `who`, the webhook unless said otherwise."""
        who = str(arguments.pop("who", "webhook"))
        return self.call(f"ordak_{who}", function, **{"actor": actor(who), **arguments})

    def rows(self, query: str, *values: object) -> list[Json]:
        """Look, or arrange what no function can, as the server's superuser."""
        cursor = self.owner.execute(query.encode(), values)
        return cursor.fetchall() if cursor.description is not None else []

    def one(self, query: str, *values: object) -> Any:
        """Look at one value."""
        (row,) = self.rows(query, *values)
        (value,) = row.values()
        return value

    def set_clock(self, at: datetime | None) -> None:
        """Stop the clock of this database, or let it run again."""
        self.rows(
            "with before as (delete from public.test_clock) insert into public.test_clock select t from unnest(%s::timestamptz[]) t",
            [] if at is None else [at],
        )

    def order(self, store: str = "bannos", cakes: int = 1, sku: str | None = None, **fields: Any) -> Json:
        """Return an order of `cakes` cakes on one line, with a number of its own; `fields` replace parts of it."""
        number = next(self._numbers)
        title = fields.pop("title", "Celebration cake")
        ticket = {"product_title": title, **fields.pop("ticket", {})}
        return {
            "order_gid": f"gid://shopify/Order/{store}{9_000_000_000 + number}",
            "shopify_order_id": str(9_000_000_000 + number),
            "shopify_order_number": number,
            "name": f"#{number}",
            "currency": "AUD",
            "total_amount": "120.00",
            "customer_name": "Ann Canary",
            "source_name": "web",
            "test": False,
            "created_at": "2026-11-20T10:00:00+11:00",
            "updated_at": "2026-11-20T10:00:00+11:00",
            "flags": [],
            "lines": [line(1, sku=sku, title=title, quantity=cakes)] if cakes else [],
            "tickets": [cake(**ticket) for _ in range(cakes)],
            "raw_json": '{"id": 1}',
            **fields,
        }

    def ingest(self, order: Json, store: str = "bannos", **delivery: object) -> Json:
        """Ingest an order as the webhook does."""
        return self.service("ingest_order", store=store, order=order, delivery={"topic": "orders/create", **delivery})

    def again(self, sale: Sale, at: str, **fields: Any) -> Json:
        """Let an order come again with some fields changed, updated at this time (HH:MM) of the day it was made."""
        sale.order.update(fields, updated_at=f"2026-11-20T{at}:00+11:00")
        return self.ingest(sale.order, sale.store, topic="orders/updated")

    def sell(self, store: str = "bannos", cakes: int = 1, sku: str | None = None, **fields: Any) -> Sale:
        """Sell cakes through api.ingest_order."""
        order = self.order(store, cakes, sku, **fields)
        answer = self.ingest(order, store)
        assert answer["ok"], answer
        assert not answer["already_done"], answer
        return Sale(store, order["order_gid"], order["shopify_order_number"], answer["tickets"], order)

    def bring(self, ticket_id: str, stage: str) -> str:
        """Bring a ticket from Filling to a stage by the calls that a kitchen makes."""
        steps = ("complete_filling", "complete_covering", "complete_decorating", "start_packing", "complete_packing")
        for step in steps[: (*STAGES[:4], "Packing started", "Complete").index(stage)]:
            answer = self.rpc(step, id=ticket_id)
            assert answer["ok"], answer
        return ticket_id

    def at(self, stage: str, **sale: Any) -> str:
        """Sell one cake, bring it to a stage and return its ticket's id."""
        return self.bring(self.sell(**sale).id, stage)

    def ticket(self, ticket_id: str) -> Json:
        """Return the whole row of a ticket."""
        row: Json = self.one("select to_jsonb(o) from core.orders o where o.id = %s", ticket_id)
        return row

    def last_event(self) -> int:
        """Return the number of the newest event."""
        number: int = self.one("select coalesce(max(event_no), 0) from core.order_events")
        return number

    def events(self, after: int = 0) -> list[Json]:
        """Return the events with a higher number, in order."""
        return self.rows("select * from core.order_events where event_no > %s order by event_no", after)

    @contextmanager
    def noted(self) -> Iterator[list[Json]]:
        """Collect the events that are committed inside the block."""
        before, found = self.last_event(), list[Json]()
        yield found
        found += self.events(before)

    def stock(self, sku: str, quantity: float | None = 0, buffer: float = 0) -> str:
        """Put an item on the shelf through the ledger; None makes it one that is made from components."""
        self.rows(
            "insert into core.inventory_items (sku, title, buffer, stocked) values (%s, %s, %s, %s)",
            sku,
            sku,
            buffer,
            quantity is not None,
        )
        if quantity:
            self.rows("select stock.post_txn(%s, 'receive', %s, 'test')", sku, quantity)
        return sku

    def bom(self, sku: str, **components: float) -> None:
        """Say what one unit of a SKU is made of; `_` in a keyword stands for `-`."""
        for component, quantity in components.items():
            self.rows(
                "insert into core.product_requirements values (%s, %s, %s)",
                sku,
                component.replace("_", "-"),
                quantity,
            )

    def counters(self, sku: str) -> tuple[float, float]:
        """Return on_hand and reserved of an item."""
        (row,) = self.rows("select on_hand, reserved from core.inventory_items where sku = %s", sku)
        return float(row["on_hand"]), float(row["reserved"])

    def work(self, topic: str, like: str = "%") -> list[Json]:
        """Return the rows of a topic whose key is like this, oldest first."""
        return self.rows(
            "select * from core.work_queue where topic = %s and dedupe_key like %s order by work_id", topic, like
        )


def call(connection: psycopg.Connection, function: str, **arguments: object) -> Json:
    """Run one api function on a connection, as ordak.database does, and return its answer."""
    values = {k: Jsonb(v) if isinstance(v, dict | list) else v for k, v in arguments.items()}
    row = connection.execute(_statement(function, *values), values).fetchone()
    assert row is not None
    answer: Json = row[0]
    rpc_coverage.saw("function", function, ok=answer.get("ok") is True)
    return answer


@cache
def _statement(function: str, *arguments: str) -> bytes:
    named = (sql.SQL("{} => {}").format(sql.Identifier("p_" + name), sql.Placeholder(name)) for name in arguments)
    return sql.SQL("select api.{}({})").format(sql.Identifier(function), sql.SQL(", ").join(named)).as_bytes(None)


@contextmanager
def floor_over(postgres: Postgres, template: str, name: str) -> Iterator[Floor]:
    """Make a floor over a clone of the template, and drop it afterwards."""
    with Floor(postgres.create_database(name, template)) as floor:
        yield floor
    postgres.drop_database(name)


def day(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)
