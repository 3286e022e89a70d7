"""When a schedule of EventBridge is next due: rate(5 minutes) or cron(minute hour day month weekday year)."""

import calendar
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

UNITS = {"minute": 60, "hour": 3600, "day": 86400}
MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr)}
WEEKDAYS = {name.upper(): (number + 1) % 7 + 1 for number, name in enumerate(calendar.day_abbr)}
RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (1, 7), (1970, 2199))
HORIZON_DAYS = 366 * 4


def next_time(expression: str, after: datetime) -> datetime:
    """Return the first time later than `after` (UTC) at which the schedule is due.

    Raises ValueError for an expression that is not known, or never due.
    """
    if rate := re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", expression):
        return after + timedelta(seconds=int(rate[1]) * UNITS[rate[2]])
    if not (cron := re.fullmatch(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)", expression)):
        raise ValueError(f"{expression!r} is no schedule.")
    allowed = [_values(field, *limits) for field, limits in zip(cron.groups(), RANGES, strict=True)]
    minutes, hours, days, months, weekdays, years = allowed
    start = (after + timedelta(minutes=1)).replace(second=0, microsecond=0)
    for offset in range(HORIZON_DAYS):
        day = (start + timedelta(days=offset)).date()
        fits = day.month in months and day.year in years and day.day in days
        if not fits or day.isoweekday() % 7 + 1 not in weekdays:
            continue
        for hour in sorted(hours):
            for minute in sorted(minutes):
                due = datetime(day.year, day.month, day.day, hour, minute, tzinfo=after.tzinfo)
                if due >= start:
                    return due
    raise ValueError(f"{expression!r} is never due.")


def _values(field: str, lowest: int, highest: int) -> set[int]:
    return {value for part in field.split(",") for value in _part(part, lowest, highest)}


def _part(part: str, lowest: int, highest: int) -> Iterator[int]:
    span, _, step = part.partition("/")
    if span in ("*", "?"):
        first, last = lowest, highest
    else:
        low, _, high = span.partition("-")
        first = _number(low)
        last = _number(high) if high else highest if step else first
    yield from range(first, last + 1, int(step or 1))


def _number(text: str) -> int:
    return MONTHS.get(text) or WEEKDAYS.get(text) or int(text)
