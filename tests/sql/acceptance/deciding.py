"""Orders that wait for their acceptance, and the calls of functions/marketplace/acceptance_run.py."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, ask, order, piece, row, take
from tests.sql.stock.stock import item

MADE = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(floor: Floor, **after: float) -> None:
    """Stop the clock so long after the orders were made."""
    floor.set_clock(MADE + timedelta(**after))


def waiting(floor: Floor, stock: int = 5, quantity: int = 1, **fields: Any) -> Json:
    """Import an order of an item of which there is so much."""
    at(floor, hours=1)
    values = order(piece(item(floor, "MUG", stock), quantity), **fields)
    take(floor, values)
    return values


def listed(floor: Floor) -> list[tuple[str, str]]:
    """Return what acceptance would do: the order and what."""
    return [(each["mirakl_id"], each["action"]) for each in ask(floor, "get_orders_to_accept")["orders"]]


def claim(floor: Floor, values: Json, action: str = "accept") -> bool:
    """Claim a decision; whether it is to be sent."""
    answer = ask(floor, "claim_acceptance", order_gid=values["order_gid"], action=action)
    return not answer["already_done"]


def reread(floor: Floor, *orders: Json) -> Json:
    """Note that orders were read again."""
    return ask(floor, "note_rereads", order_gids=[values["order_gid"] for values in orders])


def fail(floor: Floor, values: Json, code: str = "ORDER_LINE_NOT_FOUND") -> Json:
    """Note that the marketplace refused the decision."""
    return ask(floor, "fail_acceptance", order_gid=values["order_gid"], code=code)


def decide(floor: Floor, values: Json, decision: str, who: str = "agent", reason: str | None = "says so") -> Json:
    """Let a person decide."""
    return floor.rpc("settle_acceptance", who, store=STORE, id=values["mirakl_id"], decision=decision, reason=reason)


def status(floor: Floor, values: Json) -> str:
    """Return where an order is."""
    return str(row(floor, values)["status"])
