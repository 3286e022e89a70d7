"""api.claim_acceptance: a decision is claimed and committed before it is sent, so that a second worker does not send it."""

from collections.abc import Callable

import pytest

from tests.sql.acceptance.deciding import claim, decide, waiting
from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import row, take
from tests.sql.stock.stock import item


def test_one_of_two_sends_it(market: Floor) -> None:
    values = waiting(market)
    assert (claim(market, values), claim(market, values)) == (True, False)
    assert (row(market, values)["writing"], row(market, values)["rereads"]) == ("accept", 0)


def taken_by_a_cake(floor: Floor, values: Json) -> None:
    """Take its stock away."""
    sku = values["lines"][0]["sku"]
    floor.rpc("waste_stock", sku=sku, qty=5, reason="dropped")


CHANGES: dict[str, Callable[[Floor, Json], object]] = {
    "cancelled": lambda floor, values: take(floor, values, "12:30", state="CANCELED"),
    "accepted elsewhere": lambda floor, values: take(floor, values, "12:30", state="SHIPPING"),
    "another line that is short": lambda floor, values: take(
        floor,
        values,
        "12:30",
        lines=[*values["lines"], {**values["lines"][0], "line_id": "L2", "sku": item(floor, "POT", 0)}],
    ),
    "its stock is gone": taken_by_a_cake,
    "a person refuses it": lambda floor, values: decide(floor, values, "refuse"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_since_it_was_listed_is_not_sent(market: Floor, change: str) -> None:
    values = waiting(market)
    CHANGES[change](market, values)
    before = footprint(market)
    assert not claim(market, values)
    assert footprint(market) == before


@pytest.mark.parametrize("action", ["reread", "refuse", "x"])
def test_what_was_not_listed_is_not_sent(market: Floor, action: str) -> None:
    assert not claim(market, waiting(market), action)
