"""api.note_points: what a shop's answer said of its bucket of query points."""

from tests.sql.floor import Floor, Json
from tests.sql.push.pushes import NOON, later, worker


def note(floor: Floor, left: float, rate: float) -> None:
    """Note what an answer said."""
    assert worker(floor, "note_points", store="bannos", left=left, rate=rate)["ok"]


def bucket(floor: Floor, store: str = "bannos") -> Json:
    """Return a shop's bucket."""
    (row,) = floor.rows(
        "select points_left::int, points_rate::int, points_max::int, points_at from core.shops where store = %s", store
    )
    return row


def test_the_last_answer_is_what_there_is(floor: Floor) -> None:
    note(floor, 1900, 100)
    floor.set_clock(later(3))
    note(floor, 700, 200)
    assert bucket(floor) == {"points_left": 700, "points_rate": 200, "points_max": 1900, "points_at": later(3)}
    note(floor, 2000, 100)
    assert bucket(floor)["points_max"] == 2000
    assert set(bucket(floor, "flourlane").values()) == {None}


def test_a_shop_that_says_it_gives_nothing_back_is_asked_again_in_the_end(floor: Floor) -> None:
    """A rate of zero would be divided by."""
    note(floor, 0, 0)
    assert bucket(floor) == {"points_left": 0, "points_rate": 1, "points_max": 0, "points_at": NOON}
    assert float(worker(floor, "take_points", store="bannos", cost=30)["wait_seconds"]) == 0
    note(floor, 30, 0)
    assert float(worker(floor, "take_points", store="bannos", cost=31)["wait_seconds"]) == 0
    note(floor, 10, 0)
    assert float(worker(floor, "take_points", store="bannos", cost=30)["wait_seconds"]) == 20
