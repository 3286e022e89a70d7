"""What the marketplace knows: orders and conversations as its API shows them, offers, imports of stock."""

import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from local.doubles.kit import Clock, RefusedError, stamp

FIRST_NUMBER = 10001


@dataclass
class Held:
    """An order: its body, and the address that the body shows in time."""

    body: dict[str, Any]
    address: dict[str, str]
    shown_waiting: bool = False  # for its debit


@dataclass
class Offer:
    """What the shop offers under one SKU."""

    quantity: int
    title: str
    price: str


@dataclass
class Import:
    """An import of stock: how often its status was read, and its lines that were not taken, with the reason."""

    read: int
    taken: int
    errors: list[list[str]]


@dataclass
class Books:
    """All of it, by id or SKU, in the order in which it came."""

    clock: Clock
    orders: dict[str, Held] = field(default_factory=dict)
    threads: dict[str, dict[str, Any]] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    imports: dict[str, Import] = field(default_factory=dict)
    number: int = FIRST_NUMBER
    imported_at: float = 0.0

    def now(self) -> str:
        """Return the time as the API writes it."""
        return str(stamp(self.clock.now()))

    def new_number(self) -> int:
        """Return a number that was not given yet."""
        self.number += 1
        return self.number - 1

    def new_uuid(self) -> str:
        """Return an id of a conversation or a message, the same ones each time."""
        return str(uuid.UUID(int=(0x4D << 120) | self.new_number(), version=4))

    def order(self, order_id: str) -> Held:
        """Return an order, or refuse."""
        if order_id not in self.orders:
            raise RefusedError(404, f"There is no order {order_id}.", "ORDER_NOT_FOUND")
        return self.orders[order_id]

    def dump(self) -> dict[str, Any]:
        """Return everything that must not be forgotten."""
        records = {name: getattr(self, name) for name in ("orders", "offers", "imports")}
        kept = {name: {key: asdict(one) for key, one in found.items()} for name, found in records.items()}
        return {**kept, "threads": self.threads, "number": self.number}

    def restore(self, kept: dict[str, Any]) -> None:
        """Give fresh books what was kept."""
        self.orders = {order_id: Held(**row) for order_id, row in kept["orders"].items()}
        self.offers = {sku: Offer(**row) for sku, row in kept["offers"].items()}
        self.imports = {import_id: Import(**row) for import_id, row in kept["imports"].items()}
        self.threads, self.number = kept["threads"], kept["number"]
