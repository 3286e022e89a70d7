"""A worker that stands still: somebody is told once, of each topic and store, and once more when it has ended."""

import pytest

from tests.sql.floor import Floor
from tests.sql.outlets.outlets import claim, finish
from tests.sql.push.pushes import begin, later
from tests.sql.sync.runs import sweep

TOPIC = "order_ingest_retry"


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> None:
    """Begin at noon, with nothing queued and nobody standing still."""
    begin(floor)
    floor.rows("delete from core.standstills")


def waits(floor: Floor, topic: str = TOPIC, store: str | None = "bannos", key: str = "x") -> None:
    """Leave work that is due."""
    floor.rows("select core.enqueue(%s, %s, %s, '{}')", topic, store, f"{store}:{key}")


def swept(floor: Floor, seconds: float) -> None:
    """Let the sweeper come so long after noon. Its own looks begin, and are nobody's here."""
    floor.set_clock(later(seconds))
    sweep(floor)
    floor.rows("delete from core.work_queue where topic in ('order_check', 'level_check')")


def alerts(floor: Floor) -> list[tuple[str, str | None, str]]:
    """Return what the reporter is given to tell, and tell it."""
    given = [each for each in claim(floor) if each["kind"].startswith("work_")]
    if given:
        assert finish(floor, given)
    return [(each["kind"], each["store"], each["detail"]["topic"]) for each in given]


def test_work_that_nobody_takes_is_told_once_and_its_end_once(floor: Floor) -> None:
    waits(floor)
    swept(floor, 599)
    assert alerts(floor) == []
    for seconds in (600, 660, 7200):
        swept(floor, seconds)
        assert alerts(floor) == ([("work_stands", "bannos", TOPIC)] if seconds == 600 else [])
    (row,) = floor.service("claim_work", topic=TOPIC, worker="w")["work"]
    floor.service("finish_work", work_id=row["work_id"], worker="w")
    for seconds in (7260, 7320):
        swept(floor, seconds)
        assert alerts(floor) == ([("work_goes_on", "bannos", TOPIC)] if seconds == 7260 else [])
    waits(floor, key="y")
    swept(floor, 7920)
    assert alerts(floor) == [("work_stands", "bannos", TOPIC)]


def test_each_topic_and_store_by_itself(floor: Floor) -> None:
    waits(floor)
    waits(floor, store="flourlane")
    waits(floor, "stock_rebook")
    waits(floor, "something", None)
    swept(floor, 600)
    assert sorted(alerts(floor), key=str) == [
        ("work_stands", "bannos", TOPIC),
        ("work_stands", "bannos", "stock_rebook"),
        ("work_stands", "flourlane", TOPIC),
        ("work_stands", None, "something"),
    ]
    floor.rows("delete from core.work_queue where store = 'flourlane'")
    swept(floor, 660)
    assert alerts(floor) == [("work_goes_on", "flourlane", TOPIC)]


def test_what_fails_waits_and_does_not_stand_still(floor: Floor) -> None:
    waits(floor)
    floor.rows("update core.work_queue set status = 'error', next_retry_at = %s", later(3600))
    swept(floor, 3599)
    assert alerts(floor) == []
    swept(floor, 4200)
    assert alerts(floor) == [("work_stands", "bannos", TOPIC)]


def test_a_worker_that_died_stands_still_ten_minutes_after_its_lease(floor: Floor) -> None:
    waits(floor)
    floor.service("claim_work", topic=TOPIC, worker="w", lease_seconds=60)
    swept(floor, 659)
    assert alerts(floor) == []
    swept(floor, 660)
    assert alerts(floor) == [("work_stands", "bannos", TOPIC)]


@pytest.mark.parametrize("why", ["the shop is without the app", "it is an alert"])
def test_nobody_is_told_of_what_is_to_wait(floor: Floor, why: str) -> None:
    if why == "it is an alert":
        floor.rows("select core.alert('anything', 'bannos', 'x')")
    else:
        waits(floor)
        floor.rows("update core.shops set uninstalled_at = core.now() where store = 'bannos'")
    swept(floor, 7200)
    assert floor.rows("select from core.work_queue where payload ->> 'kind' = 'work_stands'") == []
