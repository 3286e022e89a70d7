"""api.open_offers: what is under way with a marketplace's offers."""

from tests.sql.floor import Floor
from tests.sql.imports.market import ask
from tests.sql.offers.offered import at, claimed, noted, offer


def test_a_store_that_was_never_listed_is_and_then_once_a_day(own_market: Floor) -> None:
    own_market.rows("delete from core.marketplaces")
    at(own_market, 0)
    assert ask(own_market, "open_offers")["list"] is True
    ask(own_market, "note_offers", offers=[], at="2026-11-21T12:00:00Z", since="2026-11-21T12:00:00Z")
    for hours, due in ((1, False), (23.9, False), (24, True)):
        at(own_market, hours * 60)
        assert ask(own_market, "open_offers")["list"] is due


def test_an_import_is_under_way_until_its_end_is_noted(own_market: Floor) -> None:
    own_market.stock("LAMP", 2)
    offer(own_market, LAMP=5)
    seen = []
    for step in (lambda: None, lambda: claimed(own_market), lambda: noted(own_market, "sent", import_id="7")):
        step()
        begun = ask(own_market, "open_offers")
        seen.append((begun["sending"], begun["import_id"]))
    noted(own_market, "done")
    assert (seen, ask(own_market, "open_offers")["sending"]) == ([(False, None), (True, None), (True, "7")], False)
