"""Canada Post's Shipping and Rating APIs, as our runs use them."""

import time
from decimal import Decimal
from typing import Any

from ordak.canada_post.answers import Details, Shipment, read_details, read_due, read_links, read_quote, read_shipment
from ordak.canada_post.call import PDF, Call, Line, send
from ordak.canada_post.error import REFUNDED, TRANSMITTED, CarrierError
from ordak.canada_post.new_shipment import LONGEST_REQUEST_ID, NewShipment, quote_body, shipment_body
from ordak.http.client import Answer
from ordak.http.outcome import unreadable
from ordak.http.pace import Clock, Pace
from ordak.setting_values import CanadaPostAccess
from ordak.soft_values import parsed, record, text

__all__ = ["CanadaPost", "CarrierError"]

GAP = 0.25  # seconds between two calls
_OK, _NOT_READY, _NO_CONTENT = 200, 202, 204


class CanadaPost:
    """The account of one store, for calls that end before `deadline` (the clock's monotonic). One call at a time.

    Every method raises CarrierError, whose `outcome` says what may follow.
    """

    def __init__(self, access: CanadaPostAccess, *, deadline: float, clock: Clock = time) -> None:
        self._line = Line(access, Pace(deadline, gap=GAP, clock=clock))

    def find(self, request_id: str) -> list[str]:
        """Return the links of the shipments with our request id. None yet does not say that there will be none."""
        if not 0 < len(request_id) <= LONGEST_REQUEST_ID:
            raise ValueError(f"a request id has 1 to {LONGEST_REQUEST_ID} characters")
        # Any other parameter beside it is refused (9183, 9185).
        found = parsed(self._get(self._line.url("shipments", **{"request-id": request_id})).body)
        listed = found.get("links") if isinstance(found, dict) else found
        links = read_links(listed)
        if not isinstance(listed, list) or len(links) < len(listed):
            raise unreadable(CarrierError, changes=False)  # never to be taken for an empty list
        return [self._own(href) for _, href in links]

    def shipment(self, link: str) -> Shipment | None:
        """Read a shipment by a link of `find`; None if it was voided, or is older than 90 days."""
        try:
            return self._read(parsed(self._get(self._own(link)).body), changes=False)
        except CarrierError as error:
            if error.missing:
                return None
            raise

    def quote(self, asked: NewShipment) -> Decimal:
        """Ask what a shipment would cost, taxes included. Nothing is bought, and the price may differ from this one.

        Refused as NO_QUOTE: its service does not go there.
        """
        found = parsed(send(self._line, Call("POST", self._line.prices, quote_body(asked))).body)
        if not isinstance(found, list):
            raise unreadable(CarrierError, changes=False)
        quoted = [one for each in found if (one := record(each)).get("serviceCode") == asked.service]
        if not quoted:
            raise CarrierError("NO_QUOTE", outcome="refused")
        due = read_quote(quoted[0])
        if due is None:
            raise unreadable(CarrierError, changes=False)
        return due

    def create(self, asked: NewShipment) -> Shipment:
        """Buy a shipment: one call, never repeated. After an `unknown` outcome it is looked up by its request id."""
        call = Call("POST", self._line.url("shipments"), shipment_body(asked), changes=True, buys=True)
        return self._read(parsed(send(self._line, call).body), changes=True)

    def details(self, shipment_id: str) -> Details:
        """Read what a shipment was made of."""
        return read_details(self._object(self._line.url("shipments", shipment_id, "details")))

    def price(self, shipment_id: str) -> Decimal:
        """Read what a shipment cost, taxes included."""
        due = read_due(self._object(self._line.url("shipments", shipment_id, "price")))
        if due is None:
            raise unreadable(CarrierError, changes=False)
        return due

    def label(self, link: str) -> bytes | None:
        """Fetch a label by its link; None while it is not ready: a second later, or more. It is not checked here."""
        answer = send(self._line, Call("GET", self._own(link), accept=PDF))
        if answer.status == _NOT_READY:
            return None
        if answer.status != _OK:
            raise unreadable(CarrierError, changes=False)
        return answer.body

    def void(self, shipment_id: str) -> bool:
        """Undo a shipment that was not transmitted; False if it was: then it can only be refunded.

        Refused and `missing`: voided before, or never there.
        """
        try:
            answer = send(self._line, Call("DELETE", self._line.url("shipments", shipment_id), changes=True))
        except CarrierError as error:
            if error.code == TRANSMITTED and error.outcome == "refused":
                return False
            raise
        if answer.status != _NO_CONTENT:
            raise unreadable(CarrierError, changes=True)
        return True

    def refund(self, shipment_id: str, email: str) -> str | None:
        """Ask for the money back; return the ticket of the request, None if it was asked for before."""
        url = self._line.url("shipments", shipment_id, "refund")
        try:
            found = record(parsed(send(self._line, Call("POST", url, {"email": email}, changes=True)).body))
        except CarrierError as error:
            if error.code == REFUNDED and error.outcome == "refused":
                return None
            raise
        ticket = text(found.get("serviceTicketId"))
        if ticket is None:
            raise unreadable(CarrierError, changes=True)
        return ticket

    def _get(self, url: str) -> Answer:
        answer = send(self._line, Call("GET", url))
        if answer.status != _OK:
            raise unreadable(CarrierError, changes=False)
        return answer

    def _object(self, url: str) -> dict[str, Any]:
        found = parsed(self._get(url).body)
        if not isinstance(found, dict):
            raise unreadable(CarrierError, changes=False)
        return found

    def _read(self, found: Any, *, changes: bool) -> Shipment:
        given = record(found)
        ours = {rel: href for rel, href in reversed(read_links(given.get("links"))) if rel and self._line.ours(href)}
        shipment = read_shipment(given, ours)
        if shipment is None:
            raise unreadable(CarrierError, changes=changes)
        return shipment

    def _own(self, link: str) -> str:
        if self._line.ours(link) is None:
            raise CarrierError("FOREIGN_LINK", outcome="not_sent")
        return link
