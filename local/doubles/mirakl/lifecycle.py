"""An order's way through its states: what the seller does by the API, and what the marketplace and the customer do."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from local.doubles.kit import RefusedError, stamp
from local.doubles.mirakl.bodies import ADDRESS, PERSON, Bought, correction, order_body
from local.doubles.mirakl.books import Books, Held
from local.doubles.mirakl.settings import Settings

WAITING, DEBIT, SHIPPING, SHIPPED = "WAITING_ACCEPTANCE", "WAITING_DEBIT_PAYMENT", "SHIPPING", "SHIPPED"
STATES = frozenset({
    *("STAGING", WAITING, "WAITING_DEBIT", DEBIT, SHIPPING, SHIPPED),
    *("TO_COLLECT", "RECEIVED", "CLOSED", "REFUSED", "CANCELED"),
})  # fmt: skip
_BEFORE = frozenset({"STAGING", WAITING})
_OVER = frozenset({SHIPPED, "TO_COLLECT", "RECEIVED", "CLOSED", "REFUSED", "CANCELED"})
_DAYS_TO_SHIP = 2


class Lifecycle:
    """What can happen to orders."""

    def __init__(self, books: Books, settings: Settings) -> None:
        self._books = books
        self._settings = settings

    def order(
        self,
        bought: Sequence[Bought],
        person: Mapping[str, str] | None = None,
        address: Mapping[str, str] | None = None,
    ) -> str:
        """Let a customer order; return the order's id. What is ordered is no longer offered."""
        body = order_body(self._books.new_number(), bought, {**PERSON, **(person or {})}, self._books.now())
        held = Held(body, dict(ADDRESS if address is None else address))
        self._books.orders[body["order_id"]] = held
        for one in bought:
            self._offer(one.sku, -one.quantity)
        self._show(held)
        return str(body["order_id"])

    def decide(self, held: Held, *, accepted: bool) -> None:
        """Accept or refuse an order that waits for it."""
        held.body["acceptance_decision_date"] = self._books.now()
        self.step(held, DEBIT if accepted else "REFUSED")

    def debit(self, held: Held) -> None:
        """Take the customer's money: the order can leave."""
        if held.body["order_state"] not in {"WAITING_DEBIT", DEBIT}:
            raise RefusedError(400, "It does not wait for a debit.", "ORDER_INVALID_STATE")
        self.step(held, SHIPPING)

    def read(self, held: Held) -> None:
        """Note that an order was shown to the seller, which is when a debit by itself begins."""
        held.shown_waiting = held.shown_waiting or held.body["order_state"] == DEBIT

    def pass_time(self) -> None:
        """Do what happens by itself between two calls."""
        if self._settings.debits == "by itself":
            for held in self._books.orders.values():
                if held.shown_waiting and held.body["order_state"] == DEBIT:
                    self.debit(held)

    def ship(self, held: Held) -> None:
        """Note that the order has left."""
        for line in held.body["order_lines"]:
            line["shipped_date"] = self._books.now()
        self.step(held, SHIPPED)

    def cancel(self, held: Held) -> None:
        """Let the customer cancel all of an order that has not left; what was ordered is offered again."""
        if held.body["order_state"] in _OVER:
            raise RefusedError(400, "It is too late to cancel it.", "ORDER_INVALID_STATE")
        for line in held.body["order_lines"]:
            number, left = self._books.new_number(), line["quantity"]
            line["cancelations"].append(correction(number, left, Decimal(str(line["price"])), self._books.now()))
            self._offer(line["offer_sku"], left)
        self.step(held, "CANCELED")

    def refund(self, held: Held, index: int, quantity: int, amount: Decimal) -> None:
        """Refund some of a line, by its index; an order of which all is refunded does not leave any more."""
        line = held.body["order_lines"][index - 1]
        refund = correction(self._books.new_number(), quantity, amount, self._books.now())
        states = dict.fromkeys(("refund_state", "state"), "REFUNDED")
        line["refunds"].append({**refund, **states, "order_refund_id": self._books.new_uuid()})
        if sum(Decimal(str(one["amount"])) for one in line["refunds"]) >= Decimal(str(line["price"])):
            line["order_line_state"] = "REFUNDED"
        whole = all(one["order_line_state"] == "REFUNDED" for one in held.body["order_lines"])
        held.body["fully_refunded"] = whole
        if whole and held.body["order_state"] == SHIPPING:
            held.body["order_state"] = "CLOSED"
        self.touch(held)

    def step(self, held: Held, state: str) -> None:
        """Bring an order into a state, whatever it was."""
        held.body["order_state"] = state
        for line in held.body["order_lines"]:
            if line["order_line_state"] != "REFUNDED":
                line["order_line_state"] = state
        if state == SHIPPING:
            held.body["customer_debited_date"] = self._books.now()
            deadline = self._books.clock.now() + timedelta(days=_DAYS_TO_SHIP)
            held.body["shipping_deadline"] = stamp(deadline)
        self.touch(held)

    def edit(self, held: Held, fields: Mapping[str, Any]) -> None:
        """Change fields of an order's body, to whatever they are given."""
        self.touch(held)
        held.body.update(fields)

    def change_address(self, held: Held, fields: Mapping[str, str]) -> None:
        """Correct parts of the address that an order goes to."""
        held.address.update(fields)
        self.touch(held)

    def touch(self, held: Held) -> None:
        """Let an order be one that has changed."""
        held.body["last_updated_date"] = self._books.now()
        for line in held.body["order_lines"]:
            line["last_updated_date"] = held.body["last_updated_date"]
        self._show(held)

    def _show(self, held: Held) -> None:
        body, state = held.body, held.body["order_state"]
        body["can_shop_ship"] = state == SHIPPING
        body["can_cancel"] = state not in _OVER
        # An operator may show where an order goes only when it may leave.
        early = self._settings.address_before_acceptance or state not in {*_BEFORE, "WAITING_DEBIT", DEBIT}
        customer: dict[str, Any] = body["customer"]
        customer.pop("shipping_address", None)
        if early and held.address:
            customer["shipping_address"] = dict(held.address)

    def _offer(self, sku: str, by: int) -> None:
        if sku in self._books.offers:
            offer = self._books.offers[sku]
            offer.quantity = max(offer.quantity + by, 0)
