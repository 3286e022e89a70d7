"""The demo's marketplace with people who answer there for as long as a test lasts, and customers who ask."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, expect

from local.stack import DATABASE, Stack
from tests.browser.visitors import let_in
from tests.functions.callers import rows

STORE = "bestbuyca"
TIMERS = {"draftPause": 50, "leaseAgain": 300, "listAgain": 500, "drainPoll": 300, "drainFirstPause": 100}
HOUR = timedelta(hours=1)
_SERVICE = json.dumps({"kind": "service", "id": "marketplace", "correlation_id": "t"})
_OPEN = """
update core.staff_shared set stores = array_append(stores, 'bestbuyca')
where email in ('agnes@ordak.test', 'sam@ordak.test', 'pat@ordak.test') and not 'bestbuyca' = any (stores);
update core.settings set key = 'business_hours_kept' where store = 'bestbuyca' and key = 'business_hours';
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
delete from core.settings where store = 'bestbuyca' and key in ('business_hours', 'auto_reply', 'message_templates');
update core.settings set key = 'business_hours' where store = 'bestbuyca' and key = 'business_hours_kept';
update core.staff_shared set stores = array_remove(stores, 'bestbuyca') where email = 'sam@ordak.test';
"""


@contextmanager
def open_store(stack: Stack) -> Iterator[None]:
    """Let people answer there, with automatic replies at all hours."""
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute(_OPEN)
        try:
            yield
        finally:
            owner.execute(_CLOSE.encode())


def ask(stack: Stack, *texts: str, name: str = "Ann Example") -> str:
    """Let a customer ask about an order at the marketplace an hour ago, and both be read; return the conversation's id."""
    first, _, last = name.partition(" ")
    order_id = stack.mirakl.order(("CANDLE-10", 1), person={"firstname": first, "lastname": last})
    customer, at = stack.mirakl.body(order_id)["customer"]["customer_id"], (datetime.now(UTC) - HOUR).isoformat()
    call(stack, "ingest_marketplace_order", order=_order(order_id, customer, name, at))
    *_, thread_id = (stack.mirakl.customer_writes(order_id, text) for text in texts)
    messages = [
        {"id": each["id"], "sender": "CUSTOMER_USER", "body": each["body"], "created_at": at, "attachments": []}
        for each in stack.mirakl.messages(thread_id)
    ]
    thread = {
        "id": thread_id,
        "topic": "Where is my order?",
        "order_ids": [order_id],
        "messages": messages,
        "updated_at": at,
        "reply_needed_since": at,
        "message_count": len(messages),
        "participants": [{"type": "CUSTOMER", "id": customer, "name": name}],
    }
    call(stack, "ingest_thread", thread=thread)
    return thread_id


def _order(order_id: str, customer: str, name: str, at: str) -> dict[str, Any]:
    return {
        "order_gid": f"gid://mirakl/Order/{order_id}",
        "mirakl_id": order_id,
        "commercial_id": order_id,
        "state": "SHIPPING",
        "created_at": at,
        "updated_at": at,
        "ship_by": at,
        "address": None,
        "flags": [],
        "can_shop_ship": True,
        "has_incident": False,
        "refunded": False,
        "currency": "CAD",
        "total_amount": "49.99",
        "customer": {"id": customer, "name": name, "locale": "en_CA"},
        "lines": [{"line_id": "1", "sku": None, "title": "Example headphones", "quantity": 2, "unit_amount": "24.99"}],
    }


def call(stack: Stack, function: str, **arguments: Any) -> dict[str, Any]:
    """Call as the function of the marketplaces."""
    named = ", ".join(f"p_{name} => %s" for name in arguments)
    values = [json.dumps(value) if isinstance(value, dict) else value for value in arguments.values()]
    [(answer,)] = rows(stack, f"select api.{function}(%s::jsonb, p_store => 'bestbuyca', {named or 'p_store'})".replace(", p_store)", ")"), _SERVICE, *values)  # fmt: skip
    assert answer["ok"], answer
    found: dict[str, Any] = answer
    return found


def sent(stack: Stack, thread_id: str) -> list[str]:
    """Return what the shop has written in a conversation, as the marketplace has it."""
    return [each["body"] for each in stack.mirakl.messages(thread_id) if each["from"]["type"] == "SHOP_USER"]


def sign_in(browser: Browser, stack: Stack, email: str) -> BrowserContext:
    """Return the browser of a person who has signed in."""
    context = browser.new_context(viewport={"width": 1024, "height": 768}, locale="en-CA")
    return let_in(context, stack, email, TIMERS)


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
