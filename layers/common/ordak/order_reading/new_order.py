"""The value that `api.ingest_order` takes: a sale, its lines, its cakes."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ordak.order_reading.delivery_method import Method
from ordak.shopify.order_rules import Flag, Kind


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Line(_Value):
    """One line of the sale, numbered as it stands in `line_items`; `unit_amount` is before discounts.

    The kind is what the store's rules say or what is guessed, and `unsure` if something speaks against it: the database
    knows what was decided of the product.
    """

    line_no: int
    line_id: str | None
    product_id: str | None
    variant_id: str | None
    kind: Kind
    kind_by: Literal["decision", "rules", "guess"]  # a decision is what the database has made of a reading
    unsure: bool
    sku: str | None
    title: str | None
    variant_title: str | None
    quantity: int
    unit_amount: Decimal | None
    properties: list[tuple[str, str]]


class NewTicket(_Value):
    """One cake to make; `total_amount` is its share of the line after discounts, without tax and shipping."""

    line_no: int
    product_title: str | None
    flavour: str | None
    size: str | None
    cake_message: str | None
    notes: str | None
    allergies: str | None
    due_date: date | None
    due_slot: str | None
    due_text: str | None
    delivery_method: Method | None
    total_amount: Decimal | None
    flags: list[Flag]


class ShopifyOrder(_Value):
    """A sale with its lines and tickets; `raw_json` is the whole body as text that jsonb takes.

    Flags stand on the ticket they concern; here are those of the sale and of lines without a ticket.
    """

    order_gid: str
    shopify_order_id: str
    shopify_order_number: int | None
    name: str | None
    currency: str | None
    total_amount: Decimal | None
    customer_name: str | None
    source_name: str | None
    test: bool
    created_at: str | None
    updated_at: str | None
    cancelled_at: str | None
    fulfilled: bool
    flags: list[Flag]
    lines: list[Line]
    tickets: list[NewTicket]
    others: list[NewTicket]  # those of lines that are no cakes, should somebody have decided that they are
    raw_json: str
