"""api.finish_live: what was told is not told again, and who is gone is forgotten."""

from tests.sql.floor import Floor
from tests.sql.live.pages import claim, finish, heard, page, tell


def test_until_a_shard_is_finished_nothing_was_told(floor: Floor) -> None:
    listening = page(floor)
    sale = floor.sell()
    first = claim(floor, "w", lease_seconds=0)
    assert heard(claim(floor, "w")) == heard(first) == {listening: [("order:created", sale.id)]}


def test_who_is_gone_is_forgotten_and_the_others_go_on_hearing(floor: Floor) -> None:
    stays, goes = page(floor), page(floor)
    floor.sell()
    assert finish(floor, claim(floor), gone=[goes])
    assert floor.rows("select connection_id from core.live_connections") == [{"connection_id": stays}]


def test_what_came_while_a_shard_was_told_is_told_next(floor: Floor) -> None:
    listening = page(floor)
    floor.sell()
    claimed = claim(floor)
    later = floor.sell()
    assert finish(floor, claimed)
    assert tell(floor) == {listening: [("order:created", later.id)]}


def test_a_shard_that_another_worker_has_is_not_given_back(floor: Floor) -> None:
    page(floor)
    floor.sell()
    claimed = claim(floor, "one")
    assert not finish(floor, claimed, "two")
    assert floor.one("select worker from core.live_shards") == "one"
