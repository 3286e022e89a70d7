"""api.claim_offers: less at once, more when every order is here, nothing that the marketplace has done by itself."""

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import ask, order, piece, take
from tests.sql.offers.offered import NOON, at, claimed, imported, kept, noted, offer


def ordered(floor: Floor, sku: str, minutes: float, quantity: int = 1) -> None:
    """Import an order that was made so many minutes after noon."""
    made = at(floor, minutes).isoformat()
    take(floor, order(piece(sku, quantity), created_at=made, updated_at=made))


def test_what_falls_is_claimed_at_once_and_once(own_market: Floor) -> None:
    own_market.stock("LAMP", 2)
    offer(own_market, LAMP=5)
    assert claimed(own_market) == {"LAMP": 2}
    assert claimed(own_market) == {}


def test_what_rises_waits_for_an_import_that_began_after_it(own_market: Floor) -> None:
    own_market.stock("LAMP", 9)
    offer(own_market, LAMP=5)
    imported(own_market, -10)
    at(own_market, 0)
    assert claimed(own_market) == {}
    # One that had begun before is no answer.
    own_market.rows("update core.marketplaces set orders_complete_until = %s", NOON)
    at(own_market, 5)
    assert claimed(own_market) == {}
    imported(own_market, 6)
    assert claimed(own_market) == {"LAMP": 9}


def test_what_rose_and_fell_again_waits_anew(own_market: Floor) -> None:
    own_market.stock("LAMP", 9)
    offer(own_market, LAMP=9)
    own_market.rpc("receive_stock", sku="LAMP", qty=1)
    assert claimed(own_market) == {}
    own_market.rpc("waste_stock", sku="LAMP", qty=1, reason="broken")
    assert claimed(own_market) == {}
    imported(own_market, 6)
    own_market.rpc("receive_stock", sku="LAMP", qty=1)
    assert claimed(own_market) == {}
    imported(own_market, 10)
    assert claimed(own_market) == {"LAMP": 10}


def test_what_the_marketplace_took_off_by_itself_is_not_sent(own_market: Floor) -> None:
    own_market.stock("LAMP", 5)
    offer(own_market, 0, LAMP=5)
    ordered(own_market, "LAMP", 1, 2)
    assert (claimed(own_market), kept(own_market, "LAMP")) == ({}, (3,))
    # Neither a change of it nor its end is another order.
    ordered(own_market, "LAMP", 2, 1)
    assert (claimed(own_market), kept(own_market, "LAMP")) == ({}, (2,))


def test_an_order_made_before_its_figure_was_known_is_sent(own_market: Floor) -> None:
    own_market.stock("LAMP", 5)
    offer(own_market, 0, LAMP=5)
    ordered(own_market, "LAMP", -1)
    assert claimed(own_market) == {"LAMP": 4}


def test_an_order_that_comes_again_is_counted_once(own_market: Floor) -> None:
    own_market.stock("LAMP", 5)
    offer(own_market, 0, LAMP=5)
    made = at(own_market, 1).isoformat()
    values = order(piece("LAMP", 2), created_at=made, updated_at=made)
    for state in ("WAITING_ACCEPTANCE", "SHIPPING", "SHIPPING"):
        values["state"] = state
        take(own_market, values)
    assert kept(own_market, "LAMP") == (3,)


def test_what_is_made_of_components_is_as_many_as_they_allow(own_market: Floor) -> None:
    own_market.stock("LAMP", 9)
    own_market.stock("BOX", 4)
    own_market.bom("SET", LAMP=2, BOX=1)
    offer(own_market, SET=9)
    assert claimed(own_market) == {"SET": 4}


def test_what_is_not_ours_is_left_alone(own_market: Floor) -> None:
    offer(own_market, STRANGE=9)
    assert claimed(own_market) == {}


def test_so_many_at_a_time_and_what_falls_first(own_market: Floor) -> None:
    for sku, here in (("A", 9), ("B", 1), ("C", 1), ("D", 5)):
        own_market.stock(sku, here)
    offer(own_market, A=5, B=5, C=5, D=5)
    at(own_market, 0)
    own_market.rows("update core.marketplace_offers set raise_since = %s where sku = 'A'", NOON)
    imported(own_market, 1)
    shares = []
    for _ in range(3):
        shares.append(claimed(own_market, limit=1))
        noted(own_market, "done")
    assert shares == [{"B": 1}, {"C": 1}, {"A": 9}]


def test_a_refused_figure_rests_for_an_hour(own_market: Floor) -> None:
    own_market.stock("LAMP", 2)
    offer(own_market, 0, LAMP=5)
    claimed(own_market)
    noted(own_market, "done", refused=["LAMP"])
    for minutes, figures in ((30, {}), (59, {}), (61, {"LAMP": 2})):
        at(own_market, minutes)
        assert claimed(own_market) == figures


@pytest.mark.parametrize("stock", [0, 3])
def test_a_figure_is_never_below_nothing(own_market: Floor, stock: int) -> None:
    own_market.stock("LAMP", stock, buffer=4)
    offer(own_market, LAMP=5)
    assert claimed(own_market) == {"LAMP": 0}


def test_a_store_that_was_never_opened_has_nothing_to_send(own_market: Floor) -> None:
    own_market.rows("delete from core.marketplaces")
    assert ask(own_market, "claim_offers")["already_done"]
