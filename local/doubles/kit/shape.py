"""Small schemas of requests: what is unknown, missing or of another kind is refused, with its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from local.doubles.kit.operations import RefusedError


@dataclass(frozen=True)
class Text:
    """A text of at most so many characters, that looks like the pattern."""

    longest: int
    pattern: str = r"(?s).*\S.*"


@dataclass(frozen=True)
class Number:
    """A number from the first to the last, of at most so many decimals."""

    least: float
    most: float
    places: int = 0


@dataclass(frozen=True)
class OneOf:
    """One of these texts."""

    texts: frozenset[str]


@dataclass(frozen=True)
class ListOf:
    """A list of this shape, of at least so many."""

    shape: Any
    least: int = 1


def check(value: Any, shape: Any, where: str = "body") -> None:
    """Refuse a value that has not this shape: an object of names ("name?" need not be there), or one of the above."""
    match shape:
        case Mapping():
            _check_object(value, shape, where)
        case ListOf():
            _expect(isinstance(value, list) and len(value) >= shape.least, where, f"a list of {shape.least} or more")
            for number, one in enumerate(value):
                check(one, shape.shape, f"{where}[{number}]")
        case Text():
            fits = isinstance(value, str) and len(value) <= shape.longest and re.fullmatch(shape.pattern, value)
            _expect(bool(fits), where, f"a text of at most {shape.longest} characters like {shape.pattern}")
        case Number():
            _expect(_fits(value, shape), where, f"a number from {shape.least} to {shape.most}, {shape.places} places")
        case OneOf():
            _expect(isinstance(value, str) and value in shape.texts, where, f"one of {sorted(shape.texts)}")
        case type():
            _expect(isinstance(value, shape), where, shape.__name__)


def _check_object(value: Any, shape: Mapping[str, Any], where: str) -> None:
    if not isinstance(value, dict):
        raise RefusedError(400, f"{where} has to be an object.")
    names = {name.removesuffix("?"): name for name in shape}
    if unknown := sorted(value.keys() - names.keys()):
        raise RefusedError(400, f"{where} has no {', '.join(unknown)}.")
    if missing := sorted(name for name in shape if not name.endswith("?") and name not in value):
        raise RefusedError(400, f"{where} lacks {', '.join(missing)}.")
    for name, one in value.items():
        check(one, shape[names[name]], f"{where}.{name}")


def _fits(value: Any, shape: Number) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    number = Decimal(str(value))
    exponent = number.normalize().as_tuple().exponent
    return shape.least <= value <= shape.most and isinstance(exponent, int) and -exponent <= shape.places


def _expect(fits: bool, where: str, what: str) -> None:  # noqa: FBT001 - what is expected is its one argument
    if not fits:
        raise RefusedError(400, f"{where} has to be {what}.")
