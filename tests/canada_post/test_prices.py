"""What a parcel would cost is said before it is bought, and is what it costs."""

from typing import Any

import pytest

from tests.canada_post.conftest import Merchant, request

QUOTE: dict[str, Any] = {
    "quoteType": "commercial",
    "customerNumber": "0001234567",
    "options": [{"optionCode": "SO"}],
    "parcelCharacteristics": {"weight": 1.25, "dimensions": {"length": 30, "width": 20, "height": 10.5}},
    "originPostalCode": "K1A0B1",
    "destination": {"domestic": {"postalCode": "H2B1A0"}},
    "services": ["DOM.EP", "DOM.XP"],
}


def place(merchant: Merchant) -> str:
    return f"{merchant.carrier.url}/rating/v1/prices"


def test_each_service_has_its_price_and_a_shipment_costs_it(merchant: Merchant) -> None:
    prices = merchant.ask("POST", place(merchant), json=QUOTE).json()
    assert [one["serviceCode"] for one in prices] == ["DOM.EP", "DOM.XP"]
    assert merchant.buy()["shipmentPrice"]["dueAmount"] == prices[0]["priceDetails"]["due"]
    assert request()["deliverySpec"]["serviceCode"] == "DOM.EP"


def test_without_services_every_one_is_priced_and_one_that_is_not_there_is_left_out(merchant: Merchant) -> None:
    every = merchant.ask("POST", place(merchant), json={k: v for k, v in QUOTE.items() if k != "services"}).json()
    assert len(every) == 4
    assert merchant.ask("POST", place(merchant), json=QUOTE | {"services": ["DOM.LIB"]}).json() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"customerNumber": "0007654321"}, "9177"),
        ({"quoteType": "counter"}, "9177"),
        ({"contractId": "12345678"}, "2506"),
        ({"originPostalCode": "K1A 0B1"}, "Server"),
        ({"destination": {"domestic": {}}}, "Server"),
        ({"parcelCharacteristics": {"weight": 31}}, "1630"),
        ({"parcelCharacteristics": {"weight": 0}}, "Server"),
        ({"services": []}, "Server"),
        ({"more": 1}, "Server"),
    ],
)
def test_what_is_no_question_for_a_price_is_refused(merchant: Merchant, changed: dict[str, Any], code: str) -> None:
    assert merchant.refused("POST", place(merchant), json=QUOTE | changed) == (400, code)
