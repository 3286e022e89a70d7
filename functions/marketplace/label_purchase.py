"""Buys a label: looks up what the carrier has, asks the price, claims the attempt, makes one call, records it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from address import destination_of
from carrier import look_up
from label_attempt import next_attempt
from ordak import settings
from ordak.canada_post.answers import Shipment
from ordak.canada_post.client import CanadaPost, CarrierError
from ordak.canada_post.new_shipment import NewShipment
from ordak.runs import Run
from parcel import ParcelError, Shape, parcel_of, shape_of


def buy_label(run: Run, carrier: CanadaPost, order: dict[str, Any], setting: object) -> dict[str, Any] | None:
    """Return the shipment of an order that has none, bought now or found; None where there is none to go on with.

    For an order that has ended nothing is bought, but what the carrier has of it is recorded.

    Raises AddressError or ParcelError before anything is claimed, CarrierError where it is not of this order alone.
    """
    attempt = next_attempt(carrier, order)
    asked = None
    if not (attempt.found or order["has_ended"]):
        asked = _asked(run, order, shape_of(setting), attempt.request_id)
        _check_price(carrier, asked, shape_of(setting).most_price)
    named = {**_key(order), "attempt": attempt.number}
    claim = run.ask_store("claim_shipment", **named, request_id=attempt.request_id, found=attempt.found is not None)
    if not claim["claimed"]:
        return None
    bought = attempt.found if asked is None else _create(run, carrier, named, asked)
    return _record(run, named, attempt.request_id, bought) if bought else None


def find_label(run: Run, carrier: CanadaPost, order: dict[str, Any]) -> dict[str, Any] | None:
    """Look up a label that may be bought, or of which the carrier said too little; None while it is not there."""
    shipment = order["shipment"]
    named = {**_key(order), "attempt": shipment["attempt"]}
    found = look_up(carrier, shipment["request_id"]).shipment
    if found is not None:
        return _record(run, named, shipment["request_id"], _completed(carrier, found))
    run.ask_store("note_shipment", **named, outcome="missing")
    return None


def _key(order: dict[str, Any]) -> dict[str, Any]:
    return {"order_gid": order["order_gid"], "parcel": order["parcel"]}


def _asked(run: Run, order: dict[str, Any], shape: Shape, request_id: str) -> NewShipment:
    return NewShipment(
        request_id=request_id,
        service=shape.service,
        sender=shape.sender,
        destination=destination_of(order["address"]),
        parcel=parcel_of(order["lines"], shape),
        paid_by=settings.canada_post_access(run.store).customer,
        payment=shape.payment,
        options=shape.options,
        reference=order["mirakl_id"][:35],
        contract_id=shape.contract,
    )


def _check_price(carrier: CanadaPost, asked: NewShipment, most: Decimal | None) -> None:
    """Ask what the label would cost where the store has a bound. Above it, or without a price, it is for a person."""
    if most is None:
        return
    try:
        price = carrier.quote(asked)
    except CarrierError as error:
        if error.outcome == "refused" and not error.systemic:
            raise ParcelError(error.code) from error
        raise
    if price > most:
        raise ParcelError("PARCEL_PRICE")


def _create(run: Run, carrier: CanadaPost, named: dict[str, Any], asked: NewShipment) -> Shipment | None:
    """Make the one call. What every other order's would fail by as well is no fault of this one: it stays as it was."""
    try:
        return carrier.create(asked)
    except CarrierError as error:
        outcome = "not_sent" if error.systemic and error.outcome == "refused" else error.outcome
        run.ask_store("note_shipment", **named, outcome=outcome, code=error.code)
        if error.outcome == "refused" and not error.systemic:
            return None
        raise


def _completed(carrier: CanadaPost, found: Shipment) -> Shipment:
    """Read what the carrier left out: what it cost, and the parcel's number."""
    try:
        pin = found.pin or carrier.details(found.id).pin
        due = carrier.price(found.id) if found.due is None else found.due
    except CarrierError as error:
        if error.systemic:
            raise
        return found
    return replace(found, pin=pin, due=due)


def _record(run: Run, named: dict[str, Any], request_id: str, bought: Shipment) -> dict[str, Any] | None:
    """Record a shipment that the carrier has; None if a person has to look at it first."""
    values = {
        "shipment_id": bought.id,
        "status": bought.status,
        "pin": bought.pin,
        "price": None if bought.due is None else str(bought.due),
        "label_link": bought.label_link,
    }
    noted = run.ask_store("note_shipment", **named, outcome="bought", shipment=values)
    return {**named, **values, "request_id": request_id, "kept": False} if noted["goes_on"] else None
