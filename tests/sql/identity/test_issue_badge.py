"""api.issue_badge: a code that a person has around their neck."""

import re

from tests.sql.floor import PEOPLE, Floor, digest
from tests.sql.identity.people import (
    NOBODY,
    badge,
    begin_turn,
    kiosk,
    now,
    only_admin_of,
    person,
    refused,
    set_staff,
    turn,
)


def test_a_badge_is_told_once_and_kept_as_its_hash(floor: Floor) -> None:
    staff_id = person(floor)
    with floor.noted() as events:
        answer = floor.rpc("issue_badge", "admin", staff_id=staff_id)
    assert answer["already_done"] is False
    assert re.fullmatch("S-[0-9A-HJKMNP-TV-Y]{16}-[0-9A-HJKMNP-TV-Y]", code := answer["badge"])
    (event,) = events
    assert (event["kind"], event["actor_id"]) == ("badge_issued", PEOPLE["admin"][0])
    assert event["detail"] == {"staff_id": staff_id, "badge_id": answer["badge_id"]}
    (kept,) = floor.rows(
        "select encode(code_hash, 'hex') as hash, issued_by::text from core.badges where staff_id = %s", staff_id
    )
    assert kept == {"hash": digest(code), "issued_by": PEOPLE["admin"][0]}


def test_a_person_has_one_at_a_time_and_a_new_one_signs_them_out(floor: Floor) -> None:
    staff_id, at = person(floor), kiosk(floor)
    first = badge(floor, staff_id)
    turn_id = begin_turn(floor, at, badge=first)["turn_id"]
    with floor.noted() as events:
        second = badge(floor, staff_id)
    assert [event["kind"] for event in events] == ["turn_ended", "badge_revoked", "badge_issued"]
    assert first != second
    assert floor.rpc("get_queue", actor=at.actor(turn_id), store="bannos")["code"] == "AUTH002"
    assert begin_turn(floor, at, badge=first)["code"] == "AUTH005"
    assert begin_turn(floor, at, badge=second)["ok"]


def test_no_two_are_alike(floor: Floor) -> None:
    codes = {floor.one("select core.typed_code('S')") for _ in range(500)}
    assert len({code[2:10] for code in codes}) == 500
    seen = {character for code in codes for character in code[2:18]}
    assert seen == set(floor.one("select core.code_alphabet()"))


def test_who_is_not_there_or_not_theirs_gets_none(own_floor: Floor) -> None:
    floor = own_floor
    gone, both, lane = person(floor), person(floor), person(floor, stores=["flourlane"])
    set_staff(floor, gone, is_active=False)
    for staff_id in (NOBODY, gone, None):
        refused(floor, "STF001", now(floor), floor.rpc("issue_badge", "admin", staff_id=staff_id))
    turn(floor, kiosk(floor), both)
    only_admin_of(floor, "bannos")
    for staff_id in (both, lane):
        refused(floor, "STF001", now(floor), floor.rpc("issue_badge", "admin", staff_id=staff_id))
