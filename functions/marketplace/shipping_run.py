"""The shipping step: a label for each order that is accepted and may be shipped, bought once whatever happens."""

from typing import Any

from address import AddressError
from carrier import open_carrier
from label_file import keep_label
from label_purchase import buy_label, find_label
from ordak.canada_post.client import CanadaPost, CarrierError
from ordak.runs import Run
from parcel import ParcelError
from passing_over import pass_over, passing_over

_SETTING = "PARCEL_SETTING"
_MOST_UNKNOWN = 3  # in a row: then it is the carrier's failure, and no more orders are to share it


def ship_orders(run: Run) -> None:
    """Take each order of the store once, by deadline. One that fails stops no other; what is of all ends the run."""
    carrier = open_carrier(run)
    failed: Exception | None = None
    unknown = 0
    while (page := _page(run))["orders"]:
        for order in page["orders"]:
            try:
                with passing_over(run, pass_over(run, order["order_gid"])):
                    _ship(run, carrier, order, page["setting"])
                unknown = 0
            except CarrierError as error:
                unknown += 1
                if error.systemic or error.outcome == "not_sent" or unknown == _MOST_UNKNOWN:
                    raise
                # An outcome that is not known is looked up by the next run.
                failed = failed if error.outcome == "unknown" else error
            run.keep(after_ship_by=order["ship_by"], after=order["order_gid"])
    if failed is not None:
        raise failed


def _page(run: Run) -> dict[str, Any]:
    after = run.checkpoint
    return run.ask_store(
        "list_shippable", after_ship_by=after.get("after_ship_by", "-infinity"), after=after.get("after", "")
    )


def _ship(run: Run, carrier: CanadaPost, order: dict[str, Any], setting: object) -> None:
    """Bring one order as far as it goes: its label is bought or found, then fetched, checked and kept."""
    try:
        shipment = _shipment(run, carrier, order, setting)
    except (AddressError, ParcelError) as error:
        if str(error) == _SETTING:
            raise
        run.ask_store("park_shipment", order_gid=order["order_gid"], code=str(error))
        return
    if shipment is not None:
        keep_label(run, carrier, shipment)


def _shipment(run: Run, carrier: CanadaPost, order: dict[str, Any], setting: object) -> dict[str, Any] | None:
    known = order["shipment"]
    if known is None:
        return buy_label(run, carrier, order, setting)
    if not known["kept"] and (known["state"] != "bought" or known["status"] == "suspended" or None in known.values()):
        return find_label(run, carrier, order)
    return {**known, "order_gid": order["order_gid"], "parcel": order["parcel"]}
