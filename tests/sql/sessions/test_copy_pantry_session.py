"""api.copy_pantry_session: another day, the same time by the clock on the wall."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.pantries import done

SYDNEY = ZoneInfo("Australia/Sydney")


def at(moment: str) -> str:
    """Return a moment of Sydney's clock with its offset."""
    return datetime.fromisoformat(moment).replace(tzinfo=SYDNEY).isoformat()


def local(moment: str) -> str:
    """Return what Sydney's clock shows."""
    return f"{datetime.fromisoformat(moment).astimezone(SYDNEY):%Y-%m-%d %H:%M %Z}"


def made(floor: Floor, opens: str, closes: str, *slots: tuple[str, str]) -> Json:
    """Make a session with these slots, all by Sydney's clock."""
    answer = done(floor, "set_pantry_session", title="Night", opens_at=at(opens), closes_at=at(closes))
    for starts, ends in slots:
        answer = done(
            floor,
            "set_pantry_slot",
            session_id=answer["session"]["session_id"],
            starts_at=at(starts),
            ends_at=at(ends),
            capacity=2,
        )
    session: Json = answer["session"]
    return session


@pytest.mark.parametrize(
    ("day", "opens", "slot", "ends"),
    [
        # Half past two comes twice: the second time it is meant, as on every other day.
        ("2027-04-04", "2027-04-04 02:30 AEST", "2027-04-04 02:30 AEST", "2027-04-04 03:00 AEST"),
        # Half past two does not come: an hour later it is, and the slot is as long as ever.
        ("2027-10-03", "2027-10-03 03:30 AEDT", "2027-10-03 03:30 AEDT", "2027-10-03 04:00 AEDT"),
        ("2027-06-01", "2027-06-01 02:30 AEST", "2027-06-01 02:30 AEST", "2027-06-01 03:00 AEST"),
    ],
)
def test_a_copy_keeps_the_clock_on_the_wall(floor: Floor, day: str, opens: str, slot: str, ends: str) -> None:
    first = made(floor, "2027-03-01T02:30", "2027-03-02T01:00", ("2027-03-01T02:30", "2027-03-01T03:00"))
    copy = done(floor, "copy_pantry_session", session_id=first["session_id"], opens_on=day)["session"]
    (window,) = copy["slots"]
    assert (local(copy["opens_at"]), local(window["starts_at"]), local(window["ends_at"])) == (opens, slot, ends)
    assert local(copy["closes_at"])[11:16] == "01:00"
    assert (copy["session_id"] != first["session_id"], window["taken"]) == (True, 0)
