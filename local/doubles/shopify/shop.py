"""One shop, as whoever stands behind its counter has it: sells, edits, cancels, counts, and decides what fails."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from local.doubles.kit import Failure, Switches
from local.doubles.kit.clock import Clock
from local.doubles.shopify import privacy, selling
from local.doubles.shopify.action import Action
from local.doubles.shopify.books import Books
from local.doubles.shopify.bucket import Bucket
from local.doubles.shopify.calls import Call, CallLog
from local.doubles.shopify.courier import Courier
from local.doubles.shopify.model import Location, Order, Policy, ShopError, Variant
from local.doubles.shopify.post import Post
from local.doubles.shopify.selling import Wanted
from local.doubles.shopify.settings import ShopSettings
from local.doubles.shopify.tokens import Tokens

DOOR = "AccessToken"  # the operation of asking for a token, for switches
FAILURES = (
    "throttled",  # answers THROTTLED though the bucket is full
    "stale",  # someone else takes one of the first item right before
    "token refused",  # answers 401 to a good token
    "key in use",  # answers IDEMPOTENCY_CONCURRENT_REQUEST
    "bulk",  # the bulk operation fails half-way
)


class Shop:
    """A shop of the double. Every method may be called from any thread."""

    def __init__(self, settings: ShopSettings, clock: Clock, courier: Courier, changed: Callable[[], None]) -> None:
        self.settings = settings
        self.domain = settings.domain
        self.clock = clock
        self.lock = threading.RLock()
        self.books = Books(settings, clock)
        self.bucket = Bucket(clock, settings.bucket, settings.restore_rate)
        self.tokens = Tokens(settings, clock)
        self.switches = Switches(*FAILURES, by_name=frozenset({DOOR}))
        self.log = CallLog()
        self.post = Post(self.books, self.lock, courier)
        self._changed = changed

    # What is on the shelves.

    def add_variant(  # noqa: PLR0913 - what a merchant fills in
        self,
        sku: str | None,
        available: int,
        *,
        tracked: bool = True,
        policy: Policy = "DENY",
        title: str = "Celebration cake",
        variant_title: str = "",
        price: str = "85.00",
        product_type: str = "Cakes",
        vendor: str = "Example Bakery",
        gift_card: bool = False,
        bundle: bool = False,
        committed: int = 0,
    ) -> Variant:
        """Add a product with one variant; a SKU that is there already is then there twice."""
        with self.lock:
            made = self.books.add_variant(
                sku,
                available,
                tracked=tracked,
                policy=policy,
                title=title,
                variant_title=variant_title,
                price=price,
                product_type=product_type,
                vendor=vendor,
                gift_card=gift_card,
                bundle=bundle,
                committed=committed,
            )
        self._changed()
        return made

    def add_location(self, name: str) -> Location:
        """Open another location; nothing is stocked there yet."""
        with self.lock:
            made = Location(self.books.new_id(), name, self.clock.now())
            self.books.locations[made.id] = made
            return made

    def change_variant(self, sku: str, /, **changes: Any) -> None:
        """Change sku, tracked or policy, as staff do."""

        def do(action: Action) -> None:
            item = action.books.item(sku)
            if "sku" in changes:
                action.books.forget_sku(item)
                item.sku = changes["sku"]
                action.books.index(item)
            item.tracked = changes.get("tracked", item.tracked)
            item.variant.policy = changes.get("policy", item.variant.policy)
            action.change(item)

        self.act(do)

    def available(self, sku: str) -> int:
        """Return what the shop shows as available."""
        with self.lock:
            return sum(level.available for level in self.books.item(sku).levels.values())

    def committed(self, sku: str) -> int:
        """Return what is promised to orders."""
        with self.lock:
            return sum(level.committed for level in self.books.item(sku).levels.values())

    def adjust(self, sku: str, delta: int) -> None:
        """Let staff count more or less of it."""

        def do(action: Action) -> None:
            item = action.books.item(sku)
            action.move(action.books.level(item, action.books.location), available=delta)

        self.act(do)

    # What is sold.

    @property
    def orders(self) -> list[Order]:
        """Return all orders, oldest first."""
        with self.lock:
            return list(self.books.orders.values())

    def sell(self, lines: Sequence[Wanted], **fields: Any) -> Order:
        """Sell `(sku, quantity)` or `(sku, quantity, properties)`; fields are REST's: note, tags, customer.

        SoldOutError when there is not enough of what must not be oversold.
        """
        return self.act(lambda action: selling.sell(action, lines, fields))

    def edit(self, order: Order | int | str, sku: str, quantity: int) -> None:
        """Let the order have this many of a SKU, with 0 for none."""
        self.act(lambda action: selling.edit(action, action.books.order(order), sku, quantity))

    def cancel(self, order: Order | int | str, *, restock: bool = True, reason: str = "customer") -> None:
        """Cancel an order."""
        self.act(lambda action: selling.cancel(action, action.books.order(order), restock=restock, reason=reason))

    def refund(
        self, order: Order | int | str, sku: str, quantity: int, *, restock: bool = True, note: str | None = None
    ) -> None:
        """Refund some of an order."""

        def do(action: Action) -> None:
            found = action.books.order(order)
            line = next((line for line in found.lines if line.sku == sku), None)
            if line is None:
                raise ShopError(f"The order {found.name} has no {sku!r}.")
            selling.refund(action, found, {line.id: quantity}, restock=restock, note=note)

        self.act(do)

    def fulfil(self, order: Order | int | str) -> None:
        """Let all of an order leave."""
        self.act(lambda action: selling.fulfil(action, action.books.order(order)))

    def order(self, named: int | str) -> Order:
        """Return an order by id or name."""
        with self.lock:
            return self.books.order(named)

    def uninstall(self) -> None:
        """Remove the app: its tokens are refused, its subscriptions end, and it is told so."""

        def do(action: Action) -> None:
            action.tell("app/uninstalled", privacy.shop_body(action.books))

        self.act(do)
        with self.lock:
            self.tokens.installed = False
            self.tokens.revoke_all()
            self.books.subscriptions.clear()

    def install(self) -> None:
        """Have the app again."""
        self.tokens.installed = True

    def ask_privacy(self, topic: str, order: Order | int | str | None = None) -> None:
        """Send customers/data_request, customers/redact or shop/redact, about the customer of an order."""

        def do(action: Action) -> None:
            found = None if order is None else action.books.order(order)
            action.tell(topic, privacy.request_body(action.books, topic, found))

        self.act(do)

    # What the app asked, and what becomes of it.

    @property
    def calls(self) -> list[Call]:
        """Return every document that was sent, in order."""
        return list(self.log.calls)

    def count(self, operation: str | None = None, *, applied: bool | None = None) -> int:
        """Count calls of an operation, or those of them that changed something, or did not."""
        return self.log.count(operation, applied=applied)

    def changes(self, sku: str) -> int:
        """Count the changes of a SKU that were applied through the API, repeated keys aside."""
        with self.lock:
            return self.log.changes[self.books.item(sku).id]

    def fail(self, kind: str, count: int = 1, operation: str | None = None, **how: Any) -> None:
        """Turn a failure on: so many times, for an operation's name, `AccessToken`, or any document."""
        self.switches.set(Failure(kind, count, operation, **how))

    def act[T](self, do: Callable[[Action], T]) -> T:
        """Do something to the shop, all or nothing, and tell it under one event id."""
        action = Action(self.books)
        with self.lock:
            result = do(action)
            action.close()
            self.post.tell(action.told)
        self._changed()
        return result
