"""api.list_staff: the people whom an Admin manages."""

from tests.sql.floor import PEOPLE, Floor
from tests.sql.identity.people import address, badge, only_admin_of, person, pin, set_staff


def ids(floor: Floor, store: str | None = None) -> set[str]:
    """Return who is listed."""
    return {each["staff_id"] for each in floor.rpc("list_staff", "admin", store=store)["staff"]}


def test_an_admin_of_all_stores_sees_all_people_those_who_left_last(floor: Floor) -> None:
    listed = floor.rpc("list_staff", "admin")["staff"]
    assert {each["staff_id"] for each in listed} >= {each[0] for each in PEOPLE.values()}
    active = [each["is_active"] for each in listed]
    assert active == sorted(active, reverse=True)


def test_a_person_is_shown_with_address_and_whether_they_have_a_badge_and_a_pin(floor: Floor) -> None:
    staff_id, email = person(floor, "Packer", ["bannos"]), address()
    set_staff(floor, staff_id, role="Packer", stores=["bannos"], email=email)
    code, hashed = badge(floor, staff_id), pin(floor, staff_id)
    listed = floor.rpc("list_staff", "admin", store="bannos")
    assert next(each for each in listed["staff"] if each["staff_id"] == staff_id) == {
        "staff_id": staff_id,
        "display_name": "Somebody",
        "role": "Packer",
        "stores": ["bannos"],
        "email": email,
        "is_active": True,
        "has_badge": True,
        "has_pin": True,
    }
    assert code not in str(listed)
    assert hashed not in str(listed)
    floor.rpc("revoke_badge", "admin", staff_id=staff_id)
    assert [
        each["has_badge"] for each in floor.rpc("list_staff", "admin")["staff"] if each["staff_id"] == staff_id
    ] == [False]


def test_one_store_has_those_who_work_in_it(floor: Floor) -> None:
    here, both, lane = person(floor, stores=["bannos"]), person(floor), person(floor, stores=["flourlane"])
    assert ids(floor, "bannos") & {here, both, lane} == {here, both}
    assert floor.rpc("list_staff", "admin", store="nowhere")["code"] == "AUTH001"


def test_an_admin_of_one_store_sees_nobody_who_works_in_another(own_floor: Floor) -> None:
    floor = own_floor
    here, both, lane = person(floor, stores=["bannos"]), person(floor), person(floor, stores=["flourlane"])
    only_admin_of(floor, "bannos")
    assert ids(floor) == {here, PEOPLE["tom"][0], PEOPLE["admin"][0]}
    assert not {both, lane} & ids(floor)
    assert floor.rpc("list_staff", "admin", store="flourlane")["code"] == "AUTH001"
