"""What a person sees of the carrier, and can do to it."""

from collections import Counter
from typing import Any

from starlette.routing import Route

from local.doubles.canada_post.carrier import Carrier
from local.doubles.kit.control import Deed, control_routes

SHOWN_SHIPMENTS, SHOWN_CALLS = 20, 40


def routes(carrier: Carrier) -> list[Route]:
    """Return the routes."""
    deeds: dict[str, Deed] = {
        "fail": lambda asked: carrier.fail(**asked),
        "calm": lambda _asked: carrier.switches.clear(),
        "revoke": lambda _asked: carrier.tokens.revoke_all(),
    }
    return control_routes("canada_post", lambda: show(carrier), deeds)


def show(carrier: Carrier) -> dict[str, Any]:
    """Return the last shipments, each with how many its request id has bought, and the last calls."""
    shipments = carrier.shipments
    bought = Counter(one.request_id for one in shipments)
    rows = [
        {
            "id": one.id,
            "request_id": one.request_id,
            "bought": bought[one.request_id],
            "status": "voided" if one.voided else "refunded" if one.refund else one.status,
            "pin": one.pin,
            "due": one.due,
            "at": one.at,
        }
        for one in shipments[-SHOWN_SHIPMENTS:]
    ]
    return {"shipments": rows[::-1], "calls": carrier.log.lines(SHOWN_CALLS)[::-1]}
