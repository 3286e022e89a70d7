"""api.get_week: the board of the days, what each stage has ahead of it and what it can do."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from psycopg.types.json import Jsonb

from tests.sql.floor import PEOPLE, Floor, Json

SYDNEY = ZoneInfo("Australia/Sydney")
TODAY = date(2026, 12, 21)  # a Monday
STAGES = ("filling", "covering", "decorating", "packing")
NOTHING = dict.fromkeys(STAGES, 0)
UNBOUND = dict.fromkeys(STAGES)


@pytest.fixture(autouse=True)
def clock(floor: Floor) -> Iterator[None]:
    """Every test has the board to itself, on a Monday at noon in Sydney."""
    floor.rows("delete from core.orders")
    floor.rows("delete from core.settings")
    floor.set_clock(datetime(2026, 12, 21, 12, tzinfo=SYDNEY))
    yield
    floor.set_clock(None)


def due(floor: Floor, days: int | None, stage: str = "Filling", number: int = 1, store: str = "bannos") -> list[str]:
    """Sell cakes that are due in so many days, and bring them to a stage."""
    when = None if days is None else (TODAY + timedelta(days)).isoformat()
    return [floor.at(stage, store=store, ticket={"due_date": when}) for _ in range(number)]


def week(floor: Floor, who: str = "staff", **more: Any) -> Json:
    """Return the board of Bannos."""
    answer = floor.rpc("get_week", who, **{"store": "bannos", **more})
    assert answer["ok"], answer
    return answer


def capacity(floor: Floor, value: Json, store: str | None = "bannos") -> None:
    """Set how much can be done."""
    assert floor.rpc("set_setting", "admin", key="capacity", value=Jsonb(value), store=store)["ok"]


def test_each_day_has_its_tickets_by_the_stage_they_are_in_and_those_they_have_yet_to_go_through(floor: Floor) -> None:
    due(floor, 1, number=2)
    due(floor, 1, "Covering")
    due(floor, 1, "Packing")
    due(floor, 1, "Complete")
    due(floor, 3, "Decorating")
    due(floor, 1, store="flourlane")
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", due(floor, 1)[0])
    board = week(floor)

    assert [day["date"] for day in board["days"]] == [(TODAY + timedelta(days)).isoformat() for days in range(7)]
    tomorrow = board["days"][1]
    assert tomorrow["open"] == {"filling": 2, "covering": 1, "decorating": 0, "packing": 1}
    assert tomorrow["ahead"] == {"filling": 2, "covering": 3, "decorating": 3, "packing": 4}
    assert board["days"][3]["ahead"] == {"filling": 0, "covering": 0, "decorating": 1, "packing": 1}
    for place in (0, 2, 4, 5, 6):
        day = board["days"][place]
        assert (day["open"], day["ahead"], day["capacity"], day["overbooked"]) == (NOTHING, NOTHING, UNBOUND, [])
    assert (board["open"], board["today"], board["store"]) == (5, TODAY.isoformat(), "bannos")


def test_what_is_overdue_is_to_be_done_today(floor: Floor) -> None:
    due(floor, -3, "Covering")
    due(floor, 0)
    due(floor, None)
    board = week(floor)
    assert board["days"][0]["open"] == {**NOTHING, "filling": 1, "covering": 1}
    assert (board["overdue"], board["undated"], board["open"]) == (1, 1, 3)
    # Of a week that is over nothing is left.
    past = week(floor, date_from=TODAY - timedelta(7), date_to=TODAY - timedelta(1))
    assert [day["open"] for day in past["days"]] == [NOTHING] * 7


def test_a_stage_that_has_more_ahead_than_it_can_do_is_overbooked(floor: Floor) -> None:
    due(floor, 1, number=2)
    due(floor, 1, "Covering")
    capacity(floor, {"default": {"filling": 2, "covering": 2}})
    tomorrow = week(floor)["days"][1]
    assert tomorrow["capacity"] == {**UNBOUND, "filling": 2, "covering": 2}
    assert tomorrow["overbooked"] == ["Covering"]
    capacity(floor, {"default": {"filling": 0, "packing": 2, "covering": 3}})
    assert week(floor)["days"][1]["overbooked"] == ["Filling", "Packing"]


def test_a_days_own_figure_goes_before_its_weekdays_and_that_before_the_default(floor: Floor) -> None:
    figures = {
        "default": {"filling": 10, "covering": 20, "packing": 30},
        "tue": {"filling": 11, "covering": 21},
        "2026-12-22": {"filling": 12, "packing": None},
    }
    capacity(floor, {"default": {"filling": 1}}, store=None)
    capacity(floor, figures)
    limits = [day["capacity"] for day in week(floor, date_to=TODAY + timedelta(8))["days"]]
    assert limits[0] == {"filling": 10, "covering": 20, "decorating": None, "packing": 30}
    assert limits[1] == {"filling": 12, "covering": 21, "decorating": None, "packing": None}
    assert limits[8] == {"filling": 11, "covering": 21, "decorating": None, "packing": 30}
    # A store without figures of its own has those of all.
    other = floor.rpc("get_week", store="flourlane")["days"][1]["capacity"]
    assert other == {**UNBOUND, "filling": 1}


def test_the_counts_are_of_all_that_is_open(floor: Floor) -> None:
    short = floor.stock("SHORT", 0)
    taken, blocked = due(floor, 40)[0], floor.sell(sku=short).id
    floor.rpc("assign_staff", id=taken, staff_id=PEOPLE["tom"][0])
    floor.rows("update core.orders set flags = '{size_missing}' where id = %s", taken)
    board = week(floor)
    told = {name: board[name] for name in ("open", "unassigned", "blocked", "flagged", "undated", "shortfalls")}
    assert told == {"open": 2, "unassigned": 1, "blocked": 1, "flagged": 1, "undated": 1, "shortfalls": 1}
    assert [row["tickets"] for row in floor.rpc("list_shortfalls", store="bannos")["shortfalls"]] == [[blocked]]
    floor.rpc("receive_stock", sku=short, qty=1)
    board = week(floor)
    assert (board["open"], board["blocked"], board["shortfalls"]) == (2, 0, 0)


@pytest.mark.parametrize(("start", "end", "days"), [(0, 0, 1), (0, 61, 62), (-5, None, 7), (None, 2, 3), (None, -2, 1)])
def test_the_board_is_of_the_days_that_are_asked_for(
    floor: Floor, start: int | None, end: int | None, days: int
) -> None:
    asked: dict[str, Any] = {
        name: TODAY + timedelta(offset)
        for name, offset in (("date_from", start), ("date_to", end))
        if offset is not None
    }
    assert len(week(floor, **asked)["days"]) == days


@pytest.mark.parametrize(("start", "end"), [(1, 0), (0, 62)])
def test_a_board_of_no_day_or_of_too_many_is_no_request(floor: Floor, start: int, end: int) -> None:
    with floor.noted() as events:
        answer = floor.rpc(
            "get_week", store="bannos", date_from=TODAY + timedelta(start), date_to=TODAY + timedelta(end)
        )
    assert (answer["code"], [event["code"] for event in events]) == ("REQ001", ["REQ001"])


def test_nobody_sees_the_board_of_a_store_they_do_not_work_in(floor: Floor) -> None:
    due(floor, 0)
    assert week(floor, "tom")["open"] == 1
    assert floor.rpc("get_week", "zoe", store="bannos")["code"] == "AUTH001"
    assert floor.rpc("get_week", "member", store="bannos")["code"] == "AUTH001"
