"""core.tell_of_holidays: a store knows 90 days before the holidays known for its province end."""

from datetime import UTC, datetime, timedelta

import pytest
from psycopg.types.json import Jsonb

from tests.sql.floor import Floor, Json

# The last holiday of Ontario that is known, from the table itself.
LAST = "select max(day) from core.holidays where province = 'ON'"


def hours(floor: Floor, store: str | None, **value: object) -> None:
    """Set when a store is open, or all of the organisation's are."""
    floor.rows(
        "insert into core.settings (store, key, value, organisation) values (%s, 'business_hours', %s, 'house')",
        *(store, Jsonb(value)),
    )


def told(floor: Floor, at: datetime) -> list[Json]:
    """Let the daily purge run at a moment; return what was told of by then."""
    floor.set_clock(at)
    floor.service("purge", who="reconcile")
    return [row["payload"] for row in floor.work("alert") if row["payload"]["kind"] == "holidays_end"]


def days_before(floor: Floor, days: int) -> datetime:
    """Return a moment so many days before the last holiday that is known."""
    last = floor.one(LAST)
    return datetime(last.year, last.month, last.day, 12, tzinfo=UTC) - timedelta(days=days)


def test_it_is_told_from_90_days_before_once_a_week(own_floor: Floor) -> None:
    hours(own_floor, "bannos", province="ON")
    assert told(own_floor, days_before(own_floor, 90)) == []
    (alert,) = told(own_floor, days_before(own_floor, 89))
    assert (alert["store"], alert["province"], alert["last_day"]) == ("bannos", "ON", str(own_floor.one(LAST)))
    own_floor.rows("update core.work_queue set status = 'done', finished_at = core.now() where topic = 'alert'")
    assert [len(told(own_floor, days_before(own_floor, days))) for days in (88, 83, 81)] == [1, 1, 2]


def test_holidays_of_another_year_end_it(own_floor: Floor) -> None:
    hours(own_floor, "bannos", province="ON")
    moment = days_before(own_floor, 30)
    own_floor.rows(
        "insert into core.holidays select 'ON', (%s::timestamptz + interval '200 days')::date, 'Later'", moment
    )
    assert told(own_floor, moment) == []


@pytest.mark.parametrize("store", ["flourlane", None])
def test_a_province_without_any_is_told_for_each_of_its_stores(own_floor: Floor, store: str | None) -> None:
    hours(own_floor, store, province="YT")
    stores = [alert["store"] for alert in told(own_floor, days_before(own_floor, 400))]
    assert stores == ([store] if store else ["bannos", "flourlane"])


def test_a_store_of_no_province_is_told_of_nothing(own_floor: Floor) -> None:
    hours(own_floor, None, mon=[["9:00", "17:00"]])
    assert told(own_floor, days_before(own_floor, -10)) == []
