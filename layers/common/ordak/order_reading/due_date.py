"""Reads the day a cake is due out of what customers, apps and shops write, judged by the order it belongs to."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from ordak.shopify.order_rules import DateFormat

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_MAX_TEXT = 300  # characters looked at: a date stands near the front
_NEARER = timedelta(days=60)  # by which the other reading is nearer than the store's: either may be meant
_FAR = timedelta(days=731)
_NEARLY_A_YEAR = timedelta(days=330)  # without a year such a day has more likely just gone by

# In English and French, as much of a name as tells it from the others.
_MONTHS = (
    *(("jan",), ("feb", "fev", "fév"), ("mar",), ("apr", "avr"), ("may", "mai"), ("jun", "juin")),
    *(("jul", "juil"), ("aug", "aou", "aoû"), ("sep",), ("oct",), ("nov",), ("dec", "déc")),
)
_WEEKDAYS = (
    ("mon", "lun"),
    ("tue", "mar"),
    ("wed", "mer"),
    ("thu", "jeu"),
    ("fri", "ven"),
    ("sat", "sam"),
    ("sun", "dim"),
)
_MONTH = (
    r"(?P<month>jan(?:uary|v(?:ier)?)?|feb(?:ruary)?|f[eé]v(?:rier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|ma[iy]|june?"
    r"|juin|july?|juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?"
    r"|d[eé]c(?:ember|embre)?)(?![a-zé])"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er)?(?![a-z0-9])"
_YEAR = r"(?P<year>[0-9]{4}(?![0-9])|['\u2019]?[0-9]{2}(?![0-9:.h]|\s?[ap]m|\s?[-\u2013]))"
_COMPACT = r"(?<![0-9])(?P<{0}>{1})(?P<by>)(?P<{2}>{3})(?P<{4}>{5})(?![0-9])"
_PATTERNS: dict[DateFormat, tuple[str, ...]] = {
    "iso": (
        r"(?<![0-9])(?P<year>[0-9]{4})(?P<by>[-/.])(?P<month>[0-9]{1,2})(?P=by)(?P<day>[0-9]{1,2})(?![0-9])",
        _COMPACT.format("year", "20[0-9]{2}", "month", "[01][0-9]", "day", "[0-3][0-9]"),
    ),
    "day_month": (rf"(?<![0-9]){_DAY}(?:\s+of)?[\s,./-]*{_MONTH}[\s,./-]*{_YEAR}",),
    "month_day": (rf"(?<![a-z]){_MONTH}[\s,./-]*{_DAY}[\s,./-]+{_YEAR}",),
    "numeric": (
        (
            r"(?<![0-9a-z.])(?P<day>[0-9]{1,2})\s?(?P<by>[-/.])\s?(?P<month>[0-9]{1,2})\s?(?P=by)\s?"
            r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
        ),
        _COMPACT.format("day", "[0-3][0-9]", "month", "[0-3][0-9]", "year", "20[0-9]{2}"),
    ),
}
_NO_YEAR = r"(?![\s,./-]*[0-9]{4}(?![0-9:]))"  # 5 December 1999 has one
_WITHOUT_YEAR: dict[DateFormat, tuple[str, ...]] = {
    "iso": (),
    "day_month": (rf"(?<![0-9]){_DAY}(?:\s+of)?[\s,./-]*{_MONTH}{_NO_YEAR}",),
    "month_day": (rf"(?<![a-z]){_MONTH}[\s,./-]*{_DAY}{_NO_YEAR}",),
    "numeric": (r"(?<![0-9a-z./])(?P<day>[0-9]{1,2})(?P<by>/)(?P<month>[0-9]{1,2})(?![0-9/])",),
}
_WEEKDAY = (
    r"\b((?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
)
_CLOCK = (
    r"(?P<t>t?)[\s,]*(?:at\s+)?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?P<second>:[0-9]{2}(?:[.,][0-9]+)?)?"
    r"\s?(?P<half>[ap]m)?\s?(?P<zone>(?:z|utc|gmt)(?![a-z]))?\s?(?P<offset>[+-][0-9]{2}:?[0-9]{2}(?![0-9]))?"
)
# What may stand beside the date of a tag that is nothing else.
_BESIDE_A_DATE = (
    r"\b(le|pick\W?up|collect(?:ion)?|deliver(?:y)?|ship(?:ping)?|dispatch|due|dates?|day|ready|needed|required"
    r"|on|by|for|at|the|of|am|pm|time|t|z)\b"
)


class Ordered(NamedTuple):
    """The day an order was made, where the store is; None when it does not say."""

    day: date | None = None
    zone: tzinfo = UTC


class Reading(NamedTuple):
    """The day a text names, and whether something speaks against it; no day when all readings lie before the order."""

    day: date | None
    doubtful: bool


class _Written(NamedTuple):
    """What stands in a text: the days it may mean, the store's reading first, and the day that a clock makes of it."""

    days: Sequence[date]
    instant: date | None
    reread: bool  # the store's reading is no day
    yearless: bool


def read_date(
    text: str,
    formats: tuple[DateFormat, ...],
    *,
    day_first: bool,
    ordered: Ordered = Ordered(),  # noqa: B008 - a value
    without_year: bool = False,
) -> Reading | None:
    """Read the first date in a text; doubtful when another date, the weekday or the order speaks against it.

    A date before 2000 or after 2100 is none. The day is taken as written, but an instant is one where the store is.
    """
    text = text[:_MAX_TEXT]
    for patterns in (_PATTERNS, _WITHOUT_YEAR)[: 1 + (without_year and ordered.day is not None)]:
        for form in formats:
            found = list(_dates(text, patterns[form], form, ordered, day_first=day_first))
            if found:
                readings = [_judge(each, text, ordered) for each in found]
                return Reading(readings[0].day, any(each.doubtful or each.day != readings[0].day for each in readings))
    return None


def is_date_alone(text: str) -> bool:
    """Tell a text that is a date, with its weekday and time, from one that has a date in it: `imported-2025-01-03`."""
    rest = text[:_MAX_TEXT].replace("_", " ")
    for patterns in _PATTERNS.values():
        for pattern in patterns:
            rest = re.sub(pattern, " ", rest, flags=re.IGNORECASE)
    for pattern in (_WEEKDAY, r"[0-9]{1,2}(?:[:.h][0-9]{2}){0,2}\s?([ap]m)?\b", _BESIDE_A_DATE):
        rest = re.sub(pattern, " ", rest, flags=re.IGNORECASE)
    return not re.search(r"[^\W_]", rest)


def _judge(written: _Written, text: str, ordered: Ordered) -> Reading:
    """Choose a reading by the day of the order: the store's, unless that lies before it and another does not."""
    days = [written.instant] if written.instant else list(written.days)
    later = [day for day in days if ordered.day is None or day >= ordered.day]
    if not later:
        return Reading(None, doubtful=True)
    chosen = later[0]
    doubtful = written.reread or chosen != days[0]
    if ordered.day is not None:
        most = _NEARLY_A_YEAR if written.yearless else _FAR
        doubtful |= chosen - min(later) > _NEARER or chosen - ordered.day > most
    # A weekday stands beside the day as it is written, whatever day that is where the store is.
    return Reading(chosen, doubtful or _contradicts(text, written.days[0] if written.instant else chosen))


def _dates(
    text: str, patterns: Sequence[str], form: DateFormat, ordered: Ordered, *, day_first: bool
) -> Iterator[_Written]:
    for match in (match for pattern in patterns for match in re.finditer(pattern, text, re.IGNORECASE)):
        yearless = "year" not in match.groupdict()
        wanted = _readings(match, form, ordered, day_first=day_first)
        days = [day for day in (_next_day(ordered, *each) if yearless else _date(*each) for each in wanted) if day]
        if not days:
            continue
        first = _next_day(ordered, *wanted[0]) if yearless else _date(*wanted[0])
        # 12/25/2026 in a day-first shop can only be Christmas, but whoever wrote it thinks month first.
        yield _Written(days, _instant(text[match.end() :], days[0], ordered.zone), days[0] != first, yearless)


def _readings(
    match: re.Match[str], form: DateFormat, ordered: Ordered, *, day_first: bool
) -> list[tuple[int, int, int]]:
    """Year, month and day in every way that they can be meant, the store's first; year 0 for none."""
    month, day = _month(match["month"]), int(match["day"])
    year = _year(match, ordered)
    if form != "numeric":
        return [(year, month, day)]
    both = [(year, month, day), (year, day, month)] if day_first else [(year, day, month), (year, month, day)]
    if len(match.groupdict().get("year") or "    ") == len("26") and ordered.day is not None:
        both.append((_FIRST_YEAR + day, month, int(match["year"])))  # 26-12-05
    return both


def _year(match: re.Match[str], ordered: Ordered) -> int:
    """Take 5/12/26 as 2026; 26-12-05, which may as well begin with the year, only beside the day of the order."""
    written = (match.groupdict().get("year") or "").strip("'\u2019")
    if len(written) != len("26"):
        return int(written or 0)
    by_sign = match.groupdict().get("by")
    year = _FIRST_YEAR + int(written)
    if by_sign is not None:
        return year if by_sign != "-" or ordered.day is not None else 0
    # `Dec 5 10` is more likely an hour than the year 2010.
    return year if ordered.day is not None and -1 <= year - ordered.day.year <= 2 else 0  # noqa: PLR2004


def _next_day(ordered: Ordered, _year: int, month: int, day: int) -> date | None:
    """The first such day that is not before the order; the 29th of February may be years away."""
    if ordered.day is None:
        return None
    days = (_date(ordered.day.year + more, month, day) for more in range(9))
    return next((found for found in days if found and found >= ordered.day), None)


def _instant(behind: str, day: date, zone: tzinfo) -> date | None:
    """The day where the store is, of a date with a time and an offset; midnight in UTC is what a date picker sends."""
    clock = re.match(_CLOCK, behind, re.IGNORECASE)
    if clock is None:
        return None
    offset = clock["offset"]
    # 10:00-12:00 is a slot: a bare minus needs seconds or a T before it.
    if offset and not clock["zone"] and offset[0] == "-" and not (clock["second"] or clock["t"]):
        offset = None
    if not (clock["zone"] or offset):
        return None
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "pm" else 0)
    away = timedelta(0) if not offset else timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
    if hour > 23 or minute > 59 or away > timedelta(hours=14) or (hour, minute, away) == (0, 0, timedelta(0)):  # noqa: PLR2004
        return None
    there = timezone(-away if offset and offset[0] == "-" else away)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=there).astimezone(zone).date()


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return next(n for n, names in enumerate(_MONTHS, start=1) if written.lower().startswith(names))


def _date(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _contradicts(text: str, day: date) -> bool:
    named = {found[:3].lower() for found in re.findall(_WEEKDAY, text, re.IGNORECASE)}
    return bool(named) and named.isdisjoint(_WEEKDAYS[day.weekday()])
