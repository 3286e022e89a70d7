"""All that one shop knows, found by id, SKU and what a search would find."""

import zlib
from datetime import datetime
from decimal import Decimal

from local.doubles.kit.clock import Clock
from local.doubles.shopify.idempotency import Memory
from local.doubles.shopify.model import (
    BulkOperation,
    Item,
    Level,
    Location,
    Order,
    Policy,
    Product,
    ShopError,
    Subscription,
    Variant,
)
from local.doubles.shopify.settings import ShopSettings


class Books:
    """A shop's records. Whoever reads or writes them holds the shop's lock."""

    def __init__(self, settings: ShopSettings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        # Each shop has a range of its own, past what a 32-bit integer holds.
        self.first_id = (5000 + zlib.crc32(settings.domain.encode()) % 2000) * 1_000_000_000
        self.next_id = self.first_id
        self.next_number = settings.first_number
        self.locations: dict[int, Location] = {}
        self.products: dict[int, Product] = {}
        self.variants: dict[int, Variant] = {}
        self.items: dict[int, Item] = {}
        self.orders: dict[int, Order] = {}
        self.subscriptions: dict[int, Subscription] = {}
        self.bulk: dict[int, BulkOperation] = {}
        self.memory = Memory(clock)
        self._by_sku: dict[str, list[Item]] = {}
        for name in settings.locations:
            made = Location(self.new_id(), name, clock.now())
            self.locations[made.id] = made

    def new_id(self) -> int:
        """Return an id that nothing in this shop has had."""
        self.next_id += 1
        return self.next_id

    @property
    def location(self) -> Location:
        """Return the location that sells online: the first."""
        return next(iter(self.locations.values()))

    def search_sku(self, sku: str) -> list[Item]:
        """Return the items that a search for the SKU finds: it does not tell case apart."""
        return self._by_sku.get(sku.casefold(), [])

    def with_sku(self, sku: str | None) -> list[Item]:
        """Return the items that have exactly this SKU."""
        return [item for item in self.search_sku(sku) if item.sku == sku] if sku else []

    def item(self, sku: str) -> Item:
        """Return the first item with exactly this SKU."""
        found = self.with_sku(sku)
        if not found:
            raise ShopError(f"The shop sells nothing with the SKU {sku!r}.")
        return found[0]

    def index(self, item: Item) -> None:
        """Let the item be found by its SKU."""
        if item.sku:
            self._by_sku.setdefault(item.sku.casefold(), []).append(item)

    def forget_sku(self, item: Item) -> None:
        """Let the item no longer be found by the SKU it has."""
        if item.sku:
            self._by_sku[item.sku.casefold()].remove(item)

    def clear_catalogue(self) -> None:
        """Sell nothing any more, as a shop that is new."""
        for held in (self.products, self.variants, self.items, self._by_sku):
            held.clear()

    def level(self, item: Item, location: Location) -> Level:
        """Return the stock of an item at a location; there is none of it where it was never stocked."""
        if location.id not in item.levels:
            now = self.clock.now()
            item.levels[location.id] = Level(self.new_id(), item, location, 0, 0, now, now)
        return item.levels[location.id]

    def add_variant(  # noqa: PLR0913 - what a merchant fills in
        self,
        sku: str | None,
        available: int,
        *,
        tracked: bool,
        policy: Policy,
        title: str,
        variant_title: str,
        price: str,
        product_type: str,
        vendor: str,
        gift_card: bool,
        bundle: bool,
        committed: int,
    ) -> Variant:
        """Add a product with one variant, stocked at the first location."""
        now = self.clock.now()
        product = Product(self.new_id(), title, product_type, vendor, now, now)
        variant = Variant(self.new_id(), product, variant_title, Decimal(price), policy, gift_card, bundle)
        self.file(variant, Item(self.new_id(), sku, tracked, variant, now, now))
        level = self.level(variant.item, self.location)
        level.available, level.committed = available, committed
        return variant

    def file(self, variant: Variant, item: Item) -> None:
        """Put a variant, its product and its item where they are found."""
        variant.item = item
        variant.product.variants.append(variant)
        self.products[variant.product.id] = variant.product
        self.variants[variant.id] = variant
        self.items[item.id] = item
        self.index(item)

    def order(self, named: Order | int | str) -> Order:
        """Return an order by itself, its id, or its name."""
        if isinstance(named, Order):
            return named
        if isinstance(named, int):
            found = self.orders.get(named)
        else:
            found = next((order for order in self.orders.values() if order.name == named), None)
        if found is None:
            raise ShopError(f"The shop has no order {named}.")
        return found

    def visible_orders(self) -> list[Order]:
        """Return what an app may read: without read_all_orders, sixty days."""
        if self.settings.read_all_orders:
            return list(self.orders.values())
        oldest = self.clock.now().timestamp() - 60 * 86_400
        return [order for order in self.orders.values() if order.created_at.timestamp() >= oldest]

    def touch(self, order: Order) -> datetime:
        """Stamp the order as changed now, and after whatever it was stamped with before."""
        order.updated_at = max(self.clock.now(), order.updated_at)
        return order.updated_at
