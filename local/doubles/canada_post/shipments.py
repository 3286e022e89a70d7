"""The operations on shipments: create, find, read, void, refund, and the label."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local.doubles.canada_post.books import FIRST_ID, FIRST_PIN, SAME_PIN, Books, Shipment
from local.doubles.canada_post.label import label
from local.doubles.canada_post.prices import due, net, sent
from local.doubles.canada_post.replies import found
from local.doubles.canada_post.request_rules import LONGEST_LOOK_UP, REFUND, judge
from local.doubles.canada_post.settings import API, Settings
from local.doubles.kit import Asked, Operation, RefusedError, Reply, Switches, stamp
from local.doubles.kit.shape import check

CREATE, LABEL, FIND = "create", "label", "find"
CONSUMER = "12746"
# What can be wrong besides what can be wrong with any double.
FAILURES = (
    "no card",  # create: the account has no default card (9174)
    "dearer",  # create: ten times what it was said to cost
    "suspended",  # create: a PIN and no label
    "not shown",  # create: the next look-ups do not find it, as many as the switch's seconds
    "not ready",  # label: 202
    "label size",  # label: letter instead of 4x6
    "label pages",  # label: two pages
    "label cut",  # label: half of it
    "label pin",  # label: of another shipment
)
_DEARER = 10


@dataclass
class Shipments:
    """The shipments of the account; `url` is where the double is."""

    books: Books
    settings: Settings
    switches: Switches
    url: Callable[[], str]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Return the operations."""
        ours = f"{API}/{self.settings.customer}/{self.settings.customer}/shipments"
        # Beside a request id any other parameter is refused, with a code of its own.
        query = frozenset({"request-id", "no-manifest", "date", "limit"})
        return (
            Operation(CREATE, "POST", ours, self._create, changes=True),
            Operation(FIND, "GET", ours, self._find, query),
            Operation("shipment", "GET", f"{ours}/{{}}", self._read),
            Operation("details", "GET", f"{ours}/{{}}/details", self._details),
            Operation("price", "GET", f"{ours}/{{}}/price", self._price),
            Operation("void", "DELETE", f"{ours}/{{}}", self._void, changes=True),
            Operation("refund", "POST", f"{ours}/{{}}/refund", self._refund, changes=True),
            Operation(LABEL, "GET", f"{API}/artifacts/{CONSUMER}/shipping/{{}}/0", self._label),
        )

    def _create(self, asked: Asked) -> Reply:
        body = sent(asked)
        judge(body, self.settings)
        if self.switches.take("no card", CREATE):
            raise RefusedError(400, "There is no default credit card.", "9174")
        if self.settings.repeats == "refused" and self.books.bought(body["customerRequestId"]):
            raise RefusedError(400, "A shipment with this customer request id already exists.", "9999")
        number = self.books.new_number()
        suspended = self.switches.take("suspended", CREATE)
        hidden = self.switches.take("not shown", CREATE)
        dearer = self.switches.take("dearer", CREATE)
        status = "suspended" if suspended else "transmitted" if body.get("transmitShipment") else "created"
        made = Shipment(
            id=str(FIRST_ID + number),
            body=body,
            pin=SAME_PIN if self.settings.one_pin else str(FIRST_PIN + number),
            due=round(_costs(due, body) * (_DEARER if dearer else 1), 2),
            status=status,
            at=str(stamp(self.books.clock.now())),
            artifact=number + 1,
            hidden=int(hidden.seconds) if hidden else 0,
        )
        self.books.shipments[made.id] = made
        return found(self._shown(made))

    def _find(self, asked: Asked) -> Reply:
        query = asked.query
        if "request-id" not in query:
            if query.keys() != {"no-manifest", "date", "limit"}:
                raise RefusedError(400, "no-manifest, date and limit belong together.", "9185")
            return found([])
        if len(query) > 1:
            raise RefusedError(400, "request-id stands alone.", "9183")
        if not 0 < len(query["request-id"]) <= LONGEST_LOOK_UP:
            raise RefusedError(400, f"request-id has at most {LONGEST_LOOK_UP} characters.", "9183")
        shown = [one for one in self.books.bought(query["request-id"]) if not one.voided and not _still_hidden(one)]
        return found([self._link("shipment", self._place(one)) for one in shown])

    def _read(self, asked: Asked) -> Reply:
        return found(self._shown(self.books.shipment(asked.parts[0])))

    def _details(self, asked: Asked) -> Reply:
        one = self.books.shipment(asked.parts[0])
        group = {"groupId": one.body["groupId"]} if "groupId" in one.body else {}
        return found({
            "customerRequestId": one.request_id,
            "shipmentStatus": one.status,
            "trackingPin": one.pin,
            "cpcPickupIndicator": True,
            "finalShippingPoint": one.body["requestedShippingPoint"],
            "shipmentDetail": {**group, "deliverySpec": one.body["deliverySpec"]},
        })  # fmt: skip

    def _price(self, asked: Asked) -> Reply:
        return found(_priced(self.books.shipment(asked.parts[0])))

    def _void(self, asked: Asked) -> Reply:
        one = self.books.shipment(asked.parts[0])
        if one.status == "transmitted":
            raise RefusedError(400, "The shipment was transmitted: ask for a refund.", "8064")
        one.voided = True
        return Reply(204, b"")

    def _refund(self, asked: Asked) -> Reply:
        check(sent(asked), REFUND)
        one = self.books.shipment(asked.parts[0])
        if one.status != "transmitted":
            raise RefusedError(400, "The shipment was not transmitted: void it.", "7291")
        if one.refund is not None:
            raise RefusedError(409, "A refund was asked for before.", "7292")
        one.refund = f"GT{self.books.new_number():08}"
        return found({"serviceTicketDate": self.books.clock.now().date().isoformat(), "serviceTicketId": one.refund})

    def _label(self, asked: Asked) -> Reply:
        if asked.request.headers.get("accept") != "application/pdf":
            raise RefusedError(406, "A label is application/pdf.")
        shipments = self.books.shipments.values()
        one = next((one for one in shipments if str(one.artifact) == asked.parts[0]), None)
        if one is None or one.status == "suspended":
            raise RefusedError(404, "There is no such artifact.")
        if self.switches.take("not ready", LABEL):
            return found({"errors": [{"errorCode": "202", "message": "Not ready."}]}, 202)
        return Reply(200, self._drawn(one), "application/pdf")

    def _drawn(self, one: Shipment) -> bytes:
        pin = "9999999999999999" if self.switches.take("label pin", LABEL) else one.pin
        letter = self.switches.take("label size", LABEL)
        lines = ["EXAMPLE LABEL: NO POSTAGE", one.body["deliverySpec"]["serviceCode"], f"PIN {pin}", one.request_id]
        pages = 2 if self.switches.take("label pages", LABEL) else 1
        drawn = label(lines, inches=(8, 11) if letter else (4, 6), pages=pages)
        return drawn[: len(drawn) // 2] if self.switches.take("label cut", LABEL) else drawn

    def _shown(self, one: Shipment) -> dict[str, Any]:
        place = self._place(one)
        links = [
            self._link("self", place),
            self._link("details", f"{place}/details"),
            self._link("price", f"{place}/price"),
        ]
        if one.status == "transmitted":
            links.append(self._link("refund", f"{place}/refund"))
        if one.status != "suspended":
            where = f"{API}/artifacts/{CONSUMER}/shipping/{one.artifact}/0"
            links.append(self._link("label", where, "application/pdf"))
        price = {"shipmentPrice": _priced(one)} if one.body["providePricingInfo"] else {}
        return {
            "customerRequestId": one.request_id,
            "shipmentId": one.id,
            "shipmentStatus": one.status,
            "trackingPin": one.pin,
            **price,
            "links": links,
        }

    def _place(self, one: Shipment) -> str:
        return f"{API}/{self.settings.customer}/{self.settings.customer}/shipments/{one.id}"

    def _link(self, rel: str, path: str, media_type: str = "application/json") -> dict[str, str]:
        return {"rel": rel, "href": f"{self.url()}{path}", "mediaType": media_type}


def _costs(price: Callable[[str, float], float], body: dict[str, Any]) -> float:
    spec = body["deliverySpec"]
    return price(spec["serviceCode"], float(spec["parcelCharacteristics"]["weight"]))


def _priced(one: Shipment) -> dict[str, Any]:
    before = _costs(net, one.body)
    taxes = {"gstAmount": 0, "pstAmount": 0, "hstAmount": round(one.due - before, 2)}
    service = one.body["deliverySpec"]["serviceCode"]
    return {"serviceCode": service, "baseAmount": before, "preTaxAmount": before, **taxes, "dueAmount": one.due}


def _still_hidden(one: Shipment) -> bool:
    one.hidden = max(one.hidden - 1, -1)
    return one.hidden >= 0
