"""While a transaction of a marketplace's flow is open a kitchen scans on; only a component that both need is waited for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from local.state import ROOT
from tests.concurrency.lockstep import PATIENCE, Session, sessions
from tests.sql.books import assert_books
from tests.sql.floor import RPC, Floor, Json
from tests.sql.imports.market import MARKETPLACE, STORE, open_market, order, piece
from tests.sql.messages.threads import last_no, thread, wrote
from tests.sql.shipping.parcels import ADDRESS, SHIPMENT, id_of, key
from tests.sql.stock.stock import item, made, sell

# They read, and lock nothing.
READS = {
    *("get_orders_to_accept", "get_orders_to_track", "get_carriers", "list_orders_to_read", "list_shippable"),
    *("list_voidable", "get_conversation", "list_conversations", "get_parcel", "list_parcels", "list_needing_person"),
}
FOLDERS = ("imports", "acceptance", "shipping", "tracking", "messages", "offers", "packing")
LABEL = {"key": "media/labels/bestbuyca/locks.pdf", "sha256": "ab" * 32, "bytes": 900}


class Kitchen:
    """Two cakes that are packed, and brought back, again and again: one shares a component with the order."""

    def __init__(self, floor: Floor, step: Session, person: Session, kiosk: Session) -> None:
        self._floor, self._step, self._person, self._kiosk = floor, step, person, kiosk
        self.mug = item(floor, "MUG", 99)
        self._apart, self._shared = (
            floor.bring(sell(floor, 1, made(floor, "CAKE", {component: 1})).id, "Packing started")
            for component in (item(floor, "SPONGE", 9), self.mug)
        )
        self.held = set[str]()

    def hold(self, function: str, *, person: bool = False, waits: bool = False, **arguments: Any) -> Json:
        """Call a function, and scan while its transaction is open. `waits`: a cake of the same component may wait for it."""
        holder = self._person if person else self._step
        named = arguments if function == "retry_message" else {"store": STORE, **arguments}
        answer = holder.run(function, **named)
        assert answer["ok"], (function, answer)
        self.held.add(function)
        assert self._scan("complete_packing", self._apart, holder) == "", function
        assert self._scan("undo_scan", self._apart, holder) == "", function
        waited = self._scan("complete_packing", self._shared, holder)
        assert waited in {"", "core.inventory_items" if waits else ""}, (function, waited)
        holder.commit()
        self._scan("undo_scan", self._shared, holder)
        return answer

    def _scan(self, function: str, ticket: str, holder: Session) -> str:
        """Scan a cake; return the table of the row that the scan waited for, until the holder commits."""
        more = {"event_no": self._last(ticket)} if function == "undo_scan" else {}
        late = self._kiosk.start(function, id=ticket, **more)
        self._kiosk.wait_until_blocked(unless=late)
        waited = "" if late.done() else self._kiosk.waits_for()
        if waited:
            holder.commit()
        assert late.result(PATIENCE)["ok"]
        self._kiosk.commit()
        return waited

    def _last(self, ticket: str) -> int:
        number: int = self._floor.one(
            "select max(event_no) from core.order_events where ticket_id = %s and kind = 'complete_packing'", ticket
        )
        return number


@contextmanager
def kitchen_of(floor: Floor) -> Iterator[Kitchen]:
    """Open the store, and the sessions of its steps, of a person and of a kiosk."""
    open_market(floor)
    with sessions(floor, MARKETPLACE, 1) as (step,), sessions(floor, RPC) as (person, kiosk):
        yield Kitchen(floor, step, person, kiosk)


def imported(kitchen: Kitchen, state: str = "WAITING_ACCEPTANCE", **fields: Any) -> Json:
    """Import an order, or what became of one."""
    values: Json = fields.pop("known", None) or order(piece(kitchen.mug, 2), address=ADDRESS)
    values.update(state=state, can_shop_ship=state == "SHIPPING", **fields)
    kitchen.hold("ingest_marketplace_order", order=values, waits=True)
    return values


def accepts(kitchen: Kitchen) -> str:
    """Let an order be accepted, with all that can go wrong; return its gid."""
    for function in ("open_import", "watch_acceptance"):
        kitchen.hold(function)
    kitchen.hold("close_import", until="2026-11-20T12:00:00+00:00")
    kitchen.hold("note_unread_order", mirakl_id="UNREAD", code="order_lines")
    values = imported(kitchen)
    gid = values["order_gid"]
    kitchen.hold("claim_acceptance", order_gid=gid, action="accept")
    kitchen.hold("drop_acceptance", order_gid=gid)
    kitchen.hold("claim_acceptance", order_gid=gid, action="accept")
    kitchen.hold("note_rereads", order_gids=[gid])
    kitchen.hold("fail_acceptance", order_gid=gid, code="NO")
    kitchen.hold("settle_acceptance", person=True, id=id_of(gid), decision="retry")
    imported(kitchen, "SHIPPING", known=values, updated_at="2026-11-20T12:30:00+00:00")
    return str(gid)


def buys(kitchen: Kitchen, floor: Floor, gid: str) -> None:
    """Let its label be bought at the third attempt, after what can go wrong."""
    named = {"store": STORE, "id": id_of(gid)}
    kitchen.hold("park_shipment", order_gid=gid, code="ADDRESS_CITY")
    kitchen.hold("retry_step", person=True, id=id_of(gid))
    kitchen.hold("claim_shipment", **key(gid), request_id=f"{id_of(gid)}-A1")
    kitchen.hold("note_shipment", **key(gid), outcome="unknown", code="ANSWER_LOST")
    floor.rows("update core.shipments set claimed_at = core.now() - interval '1 hour'")
    kitchen.hold("note_shipment", **key(gid), outcome="missing")
    kitchen.hold("release_shipment", person=True, id=id_of(gid))
    kitchen.hold("claim_shipment", **key(gid, 2), request_id=f"{id_of(gid)}-A2")
    kitchen.hold("note_shipment", **key(gid, 2), outcome="bought", shipment=SHIPMENT)
    kitchen.hold("note_label", **key(gid, 2), label=LABEL)
    kitchen.hold("void_shipment", person=True, id=id_of(gid))
    kitchen.hold("claim_void", **key(gid, 2), how="refund")
    kitchen.hold("note_void", **key(gid, 2), ticket="T")
    kitchen.hold("note_erased", keys=[LABEL["key"]])
    assert floor.rpc("retry_step", **named)["ok"]
    kitchen.hold("claim_shipment", **key(gid, 3), request_id=f"{id_of(gid)}-A3")
    kitchen.hold("note_shipment", **key(gid, 3), outcome="bought", shipment=SHIPMENT)
    kitchen.hold("note_label", **key(gid, 3), label=LABEL)


def packs_and_ships(kitchen: Kitchen, gid: str) -> None:
    """Let its parcel be packed, and the order be shipped."""
    scan = str(uuid4())
    kitchen.hold("verify_item", person=True, id=id_of(gid), code=kitchen.mug, scan_id=scan)
    kitchen.hold("undo_verify", person=True, id=id_of(gid), undone_scan_id=scan)
    for _ in range(2):
        kitchen.hold("verify_item", person=True, id=id_of(gid), code=kitchen.mug)
    kitchen.hold("open_label", person=True, id=id_of(gid))
    kitchen.hold("warn_unpacked")
    kitchen.hold("pack_parcel", person=True, id=id_of(gid))
    kitchen.hold("keep_carriers", carriers={"CPCL": "Canada Post"})
    kitchen.hold("claim_tracking", order_gid=gid, write="tracking")
    kitchen.hold("note_untracked", faults={gid: "NOT_SHIPPED"})
    kitchen.hold("fail_tracking", order_gid=gid, code="HTTP_400")


def answers(kitchen: Kitchen, floor: Floor, order_id: str) -> None:
    """Let its customer be answered, after all that can go wrong."""
    values = thread(wrote("Where is it?"), order_id=order_id)
    named = {"thread_id": values["id"]}
    kitchen.hold("open_messages")
    kitchen.hold("ingest_thread", thread=values)
    kitchen.hold("note_unread_thread", thread_id="t-unread", code="NO_THREAD")
    kitchen.hold("close_messages", until="2026-11-20T12:00:00+00:00")
    kitchen.hold("claim_auto_replies")
    kitchen.hold("hold_conversation", person=True, **named)
    kitchen.hold("save_draft", person=True, body="It", **named)
    kitchen.hold("leave_conversation", person=True, **named)
    kitchen.hold("answer_conversation", person=True, body="Soon.", last_message_no=last_no(floor, values), **named)
    for outcome in ("refused", "sent"):
        number = kitchen.hold("open_message")["message"]["message_no"]
        kitchen.hold("close_message", message_no=number, outcome=outcome, message_id="M" if outcome == "sent" else None)
        if outcome == "refused":
            kitchen.hold("retry_message", person=True, message_no=number)


def offers(kitchen: Kitchen) -> None:
    """List what the marketplace shows, and set how many of it can be sold."""
    at = "2026-11-20T12:00:00Z"
    kitchen.hold("open_offers")
    kitchen.hold("note_offers", offers=[{"sku": kitchen.mug, "quantity": 500}], at=at, since=None)
    assert kitchen.hold("claim_offers")["figures"]
    kitchen.hold("note_stock_import", outcome="sent", import_id="7")


def test_a_kitchen_waits_for_no_transaction_of_the_flow_but_for_a_component_that_both_need(own_floor: Floor) -> None:
    with kitchen_of(own_floor) as kitchen:
        gid = accepts(kitchen)
        buys(kitchen, own_floor, gid)
        answers(kitchen, own_floor, id_of(gid))
        packs_and_ships(kitchen, gid)
        values = order(piece(kitchen.mug, 2), order_gid=gid, mirakl_id=id_of(gid), address=ADDRESS)
        imported(kitchen, "SHIPPED", known=values, updated_at="2026-11-20T13:00:00+00:00")
        cancelled = imported(kitchen)
        imported(kitchen, "CANCELED", known=cancelled, updated_at="2026-11-20T13:00:00+00:00")
        offers(kitchen)
        kitchen.hold("pass_over_order", order_gid=gid, step="tracking", code="KeyError")
        held = kitchen.held
    assert_books(own_floor)
    there = {file.stem for folder in FOLDERS for file in (ROOT / f"migrations/marketplace/{folder}/api").glob("*.sql")}
    assert held | READS == there
