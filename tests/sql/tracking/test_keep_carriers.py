"""api.keep_carriers: the last list counts."""

from tests.sql.floor import Floor
from tests.sql.imports.market import ask


def test_a_later_list_takes_the_place_of_the_one_before(own_market: Floor) -> None:
    for carriers in ({"CPCL": "Canada Post", "PRLA": "Purolator"}, {"CPC": None}):
        ask(own_market, "keep_carriers", carriers=carriers)
        assert ask(own_market, "get_carriers")["carriers"] == carriers
