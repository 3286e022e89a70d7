"""The parcel of an order: what it weighs, how large it is, who sends it and how, by the store's setting `parcel`."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Any, NamedTuple

from address import AddressError, destination_of
from ordak.canada_post.new_shipment import Parcel, Party, Payment

_HEAVIEST = Decimal(30)  # kg: Canada Post takes no heavier parcel
_GRAM = Decimal("0.001")
_LONGEST = Decimal(200)  # cm
_DEAREST = Decimal(10_000)  # CAD
_PAYMENTS: dict[str, Payment] = {
    "CreditCard": "CreditCard",
    "Account": "Account",
    "SupplierAccount": "SupplierAccount",
}


class ParcelError(Exception):
    """No label is asked for. The code says why: PARCEL_SETTING is of all orders, any other of this one."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Shape(NamedTuple):
    """How a store sends its parcels. `usual` is a parcel of one piece without a weight of its own."""

    sender: Party
    service: str
    options: tuple[str, ...]
    usual: Parcel
    payment: Payment
    contract: str | None
    most_price: Decimal | None  # CAD, taxes included: what a label may cost, asked before it is bought
    refunds_to: str  # an e-mail address of the store's, which the carrier writes to about refunds


def shape_of(setting: object) -> Shape:
    """Read the setting `parcel`; ParcelError where no label can be bought by it."""
    try:
        return _read(setting)
    except (AddressError, InvalidOperation, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ParcelError("PARCEL_SETTING") from error


def parcel_of(lines: Iterable[Mapping[str, Any]], shape: Shape) -> Parcel:
    """Pack an order: each piece weighs the `weight` of its SKU in kg, else the usual. To the gram, rounded up."""
    weights = [Decimal(line["quantity"]) * _weight(line.get("weight"), shape.usual.weight) for line in lines]
    total = sum(weights, Decimal(0)).quantize(_GRAM, ROUND_CEILING)
    if total <= 0:
        raise ParcelError("PARCEL_EMPTY")
    if total > _HEAVIEST:
        raise ParcelError("PARCEL_TOO_HEAVY")
    return Parcel(total, shape.usual.length, shape.usual.width, shape.usual.height)


def _weight(own: object, usual: Decimal) -> Decimal:
    return usual if own is None else Decimal(str(own))


def _read(setting: Any) -> Shape:
    length, width, height = (_positive(side, _LONGEST) for side in setting["size_cm"])
    return Shape(
        sender=_sender(setting["sender"]),
        service=_text(setting["service"]),
        options=tuple(_text(option) for option in setting.get("options", [])),
        usual=Parcel(_positive(setting["weight_kg"], _HEAVIEST), length, width, height),
        payment=_PAYMENTS[setting.get("payment", "CreditCard")],
        contract=setting.get("contract") and _text(setting["contract"]),
        most_price=_bound(setting.get("most_price")),
        refunds_to=_text(setting["refunds_to"]),
    )


def _bound(price: object) -> Decimal | None:
    return None if price is None else _positive(price, _DEAREST)


def _sender(written: Mapping[str, str]) -> Party:
    """Read the sender as a customer's address is read, so that it is as short and as plain."""
    sender = destination_of(
        {
            "company": written["company"],
            "phone": written["phone"],
            "street_1": written["line_1"],
            "street_2": written.get("line_2", ""),
            "city": written["city"],
            "state": written["province"],
            "zip_code": written["postal_code"],
        }
    )
    if not sender.phone or not sender.company:
        raise ValueError("The carrier wants both.")
    return sender


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("no text")
    return value.strip()


def _positive(value: object, most: Decimal) -> Decimal:
    number = Decimal(str(value))
    if not 0 < number <= most:
        raise ValueError("not positive, or too large")
    return number
