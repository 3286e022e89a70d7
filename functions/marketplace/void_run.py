"""The void step: undoes labels of orders that will not be shipped, as a refund once they were transmitted."""

from typing import Any

from carrier import look_up, open_carrier
from label_file import erase_labels
from ordak.canada_post.client import CanadaPost, CarrierError
from ordak.runs import Run
from parcel import shape_of
from passing_over import pass_over, passing_over


def undo_labels(run: Run) -> None:
    """Undo what is to be undone, then delete the files of customers who were erased. Each label is tried once a run."""
    page = run.ask_store("list_voidable")
    carrier = open_carrier(run)
    for shipment in page["shipments"]:
        with passing_over(run, pass_over(run, shipment["order_gid"])):
            _undo(run, carrier, shipment, page["setting"])
        run.keep()
    erase_labels(run, page["erase"])


def _undo(run: Run, carrier: CanadaPost, shipment: dict[str, Any], setting: object) -> None:
    named = {name: shipment[name] for name in ("order_gid", "parcel", "attempt")}
    try:
        if not _is_transmitted(shipment) and _claim(run, named, "void") and _voided(carrier, shipment):
            run.ask_store("note_void", **named)
        elif _claim(run, named, "refund"):
            ticket = carrier.refund(shipment["shipment_id"], shape_of(setting).refunds_to)
            run.ask_store("note_void", **named, ticket=ticket)
    except CarrierError as error:
        run.ask_store("note_void", **named, code=error.code)
        if error.systemic:
            raise


def _is_transmitted(shipment: dict[str, Any]) -> bool:
    """True if a void would be too late, or was."""
    return bool(shipment["carrier_status"] == "transmitted" or shipment["undoing"] == "refund")


def _claim(run: Run, named: dict[str, Any], how: str) -> bool:
    return bool(run.ask_store("claim_void", **named, how=how)["claimed"])


def _voided(carrier: CanadaPost, shipment: dict[str, Any]) -> bool:
    """Void a shipment; False if it has to be refunded. What the answer does not say is looked up."""
    try:
        return carrier.void(shipment["shipment_id"])
    except CarrierError as error:
        if error.outcome != "unknown" and not error.missing:
            raise
        if look_up(carrier, shipment["request_id"]).shipment is not None:
            raise
    return True
