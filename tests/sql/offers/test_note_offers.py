"""api.note_offers: what the marketplace lists is what it shows."""

from tests.sql.floor import Floor
from tests.sql.imports.market import ask
from tests.sql.offers.offered import at, claimed, kept, noted, offer


def test_what_is_listed_is_known_and_what_is_not_any_more_is_forgotten(own_market: Floor) -> None:
    offer(own_market, 0, LAMP=5, CABLE=None)
    assert (kept(own_market, "LAMP"), kept(own_market, "CABLE")) == ((5,), (None,))
    begun = at(own_market, 60)
    offer(own_market, 61, LAMP=4)
    ask(
        own_market,
        "note_offers",
        offers=[{"sku": "BULB", "quantity": 1}],
        at=begun.isoformat(),
        since=begun.isoformat(),
    )
    rows = own_market.rows("select sku, known_qty from core.marketplace_offers order by sku")
    assert [tuple(row.values()) for row in rows] == [("BULB", 1), ("LAMP", 4)]


def test_two_offers_of_one_sku_count_as_the_smaller(own_market: Floor) -> None:
    offers = [{"sku": "LAMP", "quantity": 5}, {"sku": "LAMP", "quantity": 3}]
    ask(own_market, "note_offers", offers=offers, at="2026-11-21T12:00:00Z")
    assert kept(own_market, "LAMP") == (3,)


def test_what_is_being_sent_is_known_when_its_import_is_over(own_market: Floor) -> None:
    own_market.stock("LAMP", 2)
    offer(own_market, 0, LAMP=5)
    assert claimed(own_market) == {"LAMP": 2}
    begun = at(own_market, 1)
    ask(own_market, "note_offers", offers=[], at=begun.isoformat(), since=begun.isoformat())
    offer(own_market, 1, LAMP=4)
    assert kept(own_market, "LAMP", "known_qty, sending") == (5, 2)
    noted(own_market, "done")
    assert kept(own_market, "LAMP", "known_qty, sending") == (2, None)


def test_a_list_says_what_an_import_left_unsure(own_market: Floor) -> None:
    own_market.stock("LAMP", 2)
    offer(own_market, 0, LAMP=5)
    claimed(own_market)
    noted(own_market, "unknown")
    offer(own_market, 1, LAMP=2)
    assert kept(own_market, "LAMP", "known_qty, is_unsure") == (2, False)
    assert claimed(own_market) == {}
