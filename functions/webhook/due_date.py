"""Reads the day a cake is due out of what customers, apps and shops write."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ordak.order_rules import DateFormat

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_MAX_TEXT = 300  # characters looked at: a date stands near the front

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?![a-z0-9])"
_YEAR = r"(?P<year>[0-9]{4})(?![0-9])"
_PATTERNS: dict[DateFormat, str] = {
    "iso": r"(?<![0-9])(?P<year>[0-9]{4})(?P<by>[-/.])(?P<month>[0-9]{1,2})(?P=by)"
    r"(?P<day>[0-9]{1,2})(?![0-9])",
    "day_month": rf"(?<![0-9]){_DAY}(?:\s+of)?[\s,./-]*{_MONTH}[\s,./-]*{_YEAR}",
    "month_day": rf"(?<![a-z]){_MONTH}[\s,./-]*{_DAY}[\s,./-]+{_YEAR}",
    "numeric": r"(?<![0-9a-z.])(?P<day>[0-9]{1,2})\s?(?P<by>[-/.])\s?(?P<month>[0-9]{1,2})\s?(?P=by)\s?"
    r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])",
}
_WEEKDAY = r"\b(mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"


class Reading(NamedTuple):
    """The day a text names, and whether something in the text speaks against it."""

    day: date
    doubtful: bool


def read_date(text: str, formats: tuple[DateFormat, ...], *, day_first: bool) -> Reading | None:
    """Read the first date in a text; doubtful when another date, the weekday or the order differs.

    A date before 2000 or after 2100 is none. The day is taken as written, without a change of time zone.
    """
    text = text[:_MAX_TEXT]
    for form in formats:
        found = list(_dates(text, form, day_first=day_first))
        if found:
            day = found[0].day
            doubtful = any(each.doubtful or each.day != day for each in found)
            return Reading(day, doubtful or _contradicts(text, day))
    return None


def _dates(text: str, form: DateFormat, *, day_first: bool) -> Iterator[Reading]:
    for match in re.finditer(_PATTERNS[form], text, re.IGNORECASE):
        year, month, day = _year(match), _month(match["month"]), int(match["day"])
        if form != "numeric":
            readings = [_date(year, month, day)]
        elif day_first:
            readings = [_date(year, month, day), _date(year, day, month)]
        else:
            readings = [_date(year, day, month), _date(year, month, day)]
        # 12/25/2026 in a day-first shop can only be Christmas, but whoever wrote it thinks month first.
        yield from [Reading(read, at > 0) for at, read in enumerate(readings) if read][:1]


def _year(match: re.Match[str]) -> int:
    """Take 5/12/26 as 2026, but not 26-12-05, which may as well begin with the year."""
    written = match["year"]
    if len(written) == len("2026"):
        return int(written)
    return 0 if match["by"] == "-" else _FIRST_YEAR + int(written)


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS.index(written[:3].lower()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _contradicts(text: str, day: date) -> bool:
    named = {found[:3].lower() for found in re.findall(_WEEKDAY, text, re.IGNORECASE)}
    return bool(named) and _WEEKDAYS[day.weekday()] not in named
