"""api.get_carriers: they are asked for once a day."""

from tests.sql.acceptance.deciding import at
from tests.sql.floor import Floor
from tests.sql.imports.market import ask


def test_they_are_known_for_a_day(own_market: Floor) -> None:
    at(own_market)
    assert ask(own_market, "get_carriers")["carriers"] is None
    ask(own_market, "keep_carriers", carriers={"CPCL": "Canada Post"})
    at(own_market, hours=23)
    assert ask(own_market, "get_carriers")["carriers"] == {"CPCL": "Canada Post"}
    at(own_market, hours=24)
    assert ask(own_market, "get_carriers")["carriers"] is None
