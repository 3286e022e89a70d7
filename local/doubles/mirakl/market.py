"""The marketplace: what its customers and its operator do, and what tests see of it."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from functools import partial
from typing import Any

from local.doubles.kit import Api, CallLog, Clock, Failure, Keeper, RefusedError, Reply, Request, Switches
from local.doubles.mirakl.bodies import Bought
from local.doubles.mirakl.books import Books, Offer
from local.doubles.mirakl.inbox import Inbox
from local.doubles.mirakl.lifecycle import Lifecycle
from local.doubles.mirakl.offers import Offers
from local.doubles.mirakl.orders import Orders
from local.doubles.mirakl.platform import Platform
from local.doubles.mirakl.replies import refusal
from local.doubles.mirakl.settings import Settings
from local.doubles.mirakl.stock import Stock


class Market:
    """A marketplace; every method may be called from any thread."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.clock = Clock()
        self.switches = Switches()
        self._books = Books(self.clock)
        self.keeper = Keeper(self.settings.state)
        self._lifecycle = Lifecycle(self._books, self.settings)
        self._inbox = Inbox(self._books)
        self._api = self._make_api()
        if (kept := self.keeper.keep("mirakl", self._dump)) is not None:
            self._books.restore(kept)

    def answer(self, request: Request) -> Reply:
        """Answer the seller."""
        return self._api.answer(request)

    # What the customer and the marketplace do.

    def offer(self, sku: str, quantity: int, title: str = "Example item", price: str = "49.99") -> None:
        """Let the shop offer so many of a SKU."""
        with self._api.lock:
            self._books.offers[sku] = Offer(quantity, title, price)
        self.keeper.changed()

    def order(
        self,
        *bought: Bought | tuple[str, int],
        person: Mapping[str, str] | None = None,
        address: Mapping[str, str] | None = None,
    ) -> str:
        """Let a customer order `Bought`, or SKU and quantity; return the order's id. An empty address is none."""
        with self._api.lock:
            lines = [one if isinstance(one, Bought) else self._offered(*one) for one in bought]
            made = self._lifecycle.order(lines, person, address)
        self.keeper.changed()
        return made

    def debit(self, order_id: str) -> None:
        """Take the customer's money."""
        self._do(order_id, self._lifecycle.debit)

    def cancel(self, order_id: str) -> None:
        """Let the customer cancel an order that has not left."""
        self._do(order_id, self._lifecycle.cancel)

    def refund(self, order_id: str, line: int = 1, quantity: int = 1, amount: str = "0") -> None:
        """Refund some of a line, by its index."""
        self._do(order_id, partial(self._lifecycle.refund, index=line, quantity=quantity, amount=Decimal(amount)))

    def step(self, order_id: str, state: str) -> None:
        """Bring an order into a state, also one that is not known yet."""
        self._do(order_id, partial(self._lifecycle.step, state=state))

    def edit(self, order_id: str, /, **fields: Any) -> None:
        """Change fields of an order's body, to whatever they are given."""
        self._do(order_id, partial(self._lifecycle.edit, fields=fields))

    def change_address(self, order_id: str, **fields: str) -> None:
        """Let the customer correct where an order goes."""
        self._do(order_id, partial(self._lifecycle.change_address, fields=fields))

    def customer_writes(self, order_id: str, body: str, topic: str = "Question about my order") -> str:
        """Let the customer of an order write; return the conversation's id."""
        return str(self._do(order_id, partial(self._inbox.customer_writes, body=body, topic=topic)))

    def operator_writes(self, thread_id: str, body: str) -> None:
        """Let the operator write in a conversation."""
        with self._api.lock:
            self._inbox.operator_writes(thread_id, body)
        self.keeper.changed()

    # What there is, what was asked, and what fails.

    def body(self, order_id: str) -> dict[str, Any]:
        """Return an order as OR11 shows it."""
        with self._api.lock:
            return dict(self._books.order(order_id).body)

    def state(self, order_id: str) -> str:
        """Return an order's state."""
        return str(self.body(order_id)["order_state"])

    @property
    def order_ids(self) -> list[str]:
        """Return all orders, oldest first."""
        with self._api.lock:
            return list(self._books.orders)

    @property
    def offers(self) -> dict[str, int]:
        """Return the quantity of each offer."""
        with self._api.lock:
            return {sku: offer.quantity for sku, offer in self._books.offers.items()}

    @property
    def shown_offers(self) -> list[dict[str, Any]]:
        """Return the offers as a buyer sees them."""
        with self._api.lock:
            return [{"sku": sku, **asdict(offer)} for sku, offer in self._books.offers.items()]

    def messages(self, thread_id: str) -> list[dict[str, Any]]:
        """Return the messages of a conversation."""
        with self._api.lock:
            return list(self._books.threads[thread_id]["messages"])

    @property
    def log(self) -> CallLog:
        """Return what was asked."""
        return self._api.log

    def fail(self, kind: str, count: int = 1, operation: str | None = None, **how: Any) -> None:
        """Turn a failure on: so many times, for an operation (`OR21`), or any."""
        self.switches.set(Failure(kind, count, operation, **how))

    def forget(self) -> None:
        """Begin anew: no orders, no conversations, no calls, nothing failing, now. Offers and numbers stay."""
        with self._api.lock:
            self._books.orders.clear()
            self._books.threads.clear()
            self._books.imports.clear()
            self._books.imported_at = 0.0
            self._api.log.calls.clear()
        self.switches.clear()
        self.clock.reset()
        self.keeper.changed()

    def _offered(self, sku: str, quantity: int) -> Bought:
        offer = self._books.offers.get(sku)
        return Bought(sku, quantity, offer.price, offer.title) if offer else Bought(sku, quantity)

    def _do(self, order_id: str, deed: Any) -> Any:
        with self._api.lock:
            done = deed(self._books.order(order_id))
        self.keeper.changed()
        return done

    def _make_api(self) -> Api:
        rooms: Sequence[Any] = (
            Orders(self._books, self._lifecycle, self.settings),
            self._inbox,
            Offers(self._books),
            Stock(self._books, self.settings),
            Platform(self.settings),
        )
        operations = [operation for room in rooms for operation in room.operations]
        return Api(operations, self._guard, refusal, self.switches, self.clock, self.keeper.changed)

    def _guard(self, request: Request) -> None:
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), self.settings.key.encode()):
            raise RefusedError(401, "Unauthorized")

    def _dump(self) -> dict[str, Any]:
        with self._api.lock:
            return self._books.dump()
