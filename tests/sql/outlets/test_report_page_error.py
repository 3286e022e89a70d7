"""api.report_page_error: ten a minute are taken of a kiosk or a session, and nothing grows by those that are not."""

import pytest

from tests.sql.catalog import our_tables
from tests.sql.floor import RPC, Floor, Json, actor, bearer
from tests.sql.identity.people import address, kiosk, person, signed_in, system, themself, turn
from tests.sql.outlets.outlets import later

REPORT: Json = {"page": "kiosk", "page_version": "3f9c2ab81d04", "error": "TypeError", "place": "kiosk-A1.js:1:20345"}


def taken(floor: Floor, who: Json, times: int = 1) -> int:
    """Report so many errors; return how many were taken."""
    answers = [floor.rpc("report_page_error", actor=who, **REPORT) for _ in range(times)]
    return sum(answer["taken"] for answer in answers)


def session(floor: Floor, role: str = "Staff") -> Json:
    """Sign somebody in; return them as who acts."""
    staff_id = person(floor, role, email=address())
    return themself(staff_id, session=signed_in(floor, staff_id).session_id)


def test_ten_a_minute_of_each_are_taken_and_the_next_minute_ten_more(floor: Floor) -> None:
    one, other, signed, member = kiosk(floor), kiosk(floor), session(floor), session(floor, "Member")
    for minute in range(2):
        floor.set_clock(later(minutes=minute))
        assert [taken(floor, who, 13) for who in (one.actor(), other.actor(), signed, member)] == [10] * 4


def test_whoever_stands_at_a_kiosk_counts_with_it(floor: Floor) -> None:
    place = kiosk(floor)
    at = place.actor(turn(floor, place, person(floor)))
    assert (taken(floor, at, 6), taken(floor, place.actor(), 6), taken(floor, at)) == (6, 4, 0)


def test_a_storm_leaves_no_row_and_no_event(floor: Floor) -> None:
    places = [kiosk(floor).actor(), session(floor)]
    counts = "select count(*) from {}"
    before = {table["name"]: floor.one(counts.format(table["name"])) for table in our_tables(floor)}
    for who in places:
        assert taken(floor, who, 30) == 10
    assert {name: floor.one(counts.format(name)) for name in before} == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "Kiosk"},
        {"page_version": "latest"},
        {"error": "Mary Smith's cake"},
        {"error": "Typo"},
        {"place": "https://x/kiosk.js:1:2"},
        {"place": "kiosk.js:1"},
    ],
    ids=str,
)
def test_what_has_room_for_a_customers_words_is_no_report(floor: Floor, wrong: Json) -> None:
    place = kiosk(floor).actor()
    with pytest.raises(Exception, match="violates check constraint"):
        floor.rpc("report_page_error", actor=place, **{**REPORT, **wrong})
    assert taken(floor, place, 11) == 10


def test_another_system_has_no_page(floor: Floor) -> None:
    token = bearer(system(floor, "Admin")["secret"])
    with floor.noted() as events:
        answer = floor.call(RPC, "report_page_error", actor=token, **REPORT)
    assert (answer["code"], [event["code"] for event in events]) == ("AUTH001", ["AUTH001"])


def test_a_session_that_is_over_reports_nothing(floor: Floor) -> None:
    who = session(floor)
    floor.rows("update core.sessions set ended_at = core.now() where session_id = %s", who["session"])
    assert floor.rpc("report_page_error", actor=who, **REPORT)["code"] == "AUTH002"
    assert floor.rpc("report_page_error", actor=actor("gone"), **REPORT)["code"] == "AUTH001"
