"""Fetches a label that was bought, checks it and keeps it; deletes it for a customer who was erased."""

from hashlib import sha256
from typing import Any

from label_check import LabelError, check_label
from ordak.aws import media
from ordak.canada_post.client import CanadaPost, CarrierError
from ordak.runs import Run


def keep_label(run: Run, carrier: CanadaPost, shipment: dict[str, Any]) -> None:
    """Fetch, check and store the label of a shipment; a code of why not is recorded, and it is tried again."""
    named = {name: shipment[name] for name in ("order_gid", "parcel", "attempt")}
    if shipment["kept"]:
        run.ask_store("note_label", **named)
        return
    try:
        body = _fetched(carrier, shipment)
    except LabelError as error:
        run.ask_store("note_label", **named, code=str(error))
        return
    key = f"media/labels/{run.store}/{shipment['request_id'].lower()}.pdf"
    media.put(key, body, "application/pdf")
    label = {"key": key, "sha256": sha256(body).hexdigest(), "bytes": len(body)}
    run.ask_store("note_label", **named, label=label)


def erase_labels(run: Run, keys: list[str]) -> None:
    """Delete files of labels."""
    if not keys:
        return
    for key in keys:
        media.delete(key)
    run.ask_store("note_erased", keys=keys)


def _fetched(carrier: CanadaPost, shipment: dict[str, Any]) -> bytes:
    if not shipment["label_link"] or not shipment["pin"]:
        raise LabelError("LABEL_MISSING")
    try:
        body = carrier.label(shipment["label_link"])
    except CarrierError as error:
        if error.systemic:
            raise
        raise LabelError(f"LABEL_{error.code}") from error
    if body is None:
        raise LabelError("LABEL_NOT_READY")
    check_label(body, shipment["pin"])
    return body
