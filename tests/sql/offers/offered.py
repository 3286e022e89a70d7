"""Offers of the store, and what has become of their figures."""

from datetime import UTC, datetime, timedelta

from tests.sql.floor import Floor, Json
from tests.sql.imports.market import ask

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(floor: Floor, minutes: float) -> datetime:
    """Stop the clock so many minutes after noon."""
    moment = NOON + timedelta(minutes=minutes)
    floor.set_clock(moment)
    return moment


def offer(floor: Floor, minutes: float = 0, **quantities: int | None) -> Json:
    """Let the marketplace list these offers."""
    offers = [{"sku": sku, "quantity": quantity} for sku, quantity in quantities.items()]
    return ask(floor, "note_offers", offers=offers, at=at(floor, minutes).isoformat())


def imported(floor: Floor, minutes: float) -> None:
    """Import all orders: the import began then, and ends a minute later."""
    at(floor, minutes)
    ask(floor, "open_import")
    at(floor, minutes + 1)
    ask(floor, "close_import")


def claimed(floor: Floor, **limit: int) -> Json:
    """Return the figures that are to be sent."""
    figures: Json = ask(floor, "claim_offers", **limit)["figures"]
    return figures


def noted(floor: Floor, outcome: str, **more: object) -> Json:
    """Say what became of the import."""
    return ask(floor, "note_stock_import", outcome=outcome, **more)


def kept(floor: Floor, sku: str, columns: str = "known_qty") -> tuple[object, ...]:
    """Return what is kept of an offer."""
    (row,) = floor.rows(f"select {columns} from core.marketplace_offers where sku = %s", sku)
    return tuple(row.values())
