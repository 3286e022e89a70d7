"""A packer's bench: a store of a marketplace on a running stack, its orders with labels, and a browser with a scanner."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from local.aws.lambda_service import shared_variables
from local.aws.s3 import door
from local.doubles.canada_post.label import label
from local.stack import Stack
from ordak.aws import media
from tests.browser.loudspeaker import LOUDSPEAKER
from tests.browser.visitors import let_in
from tests.functions.callers import rows
from tests.stack.pictures import environment

STORE = "bestbuyca"
TIMERS = {"drainPoll": 500, "drainFirstPause": 100, "parcelsPoll": 2_000, "scannerSilence": 50}
_NUMBERS = count(1)
# What is on the shelves: shelf, title, barcode.
THINGS = {
    "CABLE-2M": ("A1", "HDMI cable 2 m", "2000000000015"),
    "CASE-13": ("B2", "Laptop case 13 inch", "2000000000022"),
    "PLUG-CA": ("C3", "Travel plug", "2000000000039"),
}


def open_bench(stack: Stack) -> None:
    """Open the store, let a packer and a supervisor work for it, and fill its shelves."""
    rows(
        stack,
        "with store as (insert into core.stores (store, display_name, spellings, timezone, currency, organisation, kind) "
        "values ('bestbuyca', 'Best Buy Canada', '{bestbuyca}', 'America/Toronto', 'CAD', 'house', 'marketplace') "
        "on conflict do nothing), account as (insert into core.marketplaces (store) values ('bestbuyca') on conflict do nothing) "
        "update core.staff_shared set stores = '{bestbuyca,bannos}' where email in ('pat@ordak.test', 'sue@ordak.test') returning 1",
    )
    for sku, (shelf, title, barcode) in THINGS.items():
        ask(stack, "set_item", sku=sku, title=title)
        ask(stack, "set_item_place", sku=sku, shelf=shelf)
        ask(stack, "set_item_barcode", sku=sku, barcode=barcode)
        ask(stack, "receive_stock", sku=sku, qty=500)


def ask(stack: Stack, function: str, **arguments: Any) -> dict[str, Any]:
    """Call a function as the supervisor, or as the marketplace's service of the store."""
    supervisor = {"kind": "staff", "id": "5a000000-0000-4000-8000-000000000002", "correlation_id": "bench"}
    service = {"kind": "service", "id": "marketplace", "correlation_id": "bench"}
    by_us = "store" in arguments and function != "void_shipment"
    values = {"actor": service if by_us else supervisor, **arguments}
    named = ", ".join(f"p_{name} => %s" for name in values)
    given = [json.dumps(value) if isinstance(value, dict) else value for value in values.values()]
    [(answer,)] = rows(stack, f"select api.{function}({named})", *given)
    assert answer["ok"], answer
    found: dict[str, Any] = answer
    return found


def order(stack: Stack, *things: tuple[str, int], hours: float = 5, state: str = "SHIPPING") -> str:
    """Import an order of these things, in this state there, that is to leave within so many hours; return its id."""
    id_, now = f"BBY-{next(_NUMBERS):04d}-A", datetime.now(UTC)
    ask(
        stack,
        "ingest_marketplace_order",
        store=STORE,
        order={
            "order_gid": f"gid://mirakl/Order/{id_}",
            "mirakl_id": id_,
            "commercial_id": id_[:-2],
            "state": state,
            "created_at": now.isoformat(),
            "updated_at": now.isoformat(),
            "can_shop_ship": state == "SHIPPING",
            "refunded": False,
            "ship_by": (now + timedelta(hours=hours)).isoformat(),
            "has_incident": False,
            "currency": "CAD",
            "total_amount": "40.00",
            "flags": [],
            "customer": {"id": "C", "name": "Ann Canary", "locale": "en"},
            "address": {"street_1": "1 Canary Road", "zip_code": "K1A 0B1", "city": "Ottawa"},
            "lines": [
                {"line_id": f"{id_}-{no}", "sku": sku, "title": sku, "quantity": quantity, "unit_amount": "20.00"}
                for no, (sku, quantity) in enumerate(things)
            ],
        },
    )
    return id_


def about(id_: str) -> dict[str, Any]:
    """Return what names an order to the service of the store."""
    return {"store": STORE, "order_gid": f"gid://mirakl/Order/{id_}"}


def claim_label(stack: Stack, id_: str) -> dict[str, Any]:
    """Claim the first attempt at an order's label, as before it is bought; return what names the attempt."""
    attempt = about(id_) | {"parcel": 1, "attempt": 1}
    ask(stack, "claim_shipment", **attempt, request_id=f"BB-{id_}-P1-A1")
    return attempt


def buy_label(stack: Stack, id_: str) -> None:
    """Buy the label of an order and keep its file, as the step of the labels does."""
    key, body = f"media/labels/{STORE}/{id_.lower()}.pdf", label(["BENCH", "123456789012"])
    with environment(**shared_variables(stack.aws.endpoint), MEDIA_BUCKET=door.BUCKET):
        media.put(key, body, "application/pdf")
    bought = {"shipment_id": "1", "status": "transmitted", "pin": "123456789012", "price": "9.00", "label_link": "x"}
    attempt = claim_label(stack, id_)
    ask(stack, "note_shipment", **attempt, outcome="bought", shipment=bought)
    ask(stack, "note_label", **attempt, label={"key": key, "sha256": "ab" * 32, "bytes": len(body)})


class Bench:
    """A packer's page: what they touch, and what their scanner types."""

    def __init__(self, context: BrowserContext, stack: Stack, who: str = "pat@ordak.test") -> None:
        self.context, self.stack = context, stack
        let_in(context, stack, who, TIMERS, LOUDSPEAKER)
        self.page: Page = context.new_page()
        self.page.goto(f"{stack.url}/fulfilment/")
        expect(self.page.locator(".bar")).to_be_visible()

    def open(self, id_: str) -> None:
        """Touch a parcel of the queue."""
        self.page.locator(".parcel-card", has_text=id_).click()
        expect(self.page.locator("h1")).to_have_text(id_)

    def scan(self, code: str) -> None:
        """Scan a thing."""
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")

    def see(self, kind: str, text: str) -> None:
        """See the band of this kind with this text."""
        expect(self.page.locator(f".band-{kind}")).to_contain_text(text)

    def button(self, text: str) -> Any:
        """Return a button."""
        return self.page.get_by_role("button", name=text, exact=True)
