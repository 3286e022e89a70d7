"""A request for a shipment is held to lengths, formats and the rules that have a code."""

from typing import Any

import pytest

from local.doubles.canada_post import CanadaPost
from tests.canada_post.conftest import Merchant, request

DESTINATION = "deliverySpec__destination"
ADDRESS = f"{DESTINATION}__addressDetails"
PARCEL = "deliverySpec__parcelCharacteristics"
SERVER = "Server"  # of what has no code of its own

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"more": 1}, SERVER),
    ({"customerRequestId": None}, SERVER),
    ({"customerRequestId": "x" * 36}, SERVER),
    ({"customerRequestId": "a b"}, SERVER),
    ({"requestedShippingPoint": "K1A 0B1"}, SERVER),
    ({f"{ADDRESS}__postalZipCode": "h2b1a0"}, SERVER),
    ({f"{ADDRESS}__addressLine1": "x" * 45}, SERVER),
    ({f"{ADDRESS}__addressLine1": ""}, SERVER),
    ({f"{ADDRESS}__addressLine3": "x"}, SERVER),
    ({f"{ADDRESS}__city": "x" * 41}, SERVER),
    ({f"{ADDRESS}__provState": "Quebec"}, SERVER),
    ({f"{ADDRESS}__countryCode": "CAN"}, SERVER),
    ({f"{DESTINATION}__clientVoiceNumber": "5" * 26}, SERVER),
    ({f"{DESTINATION}__name": "x" * 45}, SERVER),
    ({f"{DESTINATION}__name": None}, "1156"),
    ({"deliverySpec__options": [{"optionCode": "XX"}]}, SERVER),
    ({"deliverySpec__options": [{"optionCode": "SO"}, {"optionCode": "LAD"}]}, "1645"),
    ({"deliverySpec__serviceCode": "USA.EP"}, "9111"),
    ({f"{PARCEL}__weight": 0}, SERVER),
    ({f"{PARCEL}__weight": 1.2345}, SERVER),
    ({f"{PARCEL}__weight": "1.2"}, SERVER),
    ({f"{PARCEL}__weight": True}, SERVER),
    ({f"{PARCEL}__weight": 30.001}, "1630"),
    ({f"{PARCEL}__dimensions": None}, "9162"),
    ({f"{PARCEL}__dimensions__length": 10.55}, SERVER),
    ({f"{PARCEL}__dimensions__height": None}, SERVER),
    ({"deliverySpec__printPreferences": {"outputFormat": "8.5x11", "encoding": "ZPL"}}, "9191"),
    ({"deliverySpec__printPreferences": {"outputFormat": "A4", "encoding": "PDF"}}, SERVER),
    ({"deliverySpec__references__customerRef1": "x" * 36}, SERVER),
    ({"deliverySpec__settlementInfo__intendedMethodOfPayment": None}, "1711"),
    ({"deliverySpec__settlementInfo__intendedMethodOfPayment": "Account"}, "1711"),
    ({"deliverySpec__settlementInfo__paidByCustomer": "0007654321"}, "1711"),
    ({"deliverySpec__settlementInfo__contractId": "0012345678"}, "2506"),
    ({"groupId": "20261130"}, "9108"),
    ({"transmitShipment": None}, "9108"),
    ({"transmitShipment": False}, "9108"),
    ({"deliverySpec": []}, SERVER),
]


@pytest.mark.parametrize(("changed", "code"), WRONG, ids=lambda one: str(one)[:60])
def test_a_request_that_breaks_a_rule_buys_nothing(
    carrier: CanadaPost, merchant: Merchant, changed: dict[str, Any], code: str
) -> None:
    assert merchant.refused("POST", "", json=request(**changed)) == (400, code)
    assert carrier.shipments == []


RIGHT: list[dict[str, Any]] = [
    {"customerRequestId": "x" * 35},
    {f"{ADDRESS}__addressLine1": "é" * 44},
    {f"{ADDRESS}__addressLine2": None},
    {f"{PARCEL}__weight": 30},
    {f"{PARCEL}__dimensions__length": 0.1},
    {"deliverySpec__options": []},
    {"deliverySpec__options": None, "deliverySpec__references": None},
    {f"{DESTINATION}__company": "Example Inc.", f"{DESTINATION}__name": None},
    {"deliverySpec__printPreferences": {"outputFormat": "4x6", "encoding": "ZPL"}},
]


@pytest.mark.parametrize("changed", RIGHT, ids=lambda one: str(one)[:60])
def test_a_request_at_the_edge_of_its_rules_buys(
    carrier: CanadaPost, merchant: Merchant, changed: dict[str, Any]
) -> None:
    merchant.buy(**changed)
    assert len(carrier.shipments) == 1


def test_what_is_no_json_is_refused(carrier: CanadaPost, merchant: Merchant) -> None:
    json_type = {"Content-Type": "application/json"}
    assert merchant.ask("POST", "", content=b"{", headers=json_type).status_code == 400
    assert merchant.ask("POST", "", content=b"{}", headers={"Content-Type": "text/plain"}).status_code == 415
    assert carrier.shipments == []
