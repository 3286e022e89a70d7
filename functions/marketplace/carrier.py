"""A store's account at its carrier, for the length of a run, and what the carrier has of a label that was asked for."""

from typing import NamedTuple

from ordak import settings
from ordak.canada_post.answers import Shipment
from ordak.canada_post.client import CanadaPost
from ordak.runs import Run

_CALL_MARGIN_SECONDS = 15.0  # a call that was begun may end after the run's slice, before the time-out
_UNDONE = {"voided", "refunded", "cancelled"}


class Looked(NamedTuple):
    """Whether the carrier knows a request id, and the shipment of it that is still good."""

    known: bool
    shipment: Shipment | None


def open_carrier(run: Run) -> CanadaPost:
    """Return the carrier's account of a run's store."""
    return CanadaPost(settings.canada_post_access(run.store), deadline=run.deadline + _CALL_MARGIN_SECONDS)


def look_up(carrier: CanadaPost, request_id: str) -> Looked:
    """Ask the carrier what it has of a request id. Nothing yet does not say that there will be nothing."""
    links = carrier.find(request_id)
    there = (carrier.shipment(link) for link in links)
    good = (shipment for shipment in there if shipment is not None and shipment.status not in _UNDONE)
    return Looked(bool(links), next(good, None))
