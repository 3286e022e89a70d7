"""A person who works here and orders here: two rows with one e-mail and one account, and the door says which of them comes in."""

from uuid import uuid4

import psycopg
import pytest

from tests.sql.floor import Floor, Json
from tests.sql.identity.people import address, person, set_staff, sign_in

NEWCOMER = {"name": "Nina New", "role": "Member", "stores": ["bannos"]}


def both(floor: Floor) -> tuple[str, str, str]:
    """Add a baker who is a member too; return their e-mail and both ids."""
    email = address()
    return email, person(floor, "Staff", ["bannos"], email), person(floor, "Member", ["bannos"], email)


def who(answer: Json) -> str:
    """Return whose session it is, or the code of the refusal."""
    return str(answer["staff"]["staff_id"] if answer["ok"] else answer["code"])


def test_each_door_leads_to_its_own_row_and_a_door_for_all_to_staff(floor: Floor) -> None:
    email, baker, member = both(floor)
    subject = str(uuid4())
    doors = ["member", None, "staff", "member", None]
    come = [who(sign_in(floor, f"{subject}{n}", subject, email, audience=door)) for n, door in enumerate(doors)]
    assert come == [member, baker, baker, member, baker]


def test_through_the_door_of_staff_no_member_comes_in_and_the_reverse(floor: Floor) -> None:
    baker, member = address(), address()
    person(floor, "Supervisor", ["bannos"], baker)
    person(floor, "Member", ["bannos"], member)
    assert who(sign_in(floor, "d1", str(uuid4()), member, audience="staff")) == "AUTH004"
    assert who(sign_in(floor, "d2", str(uuid4()), baker, audience="member")) == "AUTH004"


def test_who_works_here_no_more_still_orders(floor: Floor) -> None:
    email, baker, member = both(floor)
    subject = str(uuid4())
    assert set_staff(floor, baker, role="Staff", stores=["bannos"], email=email, is_active=False)["ok"]
    assert who(sign_in(floor, "g1", subject, email, audience="staff")) == "AUTH004"
    assert who(sign_in(floor, "g2", subject, email, audience="member")) == member


def test_of_each_audience_one_alone_has_an_e_mail(floor: Floor) -> None:
    email, *_ = both(floor)
    for role in ("Packer", "Member"):
        assert set_staff(floor, str(uuid4()), role=role, email=email)["code"] == "STF003"


@pytest.mark.parametrize(("door", "code"), [("member", None), (None, None), ("staff", "AUTH004")])
def test_a_newcomer_is_taken_in_through_the_door_of_their_role(
    floor: Floor, door: str | None, code: str | None
) -> None:
    answer = sign_in(floor, f"n{door}", str(uuid4()), address(), newcomer=NEWCOMER, audience=door)
    assert answer.get("code") == code


def test_a_baker_becomes_a_member_beside_it_by_coming_through_the_door_of_members(floor: Floor) -> None:
    email, subject = address(), str(uuid4())
    baker = person(floor, "Staff", ["bannos"], email)
    assert who(sign_in(floor, f"b1{subject}", subject, email, audience="staff")) == baker
    member = who(sign_in(floor, f"b2{subject}", subject, email, newcomer=NEWCOMER, audience="member"))
    assert floor.rows("select role::text, audience from core.staff_shared where email = %s order by 1", email) == [
        {"role": "Member", "audience": "member"},
        {"role": "Staff", "audience": "staff"},
    ]
    assert who(sign_in(floor, f"b3{subject}", subject, email, newcomer=NEWCOMER, audience="member")) == member


def test_who_is_made_a_member_is_found_by_e_mail_at_the_other_door(floor: Floor) -> None:
    email, subject = address(), str(uuid4())
    person_id = person(floor, "Staff", ["bannos"], email)
    assert who(sign_in(floor, f"c1{subject}", subject, email)) == person_id
    assert set_staff(floor, person_id, role="Member", stores=["bannos"], email=email)["ok"]
    assert who(sign_in(floor, f"c2{subject}", subject, email, audience="staff")) == "AUTH004"
    assert who(sign_in(floor, f"c3{subject}", subject, email, audience="member")) == person_id


def test_an_account_is_of_one_person_in_each_audience(floor: Floor) -> None:
    _, baker, member = both(floor)
    account = "insert into core.staff_accounts (provider, subject, audience, staff_id) values ('sso', %s, %s, %s)"
    subject = str(uuid4())
    floor.rows(account, subject, "member", member)
    floor.rows(account, subject, "staff", baker)
    with pytest.raises(psycopg.errors.UniqueViolation):
        floor.rows(account, subject, "staff", person(floor))


def test_an_account_that_names_the_wrong_audience_leads_nowhere(floor: Floor) -> None:
    _, _, member = both(floor)
    subject = str(uuid4())
    floor.rows("insert into core.staff_accounts (provider, subject, staff_id) values ('sso', %s, %s)", subject, member)
    assert who(sign_in(floor, subject, subject, None, audience="staff")) == "AUTH004"


@pytest.mark.parametrize("active", ["true", "false"])
def test_through_a_door_for_all_somebody_with_the_e_mail_of_staff_is_nobody_new(floor: Floor, active: str) -> None:
    email = address()
    baker = person(floor, "Staff", ["bannos"], email)
    assert who(sign_in(floor, f"e1{email}", str(uuid4()), email)) == baker
    floor.rows(f"update core.staff_shared set is_active = {active} where id = %s", baker)
    assert who(sign_in(floor, f"e2{email}", str(uuid4()), email, newcomer=NEWCOMER)) == "AUTH004"
    assert floor.one("select count(*) from core.staff_shared where email = %s", email) == 1
