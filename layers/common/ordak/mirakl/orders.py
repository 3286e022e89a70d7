"""An order of OR11, read softly: states stay texts, what Mirakl did not say is None."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from ordak.soft_values import each, flag, items, moment, money, record, text, whole

# What an address can say, in Mirakl's words. Its country has three letters in country_iso_code.
ADDRESS = (
    "civility",
    "firstname",
    "lastname",
    "company",
    "company_2",
    "street_1",
    "street_2",
    "city",
    "state",
    "zip_code",
    "country",
    "country_iso_code",
    "phone",
    "phone_secondary",
    "additional_info",
)


@dataclass(frozen=True)
class Correction:
    """A refund or a cancelation of a line; a refund has a state. The quantity only informs: money is what counts."""

    id: str | None
    quantity: int | None
    amount: Decimal | None
    shipping_amount: Decimal | None
    reason_code: str | None
    state: str | None
    created_at: datetime | None


@dataclass(frozen=True)
class OrderLine:
    """A line of an order; `price` is of all of its pieces, without shipping."""

    id: str
    index: int | None
    state: str | None
    offer_sku: str | None
    product_sku: str | None
    title: str | None
    quantity: int | None
    unit_price: Decimal | None
    price: Decimal | None
    shipping_price: Decimal | None
    total_price: Decimal | None
    refunds: tuple[Correction, ...]
    cancelations: tuple[Correction, ...]


@dataclass(frozen=True)
class Customer:
    """The person who ordered; `id` is Mirakl's."""

    id: str | None
    firstname: str | None = field(repr=False)
    lastname: str | None = field(repr=False)
    locale: str | None


@dataclass(frozen=True)
class Order:
    """One order. `address` is where it goes, in Mirakl's words; None while the shop may not know it.

    Not `complete`: a line of it could not be read, or there is none.
    """

    id: str
    commercial_id: str | None
    state: str | None
    state_reason: str | None
    created_at: datetime | None
    last_updated_at: datetime | None
    accepted_at: datetime | None
    debited_at: datetime | None
    ship_by: datetime | None
    can_shop_ship: bool
    can_cancel: bool
    has_incident: bool
    has_customer_message: bool
    fully_refunded: bool
    payment_workflow: str | None
    currency: str | None
    price: Decimal | None
    shipping_price: Decimal | None
    total_price: Decimal | None
    shipping_type: str | None
    carrier_code: str | None
    carrier_name: str | None
    tracking_number: str | None
    customer: Customer
    address: dict[str, str] | None = field(repr=False)
    lines: tuple[OrderLine, ...]
    complete: bool


@dataclass(frozen=True)
class OrderPage:
    """A page of orders, where the next one begins, and how many orders of this one had no id."""

    orders: tuple[Order, ...]
    next_offset: int | None
    total: int | None
    unreadable: int


def read_order(given: dict[str, Any]) -> Order | None:
    """Read an order; None if it has no id."""
    number = text(given.get("order_id"))
    if number is None:
        return None
    customer = record(given.get("customer"))
    lines = each(given.get("order_lines"), _line)
    return Order(
        id=number,
        commercial_id=text(given.get("commercial_id")),
        state=text(given.get("order_state")),
        state_reason=text(given.get("order_state_reason_code")),
        created_at=moment(given.get("created_date")),
        last_updated_at=moment(given.get("last_updated_date")),
        accepted_at=moment(given.get("acceptance_decision_date")),
        debited_at=moment(given.get("customer_debited_date")),
        ship_by=moment(given.get("shipping_deadline")),
        can_shop_ship=bool(flag(given.get("can_shop_ship"))),
        can_cancel=bool(flag(given.get("can_cancel"))),
        has_incident=bool(flag(given.get("has_incident"))),
        has_customer_message=bool(flag(given.get("has_customer_message"))),
        fully_refunded=bool(flag(given.get("fully_refunded"))),
        payment_workflow=text(given.get("payment_workflow")),
        currency=text(given.get("currency_iso_code")),
        price=money(given.get("price")),
        shipping_price=money(given.get("shipping_price")),
        total_price=money(given.get("total_price")),
        shipping_type=text(given.get("shipping_type_code")),
        carrier_code=text(given.get("shipping_carrier_code")),
        carrier_name=text(given.get("shipping_company")),
        tracking_number=text(given.get("shipping_tracking")),
        customer=_customer(customer),
        address=_address(customer),
        lines=lines,
        complete=0 < len(lines) == len(items(given.get("order_lines"))),
    )


def _customer(given: dict[str, Any]) -> Customer:
    names = [text(given.get(name)) for name in ("customer_id", "firstname", "lastname", "locale")]
    return Customer(*names)


def _address(customer: dict[str, Any]) -> dict[str, str] | None:
    given = record(customer.get("shipping_address"))
    said = {name: text(given.get(name)) for name in ADDRESS}
    return {name: value for name, value in said.items() if value is not None} or None


def _line(given: dict[str, Any]) -> OrderLine | None:
    number = text(given.get("order_line_id"))
    if number is None:
        return None
    return OrderLine(
        id=number,
        index=whole(given.get("order_line_index")),
        state=text(given.get("order_line_state")),
        offer_sku=text(given.get("offer_sku")),
        product_sku=text(given.get("product_sku")),
        title=text(given.get("product_title")),
        quantity=whole(given.get("quantity")),
        unit_price=money(given.get("price_unit")),
        price=money(given.get("price")),
        shipping_price=money(given.get("shipping_price")),
        total_price=money(given.get("total_price")),
        refunds=each(given.get("refunds"), _correction),
        cancelations=each(given.get("cancelations"), _correction),
    )


def _correction(given: dict[str, Any]) -> Correction:
    return Correction(
        id=text(given.get("id")),
        quantity=whole(given.get("quantity")),
        amount=money(given.get("amount")),
        shipping_amount=money(given.get("shipping_amount")),
        reason_code=text(given.get("reason_code")),
        state=text(given.get("refund_state")) or text(given.get("state")),  # the second lacks newer states
        created_at=moment(given.get("created_date")),
    )
