"""A shipment as it is asked for, and its price: one parcel, within Canada, transmitted at once unless of a group."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

LONGEST_REQUEST_ID = 32  # a new one may have 35, a look-up takes 32

type Payment = Literal["CreditCard", "Account", "SupplierAccount"]


@dataclass(frozen=True)
class Party:
    """Sender or destination. Lengths: names 44, lines 44 each, city 40, phone 25; the postal code as K1A0B1."""

    name: str = field(repr=False)
    company: str = field(repr=False)
    phone: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    city: str = field(repr=False)
    province: str
    postal_code: str = field(repr=False)
    country: str = "CA"


@dataclass(frozen=True)
class Parcel:
    """Weight in kilograms to three places, sides in centimetres to one."""

    weight: Decimal
    length: Decimal
    width: Decimal
    height: Decimal


@dataclass(frozen=True)
class NewShipment:
    """What is asked for. `paid_by` is the customer number; a contract's shipments have a group, the others none."""

    request_id: str
    service: str
    sender: Party
    destination: Party
    parcel: Parcel
    paid_by: str
    payment: Payment
    options: tuple[str, ...] = ()
    reference: str = ""
    contract_id: str | None = None
    group_id: str | None = None


def shipment_body(asked: NewShipment) -> dict[str, Any]:
    """Write the request of Create Shipment."""
    if not 0 < len(asked.request_id) <= LONGEST_REQUEST_ID:
        raise ValueError(f"a request id has 1 to {LONGEST_REQUEST_ID} characters")
    when = {"groupId": asked.group_id} if asked.group_id else {"transmitShipment": True}
    contract = {"contractId": asked.contract_id} if asked.contract_id else {}
    spec = {
        "serviceCode": asked.service,
        "sender": _sender(asked.sender),
        "destination": _destination(asked.destination),
        "options": _options(asked),
        "parcelCharacteristics": _characteristics(asked.parcel),
        "printPreferences": {"outputFormat": "4x6", "encoding": "PDF"},
        "preferences": {"showPackingInstructions": False, "showPostageRate": False, "showInsuredValue": False},
        "settlementInfo": {"paidByCustomer": asked.paid_by, **contract, "intendedMethodOfPayment": asked.payment},
    }
    if asked.reference:
        spec["references"] = {"customerRef1": asked.reference}
    return {
        "customerRequestId": asked.request_id,
        **when,
        "requestedShippingPoint": asked.sender.postal_code,
        "providePricingInfo": True,
        "deliverySpec": spec,
    }


def quote_body(asked: NewShipment) -> dict[str, Any]:
    """Write the request of Get Rates for the same parcel, by the account's own prices."""
    contract = {"contractId": asked.contract_id} if asked.contract_id else {}
    options = {"options": _options(asked)} if asked.options else {}
    return {
        "quoteType": "commercial",
        "customerNumber": asked.paid_by,
        **contract,
        **options,
        "parcelCharacteristics": _characteristics(asked.parcel),
        "originPostalCode": asked.sender.postal_code,
        "destination": {"domestic": {"postalCode": asked.destination.postal_code}},
        "services": [asked.service],
    }


def _options(asked: NewShipment) -> list[dict[str, str]]:
    return [{"optionCode": code} for code in asked.options]


def _characteristics(parcel: Parcel) -> dict[str, Any]:
    sides = {side: _number(getattr(parcel, side), 1) for side in ("length", "width", "height")}
    return {"weight": _number(parcel.weight, 3), "dimensions": sides}


def _sender(party: Party) -> dict[str, Any]:
    named = {"name": party.name} if party.name else {}
    return {**named, "company": party.company, "contactPhone": party.phone, "addressDetails": _address(party)}


def _destination(party: Party) -> dict[str, Any]:
    said = {"name": party.name, "company": party.company, "clientVoiceNumber": party.phone}
    return {**{name: value for name, value in said.items() if value}, "addressDetails": _address(party)}


def _address(party: Party) -> dict[str, str]:
    lines = {f"addressLine{number}": line for number, line in enumerate(party.lines, 1)}
    return {
        **lines,
        "city": party.city,
        "provState": party.province,
        "countryCode": party.country,
        "postalZipCode": party.postal_code,
    }


def _number(value: Decimal, places: int) -> float:
    """Return a JSON number of so many places: a float writes these as they are."""
    return float(round(value, places))
