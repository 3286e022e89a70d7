"""How the marketplace answers by pages: so many from an offset on."""

import re
from collections.abc import Sequence

from local.doubles.kit import Asked, RefusedError

MOST = 100  # of a page
USUAL = 10
PAGING = frozenset({"max", "offset"})


def page_of[T](asked: Asked, chosen: Sequence[T]) -> Sequence[T]:
    """Return what the call asked for of what it chose."""
    first, most = number(asked, "offset", 0, 0, 1_000_000), number(asked, "max", USUAL, 1, MOST)
    return chosen[first : first + most]


def number(asked: Asked, name: str, usual: int, least: int, most: int) -> int:
    """Return a number of the query, or refuse."""
    given = asked.query.get(name, str(usual))
    if not re.fullmatch(r"\d{1,7}", given) or not least <= int(given) <= most:
        raise RefusedError(400, f"{name} is a number from {least} to {most}.", "VALIDATION_ERROR")
    return int(given)
