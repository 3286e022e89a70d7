"""One e-mail and one account in two organisations: two people, and the door names the organisation of the one who comes in."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from tests.sql.floor import Floor, Json, actor
from tests.sql.floors import Floors
from tests.sql.houses import miller, open_mill
from tests.sql.identity.people import address, set_staff, sign_in

WHO: dict[str, Json] = {"house": actor("admin"), "mill": miller()}
STORES = {"house": ["bannos"], "mill": ["rye"]}


@pytest.fixture(scope="module")
def two(floors: Floors) -> Iterator[Floor]:
    """Return a floor with the house and the mill."""
    with floors.lend() as floor:
        open_mill(floor)
        yield floor


def person(floor: Floor, house: str, email: str | None, **more: object) -> str:
    """Add a person to an organisation, as its Admin does, and return their id."""
    staff_id = str(uuid4())
    assert set_staff(floor, staff_id, WHO[house], email=email, **{"stores": STORES[house], **more})["ok"]
    return staff_id


def comes(floor: Floor, subject: str, email: str | None, **door: object) -> str:
    """Come in; return whose session it is, or the code of the refusal."""
    answer = sign_in(floor, str(uuid4()), subject, email, **door)
    return str(answer["staff"]["staff_id"] if answer["ok"] else answer["code"])


@pytest.mark.parametrize("role", ["Staff", "Member"])
def test_each_organisations_door_leads_to_its_own_person(two: Floor, role: str) -> None:
    email, subject = address(), str(uuid4())
    here, there = (person(two, house, email, role=role) for house in WHO)
    doors: list[Json] = [
        {},
        {"house": "mill"},
        {"house": "house"},
        {"house": "mill"},
        {"house": "mill", "audience": role.lower()},
    ]
    assert [comes(two, subject, email, **door) for door in doors] == [here, there, here, there, there]


@pytest.mark.parametrize("house", WHO)
def test_of_each_organisation_one_alone_has_an_e_mail(two: Floor, house: str) -> None:
    email = address()
    for each in WHO:
        person(two, each, email)
    assert set_staff(two, str(uuid4()), WHO[house], stores=STORES[house], email=email)["code"] == "STF003"


def test_who_is_of_one_organisation_alone_does_not_come_in_by_the_others_door(two: Floor) -> None:
    email, subject = address(), str(uuid4())
    here = person(two, "house", email)
    assert comes(two, subject, email) == here
    for house in ("mill", "no such house", ""):
        before = two.last_event()
        assert comes(two, subject, email, house=house) == "AUTH004"
        assert [event["code"] for event in two.events(before)] == ["AUTH004"]


def test_who_leaves_one_organisation_stays_in_the_other(two: Floor) -> None:
    email, subject = address(), str(uuid4())
    here, there = (person(two, house, email) for house in WHO)
    for house in WHO:
        comes(two, subject, email, house=house)
    assert set_staff(two, here, stores=STORES["house"], email=email, is_active=False)["ok"]
    assert comes(two, subject, email) == "AUTH004"
    assert comes(two, subject, email, house="mill") == there
    assert set_staff(two, there, WHO["mill"], stores=STORES["mill"], email=address())["ok"]
    assert (
        two.one("select count(*) from core.staff_accounts where subject = %s and organisation = 'house'", subject) == 1
    )


def test_a_newcomer_of_one_organisation_is_new_in_the_other_and_of_its_stores_alone(two: Floor) -> None:
    email, subject = address(), str(uuid4())
    here = person(two, "house", email, role="Member")
    newcomer = {"name": "Nina New", "role": "Member", "stores": ["bannos"]}
    for stores in (["bannos"], ["rye", "bannos"], ["nowhere"]):
        assert comes(two, subject, email, house="mill", newcomer={**newcomer, "stores": stores}) == "AUTH004"
    there = comes(two, subject, email, house="mill", newcomer={**newcomer, "stores": ["rye"]})
    found = two.rows(
        "select id::text, organisation from core.staff_shared where email = %s order by organisation", email
    )
    assert found == [{"id": here, "organisation": "house"}, {"id": there, "organisation": "mill"}]
    assert comes(two, subject, email, house="mill") == there


def test_an_account_is_of_one_person_in_each_organisation_and_names_its_own(two: Floor) -> None:
    subject = str(uuid4())
    here, there = (person(two, house, None) for house in WHO)
    account = "insert into core.staff_accounts (provider, subject, organisation, staff_id) values ('sso', %s, %s, %s)"
    two.rows(account, subject, "mill", here)
    assert comes(two, subject, None, house="mill") == "AUTH004"
    with pytest.raises(psycopg.errors.UniqueViolation):
        two.rows(account, subject, "mill", there)


def test_an_admin_lists_nobody_of_the_other_organisation_whatever_their_e_mail(two: Floor) -> None:
    email = address()
    ids = {house: person(two, house, email) for house in WHO}
    for house, who in WHO.items():
        listed = two.rpc("list_staff", actor=who)["staff"]
        assert [one["staff_id"] for one in listed if one["email"] == email] == [ids[house]]


def test_the_last_admin_of_an_organisation_is_not_saved_by_one_of_another(two: Floor) -> None:
    two.rows("update core.staff_shared set stores = '{}' where role = 'Admin' and organisation = 'mill'")
    (last,) = two.rows(
        "select id::text, display_name from core.staff_shared where role = 'Admin' and organisation = 'mill'"
    )
    try:
        answer = two.rpc(
            "set_staff",
            actor=WHO["mill"],
            staff_id=last["id"],
            display_name=last["display_name"],
            role="Staff",
            stores=[],
        )
        assert answer["code"] == "STF002"
    finally:
        two.rows("update core.staff_shared set stores = '{larder,rye}' where id = %s", last["id"])
