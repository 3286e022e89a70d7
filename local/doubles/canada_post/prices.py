"""What a parcel costs, and the operation that says so before it is bought."""

import json
from typing import Any

from local.doubles.canada_post.replies import found
from local.doubles.canada_post.request_rules import HEAVIEST, SERVICES, judge_quote
from local.doubles.canada_post.settings import BASE, Settings
from local.doubles.kit import Asked, Operation, RefusedError, Reply

_TAX = 0.13


def net(service: str, weight: float) -> float:
    """Return a price without taxes."""
    return round(SERVICES[service] + 1.5 * weight, 2)


def due(service: str, weight: float) -> float:
    """Return a price with taxes."""
    return round((SERVICES[service] + 1.5 * weight) * (1 + _TAX), 2)


class Prices:
    """The rates of the account."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.operations = (Operation("prices", "POST", f"{BASE}/rating/v1/prices", self._quote),)

    def _quote(self, asked: Asked) -> Reply:
        body = sent(asked)
        judge_quote(body, self._settings)
        weight = float(body["parcelCharacteristics"]["weight"])
        if weight > HEAVIEST:
            raise RefusedError(400, "The weight exceeds 30 kg.", "1630")
        return found([_priced(service, weight) for service in body.get("services", SERVICES) if service in SERVICES])


def _priced(service: str, weight: float) -> dict[str, Any]:
    base, whole = net(service, weight), due(service, weight)
    details = {"base": base, "due": whole, "taxes": {"hst": {"amt": round(whole - base, 2)}}, "adjustments": []}
    return {"serviceCode": service, "serviceName": service, "priceDetails": details}


def sent(asked: Asked) -> Any:
    """Return the JSON that was sent, or refuse."""
    if asked.request.headers.get("content-type") != "application/json":
        raise RefusedError(415, "The body has to be application/json.")
    try:
        return json.loads(asked.request.body)
    except ValueError:
        raise RefusedError(400, "The body is no JSON.") from None
