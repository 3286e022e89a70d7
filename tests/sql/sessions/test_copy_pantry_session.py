"""api.copy_pantry_session: another day, the same time by the clock on the wall."""

import pytest

from tests.sql.floor import Floor
from tests.sql.pantries import done, refused
from tests.sql.sessions.sydney import local, made


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


def test_a_copy_to_times_that_no_calendar_has_is_refused_and_none_is_made(floor: Floor) -> None:
    first = made(floor, "2027-03-01T02:30", "2027-03-02T01:00", ("9999-12-01T02:30", "9999-12-01T03:00"))
    before = floor.one("select count(*) from core.pantry_sessions")
    refused(floor, "REQ001", "copy_pantry_session", session_id=first["session_id"], opens_on="2027-06-01")
    assert floor.one("select count(*) from core.pantry_sessions") == before
