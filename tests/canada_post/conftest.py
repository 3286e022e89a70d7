"""A carrier that is asked by plain HTTP: no client of ours stands between."""

import copy
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.doubles.canada_post import CanadaPost, Settings
from local.doubles.canada_post.carrier import TOKEN

FORM = {"grant_type": "client_credentials", "scope": "merchant"}
REQUEST: dict[str, Any] = {
    "customerRequestId": "BBY-10001-A-P1",
    "transmitShipment": True,
    "requestedShippingPoint": "K1A0B1",
    "providePricingInfo": True,
    "deliverySpec": {
        "serviceCode": "DOM.EP",
        "sender": {
            "company": "Example Shop",
            "contactPhone": "613-555-0100",
            "addressDetails": {
                "addressLine1": "1 Example Street",
                "city": "Ottawa",
                "provState": "ON",
                "countryCode": "CA",
                "postalZipCode": "K1A0B1",
            },
        },
        "destination": {
            "name": "Robin Example",
            "clientVoiceNumber": "514-555-0101",
            "addressDetails": {
                "addressLine1": "2 rue Exemple",
                "addressLine2": "app. 3",
                "city": "Montréal",
                "provState": "QC",
                "countryCode": "CA",
                "postalZipCode": "H2B1A0",
            },
        },
        "options": [{"optionCode": "SO"}],
        "parcelCharacteristics": {"weight": 1.25, "dimensions": {"length": 30, "width": 20, "height": 10.5}},
        "printPreferences": {"outputFormat": "4x6", "encoding": "PDF"},
        "preferences": {"showPackingInstructions": False, "showPostageRate": False, "showInsuredValue": False},
        "references": {"customerRef1": "BBY-10001-A"},
        "settlementInfo": {"paidByCustomer": "0001234567", "intendedMethodOfPayment": "CreditCard"},
    },
}


def request(**changed: Any) -> dict[str, Any]:
    """Return a request of which fields are changed, by their path with two underscores; None takes one away."""
    body = copy.deepcopy(REQUEST)
    for path, value in changed.items():
        *way, name = path.split("__")
        place = body
        for step in way:
            place = place[step]
        if value is None:
            place.pop(name, None)
        else:
            place[name] = value
    return body


class Merchant:
    """The merchant's side of the API."""

    def __init__(self, carrier: CanadaPost) -> None:
        self.carrier = carrier
        self._http = httpx.Client()
        self._token = ""
        one = carrier.settings
        self.ours = f"{carrier.url}/shipping/v1/{one.customer}/{one.customer}/shipments"

    def log_in(self, **headers: str) -> httpx.Response:
        """Ask for a token, and keep it."""
        one = self.carrier.settings
        known = {"X-IBM-Client-Id": one.client_id, "X-IBM-Client-Secret": one.client_secret}
        answer = self._http.post(
            f"{self.carrier.url}/cpc-api-native-oauth-provider/oauth2/token", data=FORM, headers=known | headers
        )
        self._token = answer.json().get("access_token", "")
        return answer

    def ask(self, method: str, url: str, **how: Any) -> httpx.Response:
        """Ask with the token that is there."""
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json", **how.pop("headers", {})}
        return self._http.request(method, url if "://" in url else self.ours + url, headers=headers, **how)

    def buy(self, **changed: Any) -> dict[str, Any]:
        """Buy a shipment."""
        answer = self.ask("POST", "", json=request(**changed))
        assert answer.status_code == 200, answer.text
        bought: dict[str, Any] = answer.json()
        return bought

    def refused(self, method: str, url: str, **how: Any) -> tuple[int, str]:
        """Return status and code of a refusal."""
        answer = self.ask(method, url, **how)
        (error,) = answer.json()["errors"]
        return answer.status_code, error["errorCode"]

    def found(self, request_id: str = REQUEST["customerRequestId"]) -> list[dict[str, str]]:
        """Look shipments up by our id."""
        answer = self.ask("GET", "", params={"request-id": request_id})
        assert answer.status_code == 200
        links: list[dict[str, str]] = answer.json()
        return links

    def label(self, shipment: dict[str, Any]) -> httpx.Response:
        """Fetch a shipment's label."""
        (href,) = [link["href"] for link in shipment["links"] if link["rel"] == "label"]
        return self.ask("GET", href, headers={"Accept": "application/pdf"})

    def close(self) -> None:
        self._http.close()


@pytest.fixture(scope="session")
def listening() -> Iterator[CanadaPost]:
    started = CanadaPost()
    started.start()
    yield started
    started.stop()


@pytest.fixture
def carrier(listening: CanadaPost) -> CanadaPost:
    """A carrier that has sold nothing."""
    listening.forget()
    return listening


@pytest.fixture(scope="session")
def open_merchant(listening: CanadaPost) -> Iterator[Merchant]:
    one = Merchant(listening)
    yield one
    one.close()


@pytest.fixture
def merchant(open_merchant: Merchant, carrier: CanadaPost) -> Merchant:
    """A merchant who has a token."""
    open_merchant.log_in()
    assert carrier.log.count(TOKEN) == 1
    return open_merchant


@pytest.fixture
def another(request: pytest.FixtureRequest) -> Iterator[Merchant]:
    """A merchant of a carrier that is set up as the test says."""
    started = CanadaPost(Settings(**request.param))
    started.start()
    one = Merchant(started)
    one.log_in()
    yield one
    one.close()
    started.stop()
