"""api.drop_acceptance: a decision that certainly was not sent is sent again, after a while."""

from tests.sql.acceptance.deciding import at, claim, listed, reread, waiting
from tests.sql.floor import Floor
from tests.sql.imports.market import ask


def test_it_is_sent_again_not_before_the_pause(own_market: Floor) -> None:
    values = waiting(own_market)
    claim(own_market, values)
    assert not ask(own_market, "drop_acceptance", order_gid=values["order_gid"], wait_seconds=300)["already_done"]
    assert listed(own_market) == []
    at(own_market, hours=1, minutes=4)
    assert listed(own_market) == []
    at(own_market, hours=1, minutes=5)
    assert listed(own_market) == [(values["mirakl_id"], "accept")]


def test_a_pause_has_a_floor(own_market: Floor) -> None:
    values = waiting(own_market)
    claim(own_market, values)
    ask(own_market, "drop_acceptance", order_gid=values["order_gid"])
    at(own_market, hours=1, seconds=59)
    assert listed(own_market) == []


def test_what_was_read_again_meanwhile_is_not_sent_again(market: Floor) -> None:
    values = waiting(market)
    claim(market, values)
    reread(market, values)
    assert ask(market, "drop_acceptance", order_gid=values["order_gid"])["already_done"]
