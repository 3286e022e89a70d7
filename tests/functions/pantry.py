"""The demo's Corner Pantry by HTTP: its people, what it offers, and sessions in which members order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from local.stack import Stack
from tests.functions.callers import Person, rows

STORE = "pantry"
ZORA, STAN = "5a000000-0000-4000-8000-000000000010", "5a000000-0000-4000-8000-000000000013"
MINA, MILO = "5a000000-0000-4000-8000-000000000011", "5a000000-0000-4000-8000-000000000012"
BOSS = "5a000000-0000-4000-8000-0000000000d1"
MOMENT = timedelta(hours=1)
PERSON = (
    "insert into core.staff_shared (id, display_name, role, stores, organisation, email) "
    "values (%s, %s, %s, '{pantry}', 'corner', %s) returning 1"
)


@contextmanager
def boss_of(stack: Stack) -> Iterator[Person]:
    """Give the pantry an Admin for a while."""
    rows(
        stack,
        PERSON.replace("returning", "on conflict (id) do update set is_active = true returning"),
        BOSS,
        "Bo (Corner)",
        "Admin",
        None,
    )
    yield Person.of(stack, BOSS)
    rows(stack, "update core.staff_shared set is_active = false where id = %s returning 1", BOSS)


def add_member(stack: Stack, name: str, email: str | None = None, household: str | None = None) -> str:
    """Add a member with a household that may order, and return their id."""
    member_id = str(uuid4())
    rows(stack, PERSON, member_id, name, "Member", email)
    staff = Person.of(stack, STAN)
    if household is None:
        household = staff.done("set_household", store=STORE, size=2)["household"]["household_id"]
    staff.done("set_household_member", store=STORE, household_id=household, member_id=member_id)
    return member_id


def open_session(stack: Stack, capacity: int = 20) -> dict[str, str]:
    """Open a session with one slot, and return the arguments that name both."""
    lead, now = Person.of(stack, ZORA), datetime.now(UTC)
    times = {"opens_at": (now - MOMENT).isoformat(), "closes_at": (now + MOMENT).isoformat()}
    session_id = lead.done("set_pantry_session", store=STORE, title="Today", **times)["session"]["session_id"]
    window = {"starts_at": (now + 2 * MOMENT).isoformat(), "ends_at": (now + 3 * MOMENT).isoformat()}
    made = lead.done("set_pantry_slot", store=STORE, session_id=session_id, capacity=capacity, **window)["session"]
    return {"session_id": session_id, "slot_id": made["slots"][0]["slot_id"]}


def offer(stack: Stack, pieces: int = 10) -> str:
    """Offer an item of a name of its own, of which there are so many."""
    sku, lead = f"TIN-{uuid4().hex[:8]}", Person.of(stack, ZORA)
    lead.done("set_item", sku=sku, title=f"Tin {sku}", stocked=True)
    lead.done("receive_stock", sku=sku, qty=pieces)
    lead.done("set_pantry_item", store=STORE, sku=sku)
    return sku


def place(member: Person, chosen: dict[str, str], *lines: tuple[str, int]) -> dict[str, Any]:
    """Order as a member, and return the order."""
    basket_id = str(uuid4())
    wanted = [{"sku": sku, "quantity": quantity} for sku, quantity in lines]
    member.done("keep_basket", store=STORE, basket_id=basket_id, lines=wanted)
    order: dict[str, Any] = member.done("place_pantry_order", store=STORE, basket_id=basket_id, **chosen)["order"]
    return order


def bring(stack: Stack, order: dict[str, Any], *steps: str) -> dict[str, Any]:
    """Let staff bring an order on by these steps."""
    for step in steps:
        order = Person.of(stack, STAN).done(f"{step}_pantry_order", store=STORE, id=order["id"])["order"]
    return order
