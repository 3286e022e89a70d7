"""A marketplace's store in the demo data for as long as a test lasts, customers who ask there, and people at the inbox."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, expect

from local.stack import DATABASE, Stack
from tests.auth.guest import REFRESH, Guest
from tests.functions.callers import rows

STORE = "bestbuyca"
SIZES = {"phone": (390, 844), "tablet": (1024, 768), "wall": (1920, 1080)}
TIMERS = {"draftPause": 50, "leaseAgain": 300, "listAgain": 500, "drainPoll": 300, "drainFirstPause": 100}
_SERVICE = json.dumps({"kind": "service", "id": "marketplace", "correlation_id": "t"})
_NUMBERS = count(1)
_OPEN = """
insert into core.stores (store, display_name, spellings, timezone, currency, organisation, kind)
values ('bestbuyca', 'Best Buy Canada', '{bestbuyca}', 'America/Toronto', 'CAD', 'house', 'marketplace') on conflict do nothing;
update core.staff_shared set stores = array_append(stores, 'bestbuyca') where 'bannos' = any (stores);
insert into core.settings (store, key, value) values
  ('bestbuyca', 'business_hours', '{"mon": [["0:00", "24:00"]], "tue": [["0:00", "24:00"]], "wed": [["0:00", "24:00"]], "thu": [["0:00", "24:00"]], "fri": [["0:00", "24:00"]], "sat": [["0:00", "24:00"]], "sun": [["0:00", "24:00"]]}'),
  ('bestbuyca', 'auto_reply', '{"mode": "on", "templates": {"en": "We have your message.", "fr": "Merci."}}'),
  ('bestbuyca', 'message_templates', '{"en": {"On its way": "It is on its way."}}');
"""
_CLOSE = """
set session_replication_role = replica;
delete from core.messages where store = 'bestbuyca'; delete from core.conversations where store = 'bestbuyca';
delete from core.customers where store = 'bestbuyca'; delete from core.marketplace_orders where store = 'bestbuyca';
delete from core.sale_lines where store = 'bestbuyca'; delete from core.sales where store = 'bestbuyca';
delete from core.order_events where store = 'bestbuyca'; delete from core.work_queue where store = 'bestbuyca';
delete from core.scans where store = 'bestbuyca'; delete from core.sync_runs where store = 'bestbuyca';
delete from core.settings where store = 'bestbuyca'; delete from core.marketplaces where store = 'bestbuyca';
update core.staff_shared set stores = array_remove(stores, 'bestbuyca');
delete from core.stores where store = 'bestbuyca';
"""


@contextmanager
def open_store(stack: Stack) -> Iterator[None]:
    """Let the store be there, with automatic replies at all hours."""
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute(_OPEN)
        try:
            yield
        finally:
            owner.execute(_CLOSE.encode())


def ask(
    stack: Stack, *texts: str, ago: timedelta = timedelta(hours=1), name: str = "Ann Example", order: bool = True
) -> str:
    """Let a customer ask, about an order that is here; return the conversation's id."""
    number, at = next(_NUMBERS), datetime.now(UTC) - ago
    if order:
        values = {
            "order_gid": f"gid://mirakl/Order/A{number}", "mirakl_id": f"A{number}", "commercial_id": f"A{number}",

                "state": "SHIPPING",
                "created_at": at.isoformat(),
                "updated_at": at.isoformat(),
                "ship_by": at.isoformat()
            ,

                "can_shop_ship": True,
                "has_incident": False,
                "refunded": False,
                "currency": "CAD",
                "total_amount": "49.99"
            ,
            "customer": {"id": f"c{number}", "name": name, "locale": "en_CA"}, "address": None, "flags": [],
            "lines": [
                {"line_id": "1", "sku": None, "title": "Example headphones", "quantity": 2, "unit_amount": "24.99"}
            ],
        }
        call(stack, "ingest_marketplace_order", order=values)
    messages = [
        {
            "id": f"m{number}-{no}",
            "sender": "CUSTOMER_USER",
            "body": text,
            "created_at": (at + timedelta(seconds=no)).isoformat(),
        }
        for no, text in enumerate(texts)
    ]
    thread = {
        "id": f"t{number}", "topic": "Where is my order?", "order_ids": [f"A{number}"] if order else [],
        "updated_at": at.isoformat(), "reply_needed_since": at.isoformat(), "message_count": len(messages),
        "participants": [{"type": "CUSTOMER", "id": f"c{number}", "name": name}],
        "messages": [{**each, "attachments": []} for each in messages],
    }
    call(stack, "ingest_thread", thread=thread)
    return f"t{number}"


def call(stack: Stack, function: str, **arguments: Any) -> dict[str, Any]:
    """Call as the function of the marketplaces."""
    named = ", ".join(f"p_{name} => %s" for name in arguments)
    values = [json.dumps(value) if isinstance(value, dict) else value for value in arguments.values()]
    [(answer,)] = rows(stack, f"select api.{function}(%s::jsonb, p_store => 'bestbuyca', {named or 'p_store'})".replace(", p_store)", ")"), _SERVICE, *values)  # fmt: skip
    assert answer["ok"], answer
    found: dict[str, Any] = answer
    return found


def written(stack: Stack, thread_id: str) -> list[tuple[str, str | None]]:
    """Return what the shop has written in a conversation, and how far it is."""
    query = "select body, state from core.messages where thread_id = %s and kind = 'shop' and state <> 'draft' order by message_no"
    return [(body, state) for body, state in rows(stack, query, thread_id)]


def sign_in(browser: Browser, stack: Stack, email: str, size: str = "tablet") -> BrowserContext:
    """Return the browser of a person who has signed in."""
    guest = Guest(stack)
    guest.sign_in(email)
    guest.close()
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-CA")
    url = stack.url.replace("http:", "https:")
    context.add_cookies([{"name": REFRESH, "value": guest.cookies[REFRESH], "url": url, "secure": True}])
    context.add_init_script(f"globalThis.ordakTimers = {json.dumps(TIMERS)}")
    return context


def inbox(context: BrowserContext, stack: Stack) -> Page:
    """Return the page, with the conversations that are there."""
    page = context.new_page()
    page.goto(f"{stack.url}/inbox/")
    expect(page.get_by_role("navigation").get_by_role("listitem").first).to_be_visible()
    return page


def open_first(page: Page, name: str = "Ann Example") -> None:
    """Open the conversation of a customer."""
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
