"""Parcels on a packer's bench: orders with labels, things with barcodes, and what is scanned of them."""

from itertools import count
from typing import Any
from uuid import uuid4

from psycopg.types.json import Jsonb

from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, piece
from tests.sql.shipping.parcels import accepted, id_of, labelled
from tests.sql.stock.stock import item

_CODES = count(4_006_381_333_000)


def code() -> str:
    """Return a barcode that is of no item yet."""
    return str(next(_CODES))


def thing(floor: Floor, barcode: str | None = None, shelf: str | None = None, quantity: int = 1) -> str:
    """Put an item on the shelf, with a barcode of so many pieces, and return its SKU."""
    sku = item(floor, "THING", 99)
    if barcode is not None:
        floor.rpc("set_item_barcode", sku=sku, barcode=barcode, quantity=quantity)
    if shelf is not None:
        floor.rpc("set_item_place", sku=sku, shelf=shelf)
    return sku


def parcel_of(floor: Floor, *things: tuple[str, int], **fields: Any) -> str:
    """Return the id of an order of these things that may be shipped and has no label yet."""
    lines = [piece(sku, quantity, f"L{no}") for no, (sku, quantity) in enumerate(things)]
    return id_of(accepted(floor, lines=lines, **fields))


def gid_of(id_: str) -> str:
    """Return the gid of an order."""
    return f"gid://mirakl/Order/{id_}"


def label(floor: Floor, id_: str, attempt: int = 1) -> str:
    """Buy and keep the label of an order."""
    return id_of(labelled(floor, gid_of(id_), attempt))


def boxed(floor: Floor, *things: tuple[str, int], **fields: Any) -> str:
    """Return the id of an order of these things that has its label."""
    return label(floor, parcel_of(floor, *things, **fields))


def pack(floor: Floor, function: str, id_: str, who: str = "packer", **more: object) -> Json:
    """Call as a packer, about an order."""
    return floor.rpc(function, who, store=STORE, id=id_, **more)


def scan(floor: Floor, id_: str, text: str, scan_id: str | None = None) -> Json:
    """Scan a thing into a parcel."""
    return pack(floor, "verify_item", id_, code=text, scan_id=scan_id or str(uuid4()))


def filled(floor: Floor, *skus: str) -> str:
    """Return the id of an order of one piece of each, with its label, and all of it scanned."""
    skus = skus or (thing(floor),)
    id_ = boxed(floor, *((sku, 1) for sku in skus))
    for sku in skus:
        assert scan(floor, id_, sku)["ok"]
    return id_


def refused(floor: Floor, expected: str, function: str, id_: str, **more: Any) -> Json:
    """See that a call about a parcel is refused with a code and its event, and that nothing else changed."""
    before = footprint(floor)
    with floor.noted() as events:
        answer = pack(floor, function, id_, **more)
    assert (answer["ok"], answer.get("code")) == (False, expected), answer
    assert [(event["kind"], event["code"]) for event in events] == [("refused", expected)]
    assert footprint(floor) == before
    return answer


def items(parcel: Json) -> dict[str, tuple[float, float]]:
    """Return of each thing of a parcel how many belong in and how many were scanned."""
    return {each["sku"]: (each["needed"], each["verified"]) for each in parcel["items"]}


def set_rules(floor: Floor, **rules: str) -> None:
    """Set the setting `fulfilment`."""
    floor.rows("delete from core.settings where key = 'fulfilment' and store = %s", STORE)
    if rules:
        floor.rows("insert into core.settings (store, key, value) values (%s, 'fulfilment', %s)", STORE, Jsonb(rules))


def become(floor: Floor, id_: str, status: str) -> None:
    """Bring an order to a status, as a step of the marketplace does."""
    floor.rows(
        "select marketplace.change_status('test', marketplace.lock_order(%s, %s), %s)", STORE, gid_of(id_), status
    )


def kinds(events: list[Json]) -> list[tuple[str, Json]]:
    """Return kinds and details of events."""
    return [(event["kind"], event["detail"]) for event in events]
