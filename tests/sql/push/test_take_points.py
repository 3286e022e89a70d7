"""api.take_points: the bucket of query points that every process of a shop shares."""

from tests.sql.floor import Floor
from tests.sql.push.pushes import later, worker


def take(floor: Floor, cost: float, store: str = "bannos") -> float:
    """Take points; return how long to wait for them."""
    return float(worker(floor, "take_points", store=store, cost=cost)["wait_seconds"])


def told(floor: Floor, left: float, rate: float = 50, store: str = "bannos") -> None:
    """Tell what an answer of the shop said of its bucket."""
    worker(floor, "note_points", store=store, left=left, rate=rate)


def test_before_the_shop_has_said_anything_nobody_waits(floor: Floor) -> None:
    assert take(floor, 10_000) == 0


def test_what_one_process_takes_another_does_not_have(floor: Floor) -> None:
    told(floor, 100)
    assert [take(floor, 40), take(floor, 40)] == [0, 0]
    # 20 are left, 20 are missing, 50 come in a second.
    assert take(floor, 40) == 0.4
    # Who is told to wait has taken nothing.
    assert take(floor, 20) == 0
    assert take(floor, 50) == 1


def test_points_come_back_with_time_and_never_more_than_the_bucket_holds(floor: Floor) -> None:
    told(floor, 100)
    take(floor, 100)
    floor.set_clock(later(0.4))
    assert take(floor, 40) == 0.4
    floor.set_clock(later(0.8))
    assert take(floor, 40) == 0
    floor.set_clock(later(1000))
    assert take(floor, 100) == 0
    assert take(floor, 50) == 1


def test_what_costs_more_than_the_bucket_holds_waits_until_it_is_full_and_then_goes(floor: Floor) -> None:
    told(floor, 100)
    assert take(floor, 500) == 0
    take(floor, 100)
    assert take(floor, 500) == 2
    floor.set_clock(later(2))
    assert take(floor, 500) == 0


def test_each_shop_has_its_own_bucket(floor: Floor) -> None:
    told(floor, 10)
    told(floor, 10, store="flourlane")
    assert (take(floor, 10), take(floor, 10, "flourlane")) == (0, 0)
    assert take(floor, 10) == 0.2


def test_the_worker_and_the_runs_share_it(floor: Floor) -> None:
    told(floor, 100)
    taken = floor.service("take_points", who="reconcile", store="bannos", cost=100)
    assert (float(taken["wait_seconds"]), take(floor, 50)) == (0, 1)
