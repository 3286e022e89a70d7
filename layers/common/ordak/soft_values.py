"""Read a foreign answer softly: a value is what it should be, or None; what is unknown is left out."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ordak.order_reading.clean_json import Unreadable, parse

_MANY_DIGITS = 18


def parsed(body: bytes) -> Any:
    """Return what a body of JSON says, cleaned of what Postgres does not take; None where it is no JSON."""
    try:
        return parse(body).tree
    except Unreadable:
        return None


def record(value: Any) -> dict[str, Any]:
    """Return an object; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """Return a list; an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str | None:
    """Return a text that says something. Ids are sometimes numbers: they are texts here."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def flag(value: Any) -> bool | None:
    """Return a truth value."""
    return value if isinstance(value, bool) else None


def whole(value: Any) -> int | None:
    """Return a whole number, also where it was written as 3.0 or "3"."""
    number = money(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def money(value: Any) -> Decimal | None:
    """Return a decimal number of a size that a sum of money, or a count, can have."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MANY_DIGITS else None


def moment(value: Any) -> datetime | None:
    """Return a time in UTC, which is also its zone where that is missing."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
        return (found.replace(tzinfo=UTC) if found.tzinfo is None else found).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def each[T](value: Any, read: Callable[[dict[str, Any]], T | None]) -> tuple[T, ...]:
    """Read each object of a list; what cannot be read is left out."""
    found = (read(one) for one in items(value) if isinstance(one, dict))
    return tuple(one for one in found if one is not None)


def as_json(value: Any) -> Any:
    """Return a value of ours as JSON has it: records as objects, times in ISO 8601, decimals as texts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [as_json(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
