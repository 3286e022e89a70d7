"""What Canada Post answers, read softly."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ordak.soft_values import items, money, record, text

SUSPENDED = "suspended"  # such a shipment has a PIN and no label that is good


@dataclass(frozen=True)
class Shipment:
    """A shipment. `due` is what it cost, None where the answer did not say; links are ours to follow, or None.

    `status` is created, transmitted, suspended, or what Canada Post adds one day.
    """

    id: str
    request_id: str | None
    status: str | None
    pin: str | None
    due: Decimal | None
    link: str | None
    label_link: str | None


@dataclass(frozen=True)
class Details:
    """What a shipment was made of, to compare it with what we asked for. It has no id."""

    request_id: str | None
    status: str | None
    pin: str | None
    service: str | None
    weight_kg: Decimal | None
    postal_code: str | None = field(repr=False)
    reference: str | None


def read_shipment(given: dict[str, Any], links: dict[str, str]) -> Shipment | None:
    """Read a shipment with the links of it that are ours; None if it has no id."""
    number = text(given.get("shipmentId"))
    if number is None:
        return None
    return Shipment(
        id=number,
        request_id=text(given.get("customerRequestId")),
        status=_status(given),
        pin=_pin(given),
        due=read_due(record(given.get("shipmentPrice"))) or _charged(given),
        link=links.get("self"),
        label_link=links.get("label"),
    )


def read_details(given: dict[str, Any]) -> Details:
    """Read a shipment's details."""
    spec = record(record(given.get("shipmentDetail")).get("deliverySpec")) or record(given.get("deliverySpec"))
    destination = record(record(spec.get("destination")).get("addressDetails"))
    return Details(
        request_id=text(given.get("customerRequestId")),
        status=_status(given),
        pin=_pin(given),
        service=text(spec.get("serviceCode")),
        weight_kg=money(record(spec.get("parcelCharacteristics")).get("weight")),
        postal_code=text(destination.get("postalZipCode")),
        reference=text(record(spec.get("references")).get("customerRef1")),
    )


def read_due(price: dict[str, Any]) -> Decimal | None:
    """Read what is due."""
    return money(price.get("dueAmount"))


def read_quote(given: dict[str, Any]) -> Decimal | None:
    """Read what a service would cost."""
    return money(record(given.get("priceDetails")).get("due"))


def read_links(value: Any) -> list[tuple[str | None, str]]:
    """Read the rel and the address of each link."""
    given = [record(one) for one in items(value)]
    return [(text(one.get("rel")), one["href"]) for one in given if isinstance(one.get("href"), str)]


def _status(given: dict[str, Any]) -> str | None:
    status = text(given.get("shipmentStatus"))
    return status and status.lower()


def _pin(given: dict[str, Any]) -> str | None:
    pin = text(given.get("trackingPin"))
    return pin and "".join(pin.split()).upper()


def _charged(given: dict[str, Any]) -> Decimal | None:
    receipt = record(record(given.get("shipmentReceipt")).get("ccReceiptDetails"))
    return money(receipt.get("chargeAmount"))
