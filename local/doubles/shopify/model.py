"""What a shop holds: its products and their stock, its orders, its subscriptions."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

type Policy = Literal["DENY", "CONTINUE"]


class ShopError(Exception):
    """What the shop does not do, in a sentence for whoever asked."""


class SoldOutError(ShopError):
    """A tracked variant with the policy DENY has less than was to be sold."""


@dataclass(slots=True, eq=False)
class Location:
    """Where stock lies."""

    id: int
    name: str
    created_at: datetime


@dataclass(slots=True, eq=False)
class Product:
    """What the shop window shows; it has one variant."""

    id: int
    title: str
    type: str
    vendor: str
    created_at: datetime
    updated_at: datetime
    variants: list["Variant"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Level:
    """Stock of an item at a location; on hand is what is available and what is committed to orders."""

    id: int
    item: "Item"
    location: Location
    available: int
    committed: int
    created_at: datetime
    updated_at: datetime

    @property
    def on_hand(self) -> int:
        """Return what lies there."""
        return self.available + self.committed

    def named(self, name: str) -> int | None:
        """Return a quantity by its name; None for a name that Shopify does not have."""
        if name in {"available", "on_hand", "committed"}:
            return int(getattr(self, name))
        return 0 if name in {"incoming", "reserved", "damaged", "safety_stock", "quality_control"} else None


@dataclass(slots=True, eq=False)
class Item:
    """What is counted."""

    id: int
    sku: str | None
    tracked: bool
    variant: "Variant"
    created_at: datetime
    updated_at: datetime
    levels: dict[int, Level] = field(default_factory=dict)  # by location


@dataclass(slots=True, eq=False)
class Variant:
    """What is sold."""

    id: int
    product: Product
    title: str
    price: Decimal
    policy: Policy
    gift_card: bool
    bundle: bool
    item: Item = field(init=False)


@dataclass(slots=True, eq=False)
class Line:
    """One line of an order. `open` is what is still committed to it, `fulfilled` what has left."""

    id: int
    variant: Variant | None
    sku: str | None
    title: str
    price: Decimal
    quantity: int
    current_quantity: int
    properties: list[dict[str, Any]]
    location: int
    open: int = 0
    fulfilled: int = 0
    requires_shipping: bool = True
    discount: Decimal = Decimal(0)
    group: dict[str, Any] | None = None  # of a bundle: id, title, properties


@dataclass(slots=True, eq=False)
class Order:
    """One order; `fields` are those of its REST body that a seller set: note, tags, customer."""

    id: int
    number: int
    created_at: datetime
    updated_at: datetime
    lines: list[Line]
    fields: dict[str, Any]
    cancelled_at: datetime | None = None
    cancel_reason: str | None = None
    financial_status: str = "paid"
    refunds: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what the merchant calls it."""
        return str(self.fields.get("name", f"#{self.number}"))

    @property
    def fulfillment_status(self) -> str | None:
        """Return REST's word: None while nothing has left."""
        if not any(line.fulfilled for line in self.lines):
            return None
        return "partial" if any(line.open for line in self.lines) else "fulfilled"


@dataclass(slots=True, eq=False)
class Subscription:
    """A subscription made through the API; the topic is the enum's name."""

    id: int
    topic: str
    uri: str
    name: str | None
    include_fields: list[str]
    created_at: datetime
    updated_at: datetime
    failures: int = 0


@dataclass
class BulkOperation:
    """One bulk query; `rows` are written to a file by whoever runs it."""

    id: int
    query: str
    created_at: datetime
    grouped: bool
    status: str = "CREATED"
    error_code: str | None = None
    completed_at: datetime | None = None
    objects: int = 0
    roots: int = 0
    size: int | None = None
    url: str | None = None
    partial_url: str | None = None
