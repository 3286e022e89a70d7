"""core.business_moment: deadlines in a store's own hours, past its holidays, whatever its clocks do."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.sql.floor import Floor

STORE = "toronto"
WEEK: dict[str, Any] = {day: [["9:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@pytest.fixture(scope="module", autouse=True)
def store(floor: Floor) -> Iterator[None]:
    """Have a store in Toronto."""
    floor.rows(
        "insert into core.stores (store, display_name, spellings, timezone, currency, kind)"
        " values (%s, 'Toronto', '{toronto}', 'America/Toronto', 'CAD', 'marketplace')",
        STORE,
    )
    yield
    floor.rows("delete from core.stores where store = %s", STORE)


@pytest.fixture(autouse=True)
def usual_hours(floor: Floor) -> Iterator[None]:
    """Begin without the setting."""
    yield
    floor.rows("delete from core.settings where key = 'business_hours'")


def hours(floor: Floor, store: str | None = STORE, **value: Any) -> None:
    """Set when the store is open."""
    floor.rows(
        "insert into core.settings (store, key, value, organisation) values (%s, 'business_hours', %s, 'house')",
        store,
        Jsonb(value),
    )


def moment(floor: Floor, at: str, duration: str) -> str:
    """Return the moment as Toronto writes it."""
    return str(
        floor.one(
            "select to_char(core.business_moment(%s, %s::timestamp at time zone 'America/Toronto', %s::interval)"
            " at time zone 'America/Toronto', 'Dy YYYY-MM-DD HH24:MI')",
            STORE,
            at,
            duration,
        )
    )


@pytest.mark.parametrize(
    ("at", "duration", "then"),
    [
        ("2026-11-30 10:00", "2 hours", "Mon 2026-11-30 12:00"),
        ("2026-11-30 16:00", "2 hours", "Tue 2026-12-01 10:00"),
        ("2026-11-30 16:00", "1 hour", "Mon 2026-11-30 17:00"),
        ("2026-11-30 17:00", "0", "Tue 2026-12-01 09:00"),
        ("2026-11-30 07:00", "0", "Mon 2026-11-30 09:00"),
        ("2026-12-04 16:30", "1 hour", "Mon 2026-12-07 09:30"),
        ("2026-12-05 11:00", "15 minutes", "Mon 2026-12-07 09:15"),
        ("2026-11-30 10:00", "24 hours", "Thu 2026-12-03 10:00"),
        ("2026-11-30 10:00", "1 day", "Tue 2026-12-01 10:00"),
        ("2026-12-04 10:00", "2 days", "Tue 2026-12-08 10:00"),
        ("2026-12-05 10:00", "1 day", "Tue 2026-12-08 09:00"),
        ("2026-11-30 20:00", "1 day 30 minutes", "Wed 2026-12-02 09:30"),
    ],
)
def test_without_a_setting_a_store_is_open_from_nine_to_five_on_weekdays(
    floor: Floor, at: str, duration: str, then: str
) -> None:
    assert moment(floor, at, duration) == then


@pytest.mark.parametrize(
    ("province", "at", "then"),
    [
        ("ON", "2026-12-24 16:00", "Mon 2026-12-28 10:00"),
        ("ON", "2027-02-12 16:00", "Tue 2027-02-16 10:00"),
        ("QC", "2027-02-12 16:00", "Mon 2027-02-15 10:00"),
        ("QC", "2026-06-23 16:00", "Thu 2026-06-25 10:00"),
        ("ON", "2026-06-23 16:00", "Wed 2026-06-24 10:00"),
        ("CA", "2026-09-29 16:00", "Thu 2026-10-01 10:00"),
        ("ON", "2026-09-29 16:00", "Wed 2026-09-30 10:00"),
        ("BC", "2026-12-24 16:00", "Fri 2026-12-25 10:00"),
    ],
)
def test_holidays_are_those_of_the_stores_province(floor: Floor, province: str, at: str, then: str) -> None:
    hours(floor, province=province, **WEEK)
    assert moment(floor, at, "2 hours") == then


def test_working_days_pass_over_a_holiday(floor: Floor) -> None:
    hours(floor, province="ON", **WEEK)
    assert moment(floor, "2026-12-23 11:00", "2 days") == "Mon 2026-12-28 11:00"


def test_day_of_its_own_is_stronger_than_its_weekday_and_a_holiday(floor: Floor) -> None:
    days: dict[str, Any] = {"2026-12-24": [], "2026-12-25": [["10:00", "11:00"]]}
    hours(floor, province="ON", **WEEK | days)
    assert moment(floor, "2026-12-23 16:00", "90 minutes") == "Fri 2026-12-25 10:30"


def test_lunch_is_no_business_time(floor: Floor) -> None:
    hours(floor, mon=[["13:00", "17:00"], ["9:00", "12:00"]])
    assert moment(floor, "2026-11-30 11:30", "1 hour") == "Mon 2026-11-30 13:30"
    assert moment(floor, "2026-11-30 12:30", "0") == "Mon 2026-11-30 13:00"


def test_spans_that_overlap_count_once(floor: Floor) -> None:
    hours(floor, mon=[["9:00", "12:00"], ["10:00", "14:00"]])
    assert moment(floor, "2026-11-30 09:00", "5 hours") == "Mon 2026-11-30 14:00"


@pytest.mark.parametrize(
    ("at", "duration", "then"),
    [
        # Clocks go forward on 2027-03-14, and back on 2026-11-01.
        ("2027-03-12 16:00", "2 hours", "Mon 2027-03-15 10:00"),
        ("2027-03-12 10:00", "1 day", "Mon 2027-03-15 10:00"),
        ("2026-10-30 16:00", "2 hours", "Mon 2026-11-02 10:00"),
        ("2026-10-30 10:00", "1 day", "Mon 2026-11-02 10:00"),
    ],
)
def test_hours_are_those_of_the_wall_on_both_sides_of_a_change_of_clocks(
    floor: Floor, at: str, duration: str, then: str
) -> None:
    assert moment(floor, at, duration) == then


def test_store_that_never_closes_has_a_day_of_23_hours_and_one_of_25(floor: Floor) -> None:
    always: dict[str, Any] = {day: [["0:00", "24:00"]] for day in (*WEEK, "sat", "sun")}
    hours(floor, **always)
    assert moment(floor, "2027-03-14 00:00", "23 hours 30 minutes") == "Mon 2027-03-15 00:30"
    assert moment(floor, "2026-11-01 00:00", "24 hours 30 minutes") == "Sun 2026-11-01 23:30"


def test_span_within_the_hour_that_is_left_out_is_none(floor: Floor) -> None:
    hours(floor, sun=[["2:30", "3:00"], ["9:00", "10:00"]])
    assert moment(floor, "2027-03-14 00:00", "0") == "Sun 2027-03-14 09:00"


def test_hours_of_the_store_are_stronger_than_those_of_the_organisation(floor: Floor) -> None:
    hours(floor, store=None, mon=[["6:00", "7:00"]])
    assert moment(floor, "2026-11-30 05:00", "0") == "Mon 2026-11-30 06:00"
    hours(floor, mon=[["8:00", "9:00"]])
    assert moment(floor, "2026-11-30 05:00", "0") == "Mon 2026-11-30 08:00"


@pytest.mark.parametrize(
    "broken", [{"mon": "9-17"}, {"mon": [["9:00"]]}, {"mon": [["17:00", "9:00"]]}, {"mon": [9, 17]}, {}]
)
def test_store_that_is_never_open_has_no_moment(floor: Floor, broken: dict[str, Any]) -> None:
    hours(floor, **broken)
    assert floor.one("select core.business_moment(%s, core.now(), '1 hour')", STORE) is None
    assert floor.one("select core.business_moment(%s, core.now(), '1 day')", STORE) is None


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ({}, True),
        (WEEK | {"province": "QC"}, True),
        ({"mon": [], "2026-12-24": [["9:00", "24:00"]]}, True),
        ({"province": "Ontario"}, False),
        ({"province": None}, False),
        ({"mon": "9-17"}, False),
        ({"mon": [["9:00", "9:00"]]}, False),
        ({"mon": [["9:00", "25:00"]]}, False),
        ({"mon": [["9:00", "12:00", "13:00"]]}, False),
        ({"monday": []}, False),
        ({"mon": None}, False),
    ],
)
def test_hours_that_nobody_could_keep_are_no_setting(floor: Floor, value: dict[str, Any], right: bool) -> None:  # noqa: FBT001
    answer = floor.rpc("set_setting", "admin", key="business_hours", value=value, store="bannos")
    assert (answer["ok"], answer.get("code")) == (right, None if right else "SET001")


def easter(year: int) -> date:
    """Return Easter Sunday, by the anonymous Gregorian algorithm."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + week - 7 * ((year % 19 + 11 * moon + 22 * week) // 451) + 114, 31)
    return date(year, month, day + 1)


def monday(year: int, month: int, number: int) -> date:
    """Return the first, second or third Monday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7 * (number - 1))


def days_of(year: int) -> dict[str, set[date]]:
    """Return what the laws say, by province."""
    may_24 = date(year, 5, 24)
    everywhere = {
        date(year, 1, 1),
        easter(year) - timedelta(days=2),
        may_24 - timedelta(days=may_24.weekday()),
        date(year, 7, 1),
        monday(year, 9, 1),
        monday(year, 10, 2),
        date(year, 12, 25),
    }
    return {
        "ON": everywhere | {monday(year, 2, 3), date(year, 12, 26)},
        "QC": everywhere | {date(year, 6, 24)},
        "CA": everywhere | {date(year, 9, 30), date(year, 11, 11), date(year, 12, 26)},
    }


@pytest.mark.parametrize("year", [2026, 2027, 2028])
@pytest.mark.parametrize("province", ["ON", "QC", "CA"])
def test_holidays_are_on_the_days_that_the_law_says(floor: Floor, province: str, year: int) -> None:
    rows = floor.rows(
        "select day from core.holidays where province = %s and extract(year from day) = %s", province, year
    )
    assert {row["day"] for row in rows} == days_of(year)[province]
