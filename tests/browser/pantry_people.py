"""A pantry of the demo's organisation for as long as its tests last: shelf, session, two members and who prepares."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, expect

from local.stack import DATABASE, Stack
from tests.browser.loudspeaker import LOUDSPEAKER
from tests.browser.visitors import let_in
from tests.functions.callers import Person, rows

STORE = "shelter"
MIA, BEN, SUE, ADA = "mia@ordak.test", "nobody@ordak.test", "sue@ordak.test", "ada@ordak.test"
# What others do is not read again by itself: it has to be hinted at.
TIMERS = {"readAgain": 600_000, "keepPause": 20, "keepAgain": 200, "personFloor": 100, "scannerSilence": 50}
SHELF = {"CHICKPEAS": "Chickpeas", "COUSCOUS": "Couscous", "LAST-TIN": "Peaches"}
_OPEN = f"""
insert into core.stores (store, display_name, spellings, timezone, currency, organisation, kind)
values ('{STORE}', 'Shelter Pantry', '{{shelter}}', 'America/Toronto', 'CAD', 'house', 'pantry') on conflict do nothing;
update core.staff_shared set stores = array_append(stores, '{STORE}') where email in ('{MIA}', '{SUE}', '{ADA}');
insert into core.staff_shared (display_name, role, stores, email, organisation)
values ('Ben Member', 'Member', '{{{STORE}}}', '{BEN}', 'house');
"""
_CLOSE = f"""
update core.staff_shared set stores = array_remove(stores, '{STORE}') where email in ('{MIA}', '{SUE}', '{ADA}');
delete from core.staff_accounts where staff_id in (select id from core.staff_shared where email = '{BEN}');
update core.staff_shared set email = null, is_active = false where email = '{BEN}';
"""


@contextmanager
def open_pantry(stack: Stack) -> Iterator[None]:
    """Open the store with a shelf, and let its members order without a bound."""
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute(_OPEN.encode())
        try:
            for sku, title in SHELF.items():
                ask(stack, "set_item", sku=sku, title=title)
                ask(stack, "set_pantry_item", store=STORE, sku=sku)
                ask(stack, "receive_stock", sku=sku, qty=1 if sku == "LAST-TIN" else 500)
            ask(stack, "set_setting", "Admin", store=STORE, key="pantry", value={"orders_per_session": 100})
            for email in (MIA, BEN):
                made = ask(stack, "set_household", store=STORE, size=2)["household"]
                ask(
                    stack,
                    "set_household_member",
                    store=STORE,
                    household_id=made["household_id"],
                    member_id=person(stack, email),
                )
            yield
        finally:
            owner.execute(_CLOSE.encode())


def person(stack: Stack, email: str) -> str:
    """Return a person's id."""
    [(found,)] = rows(stack, "select id::text from core.staff_shared where email = %s", email)
    return str(found)


def ask(stack: Stack, function: str, role: str = "Supervisor", **arguments: Any) -> dict[str, Any]:
    """Call a function as one of the pantry's staff, and expect that it was done."""
    answer = Person(stack, role, STORE).call(function, **arguments).json()
    assert answer["ok"], answer
    found: dict[str, Any] = answer
    return found


def open_session(stack: Stack, title: str, capacity: int = 100) -> dict[str, Any]:
    """Open a session that is the first of those that take orders, with one pick-up time."""
    now = datetime.now(UTC)
    for each in ask(stack, "list_pantry_sessions", store=STORE)["sessions"]:
        ask(stack, "close_pantry_session", store=STORE, session_id=each["session_id"])
    times = {"opens_at": (now - timedelta(hours=1)).isoformat(), "closes_at": (now + timedelta(hours=1)).isoformat()}
    made = ask(stack, "set_pantry_session", store=STORE, title=title, **times)["session"]
    window = {"starts_at": (now + timedelta(hours=2)).isoformat(), "ends_at": (now + timedelta(hours=3)).isoformat()}
    slot = ask(stack, "set_pantry_slot", store=STORE, session_id=made["session_id"], capacity=capacity, **window)
    found: dict[str, Any] = slot["session"]
    return found


def place(stack: Stack, email: str, opened: dict[str, Any], sku: str = "CHICKPEAS") -> str:
    """Order a piece for a member, as staff do at the desk; return the order's id."""
    basket_id = str(uuid4())
    lines = [{"sku": sku, "quantity": 1}]
    ask(stack, "keep_basket", store=STORE, basket_id=basket_id, lines=lines, member_id=person(stack, email))
    slot = {"session_id": opened["session_id"], "slot_id": opened["slots"][0]["slot_id"]}
    order = ask(stack, "place_pantry_order", store=STORE, basket_id=basket_id, **slot)["order"]
    return str(order["id"])


def sign_in(browser: Browser, stack: Stack, email: str) -> BrowserContext:
    """Return the browser of a person who has signed in: a member's is a phone, Ben's the narrowest."""
    width, height = {MIA: (390, 844), BEN: (320, 640)}.get(email, (1280, 800))
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-CA")
    return let_in(context, stack, email, TIMERS, LOUDSPEAKER)


def open_page(context: BrowserContext, stack: Stack) -> Page:
    """Return the page; a mark in it is there until it is read anew."""
    page = context.new_page()
    page.goto(f"{stack.url}/pantry/")
    page.evaluate("window.untouched = true")
    expect(page.locator("main.view")).to_be_visible()
    return page


def open_board(context: BrowserContext, stack: Stack) -> Page:
    """Return the board, to which changes arrive by themselves."""
    page = open_page(context, stack)
    if page.get_by_label("Pantry", exact=True).count() > 0:
        page.get_by_label("Pantry", exact=True).select_option(STORE)
    expect(page.get_by_text("Changes arrive by themselves")).to_be_visible()
    return page
