"""api.get_orders_for_dashboard: the counts on the wall are the tickets of the queue."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.sql.floor import PEOPLE, Floor, Json

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module", autouse=True)
def week(floor: Floor) -> Iterator[None]:
    """Fill a week: every stage, some assigned, short, flagged, cancelled, complete."""
    floor.set_clock(datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Australia/Sydney")))
    floor.stock("SHORT", 0)
    stages = ("Filling", "Covering", "Decorating", "Packing", "Packing started", "Complete")
    for number, days in enumerate((-2, -1, 0, 1, 2, 3, 4, 6, 7, 29, 30, 31, None, None)):
        when = None if days is None else (TODAY + timedelta(days)).isoformat()
        ticket_id = floor.at(stages[number % 6], ticket={"due_date": when, "flags": ["x"] if number % 4 == 0 else []})
        if number % 3 == 0 and stages[number % 6] != "Complete":
            floor.rpc("assign_staff", id=ticket_id, staff_id=PEOPLE["staff"][0])
    floor.sell(sku="SHORT", ticket={"due_date": TODAY.isoformat()})
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", floor.sell().id)
    floor.sell("flourlane")
    yield
    floor.set_clock(None)


def wall(floor: Floor, who: str = "supervisor", store: str = "bannos", **more: object) -> Json:
    """Return a store's dashboard."""
    return floor.rpc("get_orders_for_dashboard", who, store=store, **more)


@pytest.mark.parametrize(("period", "days"), [("day", 0), ("week", 6), ("month", 30)])
def test_the_counts_add_up_with_the_queue(floor: Floor, period: str, days: int) -> None:
    until = TODAY + timedelta(days)
    queue = floor.rpc("get_queue", store="bannos", date_to=until, limit=500)["tickets"]
    shown = wall(floor, period=period)

    assert (shown["date_from"], shown["date_to"]) == (TODAY.isoformat(), until.isoformat())
    assert shown["open"] == len(queue) > 0
    assert shown["stages"] == {
        stage: sum(ticket["stage"].lower() == stage for ticket in queue)
        for stage in ("filling", "covering", "decorating", "packing")
    }
    assert shown["priorities"] == {
        priority: sum(ticket["priority"].lower() == priority for ticket in queue)
        for priority in ("low", "medium", "high")
    }
    assert shown["unassigned"] == sum(ticket["assignee_id"] is None for ticket in queue)
    assert shown["undated"] == sum(ticket["due_date"] is None for ticket in queue)
    assert shown["overdue"] == sum((ticket["due_date"] or "9") < TODAY.isoformat() for ticket in queue)
    assert shown["blocked"] == sum(ticket["inventory_blocked"] for ticket in queue) == 1
    assert shown["flagged"] == sum(bool(ticket["flags"]) for ticket in queue)
    by_day = Counter(ticket["due_date"] for ticket in queue if ticket["due_date"])
    assert shown["days"] == [{"date": day, "open": by_day[day]} for day in sorted(by_day)]


def test_the_week_is_what_one_gets_without_asking(floor: Floor) -> None:
    assert wall(floor) == wall(floor, period="week")


@pytest.mark.parametrize("period", ["year", "", "Week", None])
def test_another_period_is_no_valid_request(floor: Floor, period: str | None) -> None:
    with floor.noted() as events:
        answer = wall(floor, period=period)
    assert (answer["ok"], answer["code"]) == (False, "REQ001")
    assert [event["code"] for event in events] == ["REQ001"]


def test_what_was_packed_today_is_counted_by_the_stores_own_day(floor: Floor) -> None:
    assert wall(floor)["completed_today"] == 2
    sydney = ZoneInfo("Australia/Sydney")
    for hour, minute, day, count in ((23, 59, 21, 2), (0, 0, 22, 0)):
        floor.set_clock(datetime(2026, 11, day, hour, minute, tzinfo=sydney))
        assert wall(floor)["completed_today"] == count
    floor.set_clock(datetime(2026, 11, 21, 9, tzinfo=sydney))


def test_the_wall_of_another_store_is_not_shown(floor: Floor) -> None:
    assert floor.rpc("get_orders_for_dashboard", "tom", store="flourlane")["code"] == "AUTH001"
    assert wall(floor, store="flourlane")["open"] == 1
