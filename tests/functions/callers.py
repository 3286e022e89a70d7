"""Those who call from outside: the shop, staff with a token; and a look into the database."""

import secrets
import select
from collections.abc import Callable
from typing import Any, Self

import httpx
import psycopg

from local.doubles.tokens import sign, staff_token
from local.doubles.webhook_sender import Shop, cake, order
from local.servers.processes import wait_until
from local.stack import DATABASE, Stack
from ordak.contract.answers import ANSWERS
from ordak.contract.base import Refusal
from ordak.contract.generated import RPCS
from ordak.http.identity import DEVICE_PREFIX, token_hash
from tests.openapi import document, resolved

OPENAPI = resolved(document())
__all__ = ["Person", "Shop", "cake", "digest", "fire", "footprint", "order", "rows", "until", "waiting_backend"]
_OWNERS: dict[str, psycopg.Connection] = {}
# What a delivery could change of sales and stock; not what is kept of the delivery itself, nor what a worker changes.
STATE = ("sales", "sale_lines", "orders", "ticket_changes", "inventory_items", "inventory_txn", "shortfalls")


class Person:
    """A member of staff with an access token."""

    def __init__(self, stack: Stack, role: str = "Staff", store: str | None = None) -> None:
        self.url = stack.url
        self.token = staff_token(stack.state, stack.postgres.url(DATABASE), role, store, minutes=60)

    @classmethod
    def of(cls, stack: Stack, staff_id: str) -> Self:
        """Return this person."""
        person = cls.__new__(cls)
        person.url, person.token = stack.url, sign(stack.state, staff_id, 60)
        return person

    def done(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """POST /rpc/<name>, expect that it was done, and return the answer."""
        answer: dict[str, Any] = self.call(name, **arguments).json()
        assert answer["ok"], answer
        return answer

    def call(self, name: str, /, **arguments: Any) -> httpx.Response:
        """POST /rpc/<name>; whatever it answers has to be as the contract says."""
        answer = httpx.post(
            f"{self.url}/rpc/{name}", json=arguments, headers={"authorization": f"Bearer {self.token}"}, timeout=60
        )
        (ANSWERS[name] if answer.json()["ok"] else Refusal).model_validate_json(answer.content)
        if name in RPCS and not answer.json()["ok"]:
            documented = OPENAPI["paths"][f"/rpc/{name}"]["post"]["responses"][str(answer.status_code)]["description"]
            assert answer.json()["code"] in documented
        return answer


def enrolled(stack: Stack, store: str = "bannos") -> str:
    """Enrol a kiosk behind everybody's back, and return its token."""
    token = DEVICE_PREFIX + secrets.token_hex(32)
    rows(
        stack,
        "insert into core.devices (token_hash, store, station, enrolled_at) "
        "values (decode(%s, 'hex'), %s, 'Filling', now()) returning 1",
        *(token_hash(token), store),
    )
    return token


def turn_at(stack: Stack, token: str, staff_id: str) -> str:
    """Begin a person's turn at a kiosk, and return its id."""
    begun = rows(
        stack,
        "insert into core.turns (device_id, staff_id, via) select d.device_id, %s, 'badge' from core.devices d "
        "where d.token_hash = decode(%s, 'hex') returning turn_id::text",
        *(staff_id, token_hash(token)),
    )
    return str(begun[0][0])


def system_token(stack: Stack, role: str, *stores: str) -> str:
    """Issue a token for another system, and return it."""
    token = "ordak_token_" + secrets.token_hex(32)
    rows(
        stack,
        "insert into core.api_tokens (name, role, stores, token_hash, expires_at) "
        "values (%s, %s, %s, decode(%s, 'hex'), now() + interval '1 day') returning 1",
        *(token[:20], role, list(stores), token_hash(token)),
    )
    return token


def rows(stack: Stack, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Look into the database as its owner."""
    return _owner(stack.postgres.url(DATABASE)).execute(query.encode(), values).fetchall()


def _owner(url: str) -> psycopg.Connection:
    """Return a connection that stays open: thousands of looks need no backend each. Anew after the server went away."""
    kept = _OWNERS.get(url)
    if kept is None or kept.closed or select.select([kept.fileno()], [], [], 0)[0]:
        if kept is not None:
            kept.close()
        kept = _OWNERS[url] = psycopg.connect(url, autocommit=True, prepare_threshold=None)
    return kept


def footprint(stack: Stack) -> dict[str, int]:
    """How many rows each table that an order touches has: equal before and after means that nothing was written.

    What the worker of the pushes and the shop's answers to it leave behind is not counted: they go on meanwhile.
    """
    tables = ("sales", "sale_lines", "orders", "inventory_txn", "shortfalls", "held_deliveries")
    counts = {table: rows(stack, f"select count(*) from core.{table}")[0][0] for table in tables}
    ours = (
        "topic <> 'order_check' and coalesce(payload ->> 'kind', '') not in ('push_failed', 'shop_can_oversell')"
        " and (topic <> 'inventory_push' or payload ? 'order_gid')"
    )
    return counts | {"work_queue": rows(stack, f"select count(*) from core.work_queue where {ours}")[0][0]}


def digest(stack: Stack) -> dict[str, str]:
    """A digest of each table that a delivery could change: equal before and after means that nothing was changed."""
    sums = (
        f"select '{each}', concat(count(*), ' ', sum(hashtextextended(t::text, 0))) from core.{each} t"
        for each in STATE
    )
    return dict(rows(stack, " union all ".join(sums)))


def fire(stack: Stack) -> None:
    """Run the schedule that takes held deliveries."""
    httpx.post(stack.url + "/_local/schedules/IngestRetryFunction", timeout=60).raise_for_status()


def until(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Poll until something holds; fail with the name of what never came about."""
    wait_until(condition, seconds, lambda: f"never: {what}")


def waiting_backend(stack: Stack) -> int:
    """The backend of a function that waits for a lock."""
    found: list[tuple[int]] = []

    def look() -> bool:
        found[:] = rows(
            stack, "select pid from pg_stat_activity where usename like 'ordak\\_%%' and wait_event_type = 'Lock'"
        )
        return bool(found)

    until(look, "a function waits for the lock")
    return found[0][0]
