"""api.set_storage_location and list_storage_locations: where a cake can stand, and the labels there."""

from typing import Any
from uuid import uuid4

import pytest

from tests.sql.floor import Floor, Json


def place(floor: Floor, name: str, **more: Any) -> Json:
    """Add a storage location of a store, Bannos unless said otherwise, or change one."""
    answer = floor.rpc("set_storage_location", **{"store": "bannos", "name": name, **more})
    assert answer["ok"], answer
    return {**answer["location"], "already_done": answer["already_done"]}


def names(floor: Floor, **store: str) -> list[tuple[str, bool]]:
    """Return a store's storage locations, and whether they are in use."""
    answer = floor.rpc("list_storage_locations", "staff", **{"store": "bannos", **store})
    return [(each["name"], each["is_active"]) for each in answer["locations"]]


def test_a_location_is_added_once_renamed_retired_and_used_again(own_floor: Floor) -> None:
    floor = own_floor
    with floor.noted() as events:
        added = place(floor, "  Fridge 2 ")
        code = added["code"]
        assert added == {"store": "bannos", "name": "Fridge 2", "code": code, "is_active": True, "already_done": False}
        # The same name, written differently, is the same location.
        assert place(floor, "fridge 2") == {**added, "already_done": True}
        place(floor, "Big fridge", code=code.lower())
        place(floor, "Big fridge", code=code, is_active=False)
        place(floor, "Another")
        assert names(floor) == [("Another", True), ("Big fridge", False)]
        place(floor, "Big fridge", code=code)
    assert names(floor) == [("Another", True), ("Big fridge", True)]
    assert names(floor, store="flourlane") == []
    assert [event["detail"].get("is_active") for event in events] == [True, True, False, True, True]
    assert {(event["kind"], event["store"]) for event in events} == {("storage_location_set", "bannos")}
    # What is written of it names no name.
    assert all(set(event["detail"]) == {"code", "is_active"} for event in events)


def test_a_code_is_short_and_knows_a_misread_of_itself(floor: Floor) -> None:
    codes = {place(floor, f"Shelf {number}")["code"] for number in range(40)}
    assert len(codes) == 40
    for code in codes:
        kind, body, check = code.split("-")
        assert (kind, len(body)) == ("L", 8)
        assert floor.one("select core.check_character(%s)", kind + body) == check


def test_a_name_belongs_to_one_location_in_use(floor: Floor) -> None:
    one, other = place(floor, "Oven")["code"], place(floor, "Rack")["code"]
    before = (floor.rows("select * from core.storage_locations order by code"), floor.last_event())

    def turned_away(fault: str, **arguments: Any) -> None:
        answer = floor.rpc("set_storage_location", **{"store": "bannos", **arguments})
        assert (answer["ok"], answer["code"]) == (False, fault)

    turned_away("LOC002", name="rack", code=one)
    turned_away("LOC001", name="Rack", code="L-00000000-0")
    turned_away("LOC001", name="Rack", store="flourlane", code=other)
    turned_away("AUTH001", name="Rack", store="nowhere")
    assert floor.rows("select * from core.storage_locations order by code") == before[0]
    assert [event["code"] for event in floor.events(before[1])] == ["LOC002", "LOC001", "LOC001", "AUTH001"]
    # Of one that is retired the name is free.
    place(floor, "Rack", code=other, is_active=False)
    assert place(floor, "Rack", code=one)["name"] == "Rack"


def test_the_same_scan_id_adds_one_and_answers_the_same(floor: Floor) -> None:
    scan_id = str(uuid4())
    first = place(floor, "Cool room", scan_id=scan_id)
    assert place(floor, "Cool room", scan_id=scan_id) == first
    assert first["already_done"] is False
    again = floor.rpc("set_storage_location", store="bannos", name="Warm room", scan_id=scan_id)
    assert again["code"] == "REQ002"


@pytest.mark.parametrize("who", ["staff", "packer", "agent", "member", "gone"])
def test_only_a_supervisor_sets_up_where_things_stand(floor: Floor, who: str) -> None:
    before = floor.rows("select * from core.storage_locations order by code")
    with floor.noted() as events:
        assert floor.rpc("set_storage_location", who, store="bannos", name="Roof")["code"] == "AUTH001"
    assert [event["code"] for event in events] == ["AUTH001"]
    assert floor.rows("select * from core.storage_locations order by code") == before


def test_a_scanned_location_is_where_the_cake_stands(floor: Floor) -> None:
    code, ticket_id = place(floor, "Top shelf")["code"], floor.sell().id
    for written in (code, f" {code.lower()} "):
        answer = floor.rpc("set_storage", "staff", id=ticket_id, storage=written)
        assert (answer["ticket"]["storage"], answer["already_done"]) == ("Top shelf", written != code)


def test_a_code_of_no_location_in_use_of_the_store_is_no_place(floor: Floor) -> None:
    retired, ticket_id = place(floor, "Gone")["code"], floor.sell().id
    place(floor, "Gone", code=retired, is_active=False)
    elsewhere = place(floor, "Theirs", store="flourlane")["code"]
    known = place(floor, "Known")["code"]
    misread = known[:-1] + ("0" if known[-1] != "0" else "1")
    for code in (retired, elsewhere, misread, "l-aaaaaaaa-a"):
        before = (floor.ticket(ticket_id), floor.last_event())
        answer = floor.rpc("set_storage", "staff", id=ticket_id, storage=code)
        assert answer["code"] == "LOC001"
        assert (floor.ticket(ticket_id), [e["code"] for e in floor.events(before[1])]) == (before[0], ["LOC001"])
    # Words are words, whatever they begin with.
    assert (
        floor.rpc("set_storage", "staff", id=ticket_id, storage="L-shaped shelf")["ticket"]["storage"]
        == "L-shaped shelf"
    )
