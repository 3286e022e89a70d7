"""api.disconnect_live: who is gone is told nothing more."""

from tests.sql.floor import Floor
from tests.sql.live.pages import ask, page, tell


def test_a_connection_that_is_gone_is_told_nothing(floor: Floor) -> None:
    stays, goes = page(floor), page(floor)
    assert not ask(floor, "disconnect_live", connection_id=goes)["already_done"]
    floor.sell()
    assert set(tell(floor)) == {stays}


def test_where_the_last_has_left_nobody_is_rung_for(floor: Floor) -> None:
    first, second = page(floor), page(floor)
    for connection_id, queued in ((first, True), (second, False)):
        ask(floor, "disconnect_live", connection_id=connection_id)
        assert ("live" in floor.ingest(floor.order()).get("queued", [])) is queued
    page(floor)
    assert floor.ingest(floor.order())["queued"] == ["live"]


def test_gone_twice_is_done_already(floor: Floor) -> None:
    gone = page(floor)
    ask(floor, "disconnect_live", connection_id=gone)
    assert ask(floor, "disconnect_live", connection_id=gone)["already_done"]
    assert ask(floor, "disconnect_live", connection_id="never=")["already_done"]
