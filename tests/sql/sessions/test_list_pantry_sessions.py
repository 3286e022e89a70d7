"""api.list_pantry_sessions: what was and what comes, the latest first."""

from tests.sql.floor import Floor
from tests.sql.pantries import done, item, member, place, session


def test_sessions_are_listed_with_what_their_slots_have(floor: Floor) -> None:
    early = session(floor, opens_at="2026-01-01T00:00:00Z", closes_at="2100-01-02T00:00:00Z", slots=2)
    late = session(floor, opens_at="2099-01-01T00:00:00Z", closes_at="2099-01-02T00:00:00Z")
    place(floor, member(floor), early, (item(floor), 1))
    listed = done(floor, "list_pantry_sessions", "staff")
    assert listed["timezone"] == "Australia/Sydney"
    assert [each["session_id"] for each in listed["sessions"]] == [late["session_id"], early["session_id"]]
    assert [slot["taken"] for slot in listed["sessions"][1]["slots"]] == [1, 0]
    assert [each["is_open"] for each in listed["sessions"]] == [False, True]
    (latest,) = done(floor, "list_pantry_sessions", "staff", limit=1)["sessions"]
    assert latest["session_id"] == late["session_id"]
