"""api.claim_tracking: what is written at the marketplace is claimed and committed before."""

import pytest

from tests.sql.books import footprint
from tests.sql.floor import Floor
from tests.sql.imports.market import row, take
from tests.sql.tracking.labels import claim, labelled


@pytest.mark.parametrize("write", ["tracking", "ship"])
def test_it_is_kept_what_is_on_its_way_and_since_when(own_market: Floor, write: str) -> None:
    values = labelled(own_market)
    assert claim(own_market, values, write)
    assert (row(own_market, values)["writing"], row(own_market, values)["written_at"]) == (
        *(write, "2026-11-20T13:00:00+00:00"),
    )


@pytest.mark.parametrize("state", ["CANCELED", "SHIPPED"])
def test_an_order_that_is_over_is_not_written(own_market: Floor, state: str) -> None:
    values = labelled(own_market)
    take(own_market, values, "12:30", state=state)
    before = footprint(own_market)
    assert not claim(own_market, values, "ship")
    assert footprint(own_market) == before


def test_one_whose_label_was_taken_back_is_not_shipped(own_market: Floor) -> None:
    values = labelled(own_market)
    own_market.rows("update core.shipments set state = 'voided'")
    assert not claim(own_market, values, "ship")


def test_there_is_nothing_else_to_write(own_market: Floor) -> None:
    assert not claim(own_market, labelled(own_market), "accept")
