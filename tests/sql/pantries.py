"""A pantry of the house, its shelf, its sessions, and households whose members order there."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.identity.people import person, themself

STORE = "shelter"
STAFF = ("staff", "supervisor", "admin")
_NUMBERS = count(1)


def open_pantry(floor: Floor) -> None:
    """Make the store, and let people of both bakeries work there."""
    floor.rows(
        "insert into core.stores (store, display_name, spellings, timezone, currency, organisation, kind) "
        "values (%s, 'Shelter Pantry', '{shelter}', 'Australia/Sydney', 'AUD', 'house', 'pantry')",
        STORE,
    )
    floor.rows(
        "update core.staff_shared set stores = array_append(stores, %s) where stores @> '{bannos,flourlane}'", STORE
    )


@pytest.fixture(scope="module", autouse=True)
def pantry(floor: Floor) -> None:
    """Open the store on the floor that a file shares."""
    open_pantry(floor)


@pytest.fixture
def own_floor(own_floor: Floor) -> Floor:
    """Open the store on a floor that only this test uses."""
    open_pantry(own_floor)
    return own_floor


def ask(floor: Floor, function: str, who: object = "supervisor", **arguments: object) -> Json:
    """Call as one of PEOPLE, or as the actor that a member's token names."""
    actor = {"actor": who} if isinstance(who, dict) else {}
    name = who if isinstance(who, str) else "supervisor"
    given = {"store": STORE, **actor, **arguments}
    return floor.rpc(
        function, name, **{name: value for name, value in given.items() if (name, value) != ("store", None)}
    )


def done(floor: Floor, function: str, who: object = "supervisor", **arguments: object) -> Json:
    """Call, and expect that it was done."""
    answer = ask(floor, function, who, **arguments)
    assert answer["ok"], answer
    return answer


def refused(floor: Floor, code: str, function: str, /, who: object = "supervisor", **arguments: object) -> Json:
    """Call, and expect this refusal."""
    answer = ask(floor, function, who, **arguments)
    assert (answer["ok"], answer.get("code")) == (False, code), answer
    return answer


def set_rules(floor: Floor, **rules: object) -> None:
    """Set how the pantry works; what is left out is as usual."""
    done(floor, "set_setting", "admin", key="pantry", value=rules)


def item(floor: Floor, pieces: float = 100, **offer: object) -> str:
    """Offer an item of a name of its own, of which there are so many."""
    sku = floor.stock(f"TIN-{next(_NUMBERS)}", pieces)
    done(floor, "set_pantry_item", sku=sku, **offer)
    return sku


def household(floor: Floor, members: int = 1, **fields: Any) -> list[Json]:
    """Make a household that may order, and return its members as who acts."""
    made = done(floor, "set_household", **{"size": 2, **fields})["household"]
    ids = [person(floor, "Member", [STORE]) for _ in range(members)]
    for each in ids:
        done(floor, "set_household_member", household_id=made["household_id"], member_id=each)
    return [themself(each) for each in ids]


def member(floor: Floor, **fields: Any) -> Json:
    """Make a household of one member."""
    (only,) = household(floor, **fields)
    return only


def session(floor: Floor, capacity: int = 100, slots: int = 1, **fields: Any) -> Json:
    """Open a session whose slots begin in two hours, one after another."""
    now = datetime.now(UTC)
    made: Json
    times = {"opens_at": (now - timedelta(hours=1)).isoformat(), "closes_at": (now + timedelta(hours=1)).isoformat()}
    made = done(floor, "set_pantry_session", **{"title": "Thursday", **times, **fields})["session"]
    for number in range(slots):
        start = now + timedelta(hours=2 + number)
        made = done(
            floor,
            "set_pantry_slot",
            session_id=made["session_id"],
            starts_at=start.isoformat(),
            ends_at=(start + timedelta(hours=1)).isoformat(),
            capacity=capacity,
        )["session"]
    return made


def basket(floor: Floor, who: Json, *lines: tuple[str, int]) -> str:
    """Keep a basket of a member's, and return its id."""
    basket_id = str(uuid4())
    wanted = [{"sku": sku, "quantity": quantity} for sku, quantity in lines]
    done(floor, "keep_basket", who, basket_id=basket_id, lines=wanted)
    return basket_id


def choice(opened: Json, slot: int = 0) -> Json:
    """Return the arguments that name a session and its slot."""
    return {"session_id": opened["session_id"], "slot_id": opened["slots"][slot]["slot_id"]}


def place(floor: Floor, who: Json, opened: Json, *lines: tuple[str, int]) -> Json:
    """Order, and return the order."""
    order: Json = done(floor, "place_pantry_order", who, basket_id=basket(floor, who, *lines), **choice(opened))[
        "order"
    ]
    return order


STEPS = {
    "PENDING": (),
    "CONFIRMED": ("confirm_pantry_order",),
    "PREPARING": ("confirm_pantry_order", "start_pantry_order"),
    "READY": ("confirm_pantry_order", "start_pantry_order", "ready_pantry_order"),
    "COMPLETED": ("confirm_pantry_order", "start_pantry_order", "ready_pantry_order", "complete_pantry_order"),
}


def bring(floor: Floor, order: Json, status: str) -> Json:
    """Bring an order that was placed to a status, by the calls that staff makes."""
    if status == "CANCELLED":
        order = done(floor, "cancel_pantry_order", id=order["id"], reason="Not needed any more")["order"]
    for step in STEPS.get(status, ()):
        order = done(floor, step, "staff", id=order["id"])["order"]
    assert order["status"] == status
    return order


def taken(floor: Floor, opened: Json, slot: int = 0) -> int:
    """Return how many orders a slot has."""
    number: int = floor.one("select taken from core.pantry_slots where slot_id = %s", opened["slots"][slot]["slot_id"])
    return number
