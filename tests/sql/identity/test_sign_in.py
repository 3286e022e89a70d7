"""api.sign_in: who comes with an account that a provider vouches for."""

from uuid import uuid4

import pytest

from tests.sql.floor import BOTH, PEOPLE, Floor, digest
from tests.sql.identity.people import Clock, address, now, person, refused, set_staff, sign_in, signed_in, system

NEWCOMER = {"name": "Nina New", "role": "Member", "stores": ["bannos"]}


def accounts(floor: Floor, staff_id: str) -> list[tuple[str, str]]:
    """Return the accounts that a person has."""
    found = floor.rows("select provider, subject from core.staff_accounts where staff_id = %s order by 1, 2", staff_id)
    return [(row["provider"], row["subject"]) for row in found]


def test_the_first_time_a_person_is_found_by_a_verified_address_in_any_case(floor: Floor, clock: Clock) -> None:
    email, subject = address(), str(uuid4())
    staff_id = person(floor, "Packer", ["bannos"], email)
    with floor.noted() as events:
        answer = sign_in(floor, "token one", subject, email.upper())

    assert answer["staff"] == {
        "staff_id": staff_id,
        "display_name": "Somebody",
        "role": "Packer",
        "stores": ["bannos"],
    }
    assert (answer["provider"], answer["already_done"]) == ("sso", False)
    assert answer["expires_at"][:16] == clock.ago(days=-7)[:16]
    assert accounts(floor, staff_id) == [("sso", subject)]
    (event,) = events
    assert (event["kind"], event["store"], event["actor_kind"], event["actor_id"]) == (
        "signed_in",
        None,
        "service",
        "auth",
    )
    assert event["detail"] == {"staff_id": staff_id, "session_id": answer["session_id"], "provider": "sso"}


def test_afterwards_they_are_found_by_their_account_whatever_address_it_has(floor: Floor) -> None:
    staff_id, subject = person(floor, email=(email := address())), str(uuid4())
    assert sign_in(floor, "token a1", subject, email)["ok"]
    for number, other in enumerate((None, address(), email)):
        assert sign_in(floor, f"token a2 {number}", subject, other)["staff"]["staff_id"] == staff_id
    assert accounts(floor, staff_id) == [("sso", subject)]


@pytest.mark.parametrize("email", [None, "", "nobody.here@ordak.test", "%", "' or true --"])
def test_an_account_that_nobody_is_known_by_is_refused(floor: Floor, email: str | None) -> None:
    before = now(floor)
    answer = refused(floor, "AUTH004", before, sign_in(floor, "token b", str(uuid4()), email))
    assert "message" in answer
    assert email is None or not email or email not in str(answer)


def test_somebody_without_an_address_is_not_found_by_a_missing_one(floor: Floor) -> None:
    person(floor)
    refused(floor, "AUTH004", now(floor), sign_in(floor, "token c", str(uuid4()), None))


def test_another_account_with_the_address_of_somebody_who_has_one_is_somebody_else(floor: Floor) -> None:
    """The address has gone to another person: it opens nothing, for a newcomer neither."""
    staff_id = person(floor, email=(email := address()))
    sign_in(floor, "token d1", "d-first", email)
    for newcomer in (None, NEWCOMER):
        before = now(floor)
        refused(floor, "AUTH004", before, sign_in(floor, "token d2", "d-second", email, newcomer=newcomer))
    assert accounts(floor, staff_id) == [("sso", "d-first")]


def test_a_person_has_an_account_of_each_of_two_providers(floor: Floor) -> None:
    staff_id = person(floor, email=(email := address()))
    for provider in ("sso", "other"):
        assert sign_in(floor, f"token e {provider}", "e", email, provider=provider)["staff"]["staff_id"] == staff_id
    assert accounts(floor, staff_id) == [("other", "e"), ("sso", "e")]


def test_the_same_subject_at_another_provider_is_somebody_else(floor: Floor) -> None:
    person(floor, email=(email := address()))
    sign_in(floor, "token f1", "f", email)
    refused(floor, "AUTH004", now(floor), sign_in(floor, "token f2", "f", None, provider="other"))


@pytest.mark.parametrize("came_before", [True, False])
@pytest.mark.parametrize("newcomer", [None, NEWCOMER])
def test_whoever_is_inactive_is_refused_and_made_anew_by_no_setting(
    floor: Floor, newcomer: object, *, came_before: bool
) -> None:
    staff_id, subject = person(floor, email=(email := address())), str(uuid4())
    if came_before:
        sign_in(floor, f"token g {subject}", subject, email)
    assert set_staff(floor, staff_id, email=email, is_active=False)["ok"]
    refused(floor, "AUTH004", now(floor), sign_in(floor, "token h", subject, email, newcomer=newcomer))


def test_a_newcomer_becomes_what_the_setting_says_and_is_known_from_then_on(floor: Floor) -> None:
    email, subject = address(), str(uuid4())
    with floor.noted() as events:
        answer = sign_in(floor, "token i1", subject, email.title(), newcomer=NEWCOMER)
    staff_id = answer["staff"]["staff_id"]
    assert answer["staff"] == {
        "staff_id": staff_id,
        "display_name": "Nina New",
        "role": "Member",
        "stores": ["bannos"],
    }
    assert [event["kind"] for event in events] == ["staff_added", "signed_in"]
    assert events[0]["detail"] == {"staff_id": staff_id, "provider": "sso"}
    assert "Nina" not in str(events)
    assert floor.one("select email from core.staff_shared where id = %s", staff_id) == email
    assert sign_in(floor, "token i2", subject, None)["staff"]["staff_id"] == staff_id


@pytest.mark.parametrize("name", [None, "", "   "])
def test_a_newcomer_without_a_name_is_called_by_their_address(floor: Floor, name: str | None) -> None:
    email = address()
    answer = sign_in(floor, f"token j {name}", str(uuid4()), email, newcomer={**NEWCOMER, "name": name})
    assert answer["staff"]["display_name"] == email.split("@")[0]


@pytest.mark.parametrize(
    "email", [None, "", "jörg@ordak.test", "no at sign", "two words@ordak.test", f"{'x' * 250}@ordak.test", "a@b\n"]
)
def test_a_newcomer_whose_address_is_none_of_ours_is_refused(floor: Floor, email: str | None) -> None:
    before = now(floor)
    refused(floor, "AUTH004", before, sign_in(floor, "token k", str(uuid4()), email, newcomer=NEWCOMER))


def test_a_newcomer_is_never_a_function_or_a_kiosk(floor: Floor) -> None:
    for role in ("Service", "Device"):
        with pytest.raises(Exception, match="staff_shared"):
            sign_in(floor, "token l", str(uuid4()), address(), newcomer={**NEWCOMER, "role": role})


def test_what_has_been_over_for_a_month_is_forgotten_and_nothing_younger(floor: Floor, clock: Clock) -> None:
    staff_id = person(floor, email=address())
    old = signed_in(floor, staff_id)
    clock.move(days=2)
    younger = signed_in(floor, staff_id)
    clock.move(days=35, seconds=1)
    newest = signed_in(floor, staff_id)
    kept = floor.rows("select session_id::text from core.sessions where staff_id = %s order by created_at", staff_id)
    assert [row["session_id"] for row in kept] == [younger.session_id, newest.session_id]
    assert not floor.rows("select 1 from core.refresh_tokens where token_hash = decode(%s, 'hex')", digest(old.token))


def test_an_admin_changes_an_address_and_the_next_person_with_the_old_one_is_another(floor: Floor) -> None:
    first, old = person(floor, email=(email := address())), "m-old"
    sign_in(floor, "token m1", old, email)
    set_staff(floor, first, email=(changed := address()))
    second = person(floor, email=email)
    assert sign_in(floor, "token m2", "m-new", email)["staff"]["staff_id"] == second
    # The account that came with the old address leads to nobody, until it comes with the new one.
    assert sign_in(floor, "token m3", old, email)["code"] == "AUTH004"
    assert sign_in(floor, "token m4", old, changed)["staff"]["staff_id"] == first


def test_a_token_of_another_system_signs_nobody_in(floor: Floor) -> None:
    token = system(floor, "Admin")
    stranger = {"kind": "token", "token_hash": digest(token["secret"])}
    answer = sign_in(floor, "token n", "n", None, actor=stranger, newcomer={**NEWCOMER, "stores": list(BOTH)})
    assert answer["code"] == "AUTH001"
    assert PEOPLE["admin"][0] not in str(answer)


def test_strangers_fill_no_table_however_often_they_come(own_floor: Floor) -> None:
    floor = own_floor
    refusals = "select count(*) from core.order_events where code = 'AUTH004'"
    for number in range(25):
        assert sign_in(floor, f"stranger {number}", str(uuid4()), None)["code"] == "AUTH004"
    assert floor.one(refusals) == 20
    # Of a thousand events of other kinds those are forgotten, and what strangers do is to be seen again.
    floor.rows("insert into core.order_events (kind, store) select 'stored', 'bannos' from generate_series(1, 1000)")
    assert sign_in(floor, "one more", str(uuid4()), None)["code"] == "AUTH004"
    assert floor.one(refusals) == 21
