"""api.invite_member: a code that makes whoever signs in with it a member, once and in time."""

from datetime import timedelta
from uuid import uuid4

from tests.sql.floor import BOTH, Floor
from tests.sql.identity.people import address, person, system
from tests.sql.members.guests import come, invite
from tests.sql.pantries import STORE, refused, set_rules


def test_who_comes_with_an_invitation_is_a_member_of_its_store(floor: Floor) -> None:
    made, email = invite(floor), address()
    with floor.noted() as events:
        answer = come(floor, made["invitation"], email.upper())
    assert {name: answer["staff"][name] for name in ("display_name", "role", "stores")} == {
        "display_name": "Nina New",
        "role": "Member",
        "stores": [STORE],
    }
    assert [event["kind"] for event in events] == ["staff_added", "invitation_used", "signed_in"]
    assert floor.one("select email from core.staff_shared where id = %s", answer["staff"]["staff_id"]) == email


def test_an_invitation_is_good_once(floor: Floor) -> None:
    code, email, subject = invite(floor)["invitation"], address(), str(uuid4())
    first = come(floor, code, email, subject)
    # Who opens the link once more is known, and signs in.
    assert come(floor, code, email, subject)["staff"] == first["staff"]
    assert come(floor, code)["code"] == "AUTH004"


def test_an_invitation_is_good_for_the_settings_days(floor: Floor) -> None:
    set_rules(floor, invitation_days=2)
    made = invite(floor)
    set_rules(floor)
    try:
        floor.set_clock(floor.one("select core.now()") + timedelta(days=2, minutes=1))
        assert come(floor, made["invitation"])["code"] == "AUTH004"
        floor.set_clock(floor.one("select core.now()") - timedelta(hours=1))
        assert come(floor, made["invitation"])["ok"]
    finally:
        floor.set_clock(None)


def test_only_the_hash_of_a_code_is_kept(floor: Floor) -> None:
    code = invite(floor)["invitation"]
    kept = floor.rows("select * from core.invitations")
    events = floor.rows("select detail::text from core.order_events where kind = 'member_invited'")
    assert code not in str(kept) + str(events)
    assert floor.one("select count(*) from core.scans where answer::text like %s", f"%{code}%") == 0


def test_a_member_of_another_store_is_one_of_this_too(floor: Floor) -> None:
    email = address()
    staff_id = person(floor, "Member", ["bannos"], email)
    answer = come(floor, invite(floor)["invitation"], email)
    assert (answer["staff"]["staff_id"], answer["staff"]["stores"]) == (staff_id, ["bannos", STORE])


def test_who_works_here_is_a_member_beside_it_and_an_inactive_member_is_refused(floor: Floor) -> None:
    email = address()
    staff_id = person(floor, "Staff", BOTH, email)
    answer = come(floor, invite(floor)["invitation"], email)
    assert (answer["staff"]["role"], answer["staff"]["staff_id"] == staff_id) == ("Member", False)
    floor.rows("update core.staff_shared set is_active = false where id = %s", answer["staff"]["staff_id"])
    code = invite(floor)["invitation"]
    assert come(floor, code, email)["code"] == "AUTH004"
    # It is not used up.
    assert come(floor, code)["ok"]


def test_a_code_nobody_made_or_of_another_organisation_or_for_staffs_door_lets_nobody_in(floor: Floor) -> None:
    code = invite(floor)["invitation"]
    assert come(floor, "J-0000000000000000-0")["code"] == "AUTH004"
    floor.rows("insert into core.organisations values ('other', 'Other') on conflict do nothing")
    invitation = {"code_hash": floor.one("select encode(sha256(%s), 'hex')", code.encode()), "name": "N"}
    account = {"actor": {"kind": "service", "id": "auth", "correlation_id": "c"}, "provider": "sso", "email": address()}
    for way in ({"audience": "member", "house": "other"}, {"audience": "staff"}, {}):
        given = {**account, "subject": str(uuid4()), "token_hash": "00", "invitation": invitation, **way}
        assert floor.call("ordak_auth", "sign_in", **given)["code"] == "AUTH004"
    assert come(floor, code, email=None)["ok"]


def test_an_address_that_is_not_verified_makes_nobody_a_member(floor: Floor) -> None:
    code = invite(floor)["invitation"]
    given = {"provider": "sso", "subject": "s", "email": None, "token_hash": "00", "audience": "member"}
    invitation = {"code_hash": floor.one("select encode(sha256(%s), 'hex')", code.encode()), "name": "N"}
    actor = {"kind": "service", "id": "auth", "correlation_id": "c"}
    assert floor.call("ordak_auth", "sign_in", actor=actor, invitation=invitation, **given)["code"] == "AUTH004"


def test_the_invitations_language_is_theirs_before_the_providers(floor: Floor) -> None:
    language = "select language from core.staff_shared where id = %s"
    asked = come(floor, invite(floor, language="fr")["invitation"], language="en")
    said = come(floor, invite(floor)["invitation"], language="en")
    assert [floor.one(language, each["staff"]["staff_id"]) for each in (asked, said)] == ["fr", "en"]


def test_only_a_person_invites_and_only_to_a_pantry(floor: Floor) -> None:
    refused(floor, "PAN007", "invite_member", store="bannos")
    refused(floor, "REQ001", "invite_member", language="de")
    refused(floor, "AUTH001", "invite_member", "member")
    assert floor.rpc("invite_member", actor=system(floor, "Staff", ["bannos"]), store="bannos")["code"] == "AUTH001"
