"""Shipments are bought, found by our id, read, voided before and refunded after they are transmitted."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from local.doubles.canada_post import CanadaPost, Settings
from local.doubles.canada_post.carrier import TOKEN
from tests.canada_post.conftest import REQUEST, Merchant, request

REQUEST_ID = REQUEST["customerRequestId"]


def test_a_shipment_is_bought_with_its_price_and_links(carrier: CanadaPost, merchant: Merchant) -> None:
    bought = merchant.buy()
    assert (bought["customerRequestId"], bought["shipmentStatus"]) == (REQUEST_ID, "transmitted")
    assert len(bought["trackingPin"]) == 16
    assert bought["shipmentPrice"]["dueAmount"] > bought["shipmentPrice"]["preTaxAmount"] > 0
    links = {link["rel"]: link["href"] for link in bought["links"]}
    assert links.keys() == {"self", "details", "price", "refund", "label"}
    assert merchant.ask("GET", links["self"]).json() == bought
    assert merchant.ask("GET", links["price"]).json() == bought["shipmentPrice"]
    details = merchant.ask("GET", links["details"]).json()
    assert details["shipmentDetail"]["deliverySpec"] == REQUEST["deliverySpec"]
    assert details["customerRequestId"] == REQUEST_ID
    assert carrier.bought(REQUEST_ID) == 1
    assert "shipmentPrice" not in merchant.buy(providePricingInfo=False)


def test_a_shipment_is_found_by_our_id_alone(merchant: Merchant) -> None:
    assert merchant.found() == []
    bought = merchant.buy()
    assert [link["href"] for link in merchant.found()] == [bought["links"][0]["href"]]
    assert merchant.found("another") == []
    for more in ({"no-manifest": "true"}, {"date": "20261130"}, {"limit": "1"}):
        assert merchant.refused("GET", "", params={"request-id": REQUEST_ID, **more}) == (400, "9183")
    assert merchant.refused("GET", "", params={"request-id": "x" * 33}) == (400, "9183")
    assert merchant.refused("GET", "") == (400, "9185")
    assert merchant.ask("GET", "", params={"no-manifest": "true", "date": "20261130", "limit": "1"}).json() == []


def test_a_fresh_shipment_may_not_be_shown_yet(carrier: CanadaPost, merchant: Merchant) -> None:
    carrier.fail("not shown", seconds=2)
    merchant.buy()
    assert [len(merchant.found()) for _ in range(4)] == [0, 0, 1, 1]


def test_the_same_request_id_may_buy_twice_and_it_is_counted(carrier: CanadaPost, merchant: Merchant) -> None:
    first, second = merchant.buy(), merchant.buy()
    assert first["shipmentId"] != second["shipmentId"]
    assert first["trackingPin"] != second["trackingPin"]
    assert (carrier.bought(REQUEST_ID), len(merchant.found())) == (2, 2)


@pytest.mark.parametrize("another", [{"repeats": "refused"}], indirect=True)
def test_the_same_request_id_may_be_refused(another: Merchant) -> None:
    another.buy()
    answer = another.ask("POST", "", json=request())
    assert (answer.status_code, "already exists" in answer.text, another.carrier.bought(REQUEST_ID)) == (400, True, 1)


def test_what_was_transmitted_is_refunded_once(carrier: CanadaPost, merchant: Merchant) -> None:
    number = merchant.buy()["shipmentId"]
    assert merchant.refused("DELETE", f"/{number}") == (400, "8064")
    asked = {"email": "shop@example.com"}
    ticket = merchant.ask("POST", f"/{number}/refund", json=asked)
    assert (ticket.status_code, ticket.json()["serviceTicketId"]) == (200, carrier.shipments[0].refund)
    assert merchant.refused("POST", f"/{number}/refund", json=asked) == (409, "7292")
    assert merchant.refused("POST", f"/{number}/refund", json={})[0] == 400
    assert len(merchant.found()) == 1


@pytest.mark.parametrize("another", [{"contract": "0012345678"}], indirect=True)
def test_a_contract_ships_by_group_and_voids_what_was_not_transmitted(another: Merchant) -> None:
    by_group = {
        "transmitShipment": None,
        "groupId": "20261130",
        "deliverySpec__settlementInfo__contractId": "0012345678",
        "deliverySpec__settlementInfo__intendedMethodOfPayment": "Account",
    }
    assert another.refused("POST", "", json=request()) == (400, "1711")
    bought = another.buy(**by_group)
    assert (bought["shipmentStatus"], "refund" in {link["rel"] for link in bought["links"]}) == ("created", False)
    number = bought["shipmentId"]
    assert another.refused("POST", f"/{number}/refund", json={"email": "shop@example.com"})[0] == 400
    answer = another.ask("DELETE", f"/{number}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert another.refused("DELETE", f"/{number}")[0] == 404
    assert another.refused("GET", f"/{number}")[0] == 404
    assert (another.found(), another.carrier.bought(REQUEST_ID)) == ([], 1)


def test_what_is_suspended_has_a_pin_and_no_label(carrier: CanadaPost, merchant: Merchant) -> None:
    carrier.fail("suspended")
    bought = merchant.buy()
    assert (bought["shipmentStatus"], bool(bought["trackingPin"])) == ("suspended", True)
    assert "label" not in {link["rel"] for link in bought["links"]}
    assert merchant.buy()["shipmentStatus"] == "transmitted"


@pytest.mark.parametrize("another", [{"one_pin": True}], indirect=True)
def test_every_shipment_of_the_test_environment_has_the_same_pin(another: Merchant) -> None:
    assert {another.buy()["trackingPin"] for _ in range(2)} == {"123456789012"}


def test_an_account_without_a_card_buys_nothing(carrier: CanadaPost, merchant: Merchant) -> None:
    carrier.fail("no card")
    assert merchant.refused("POST", "", json=request()) == (400, "9174")
    assert carrier.bought(REQUEST_ID) == 0


@pytest.mark.parametrize(
    ("kind", "applied"),
    [("reset before", 0), ("reset after", 1), ("status", 0), ("status after", 1), ("garbage", 1)],
)
def test_a_failure_buys_or_does_not(carrier: CanadaPost, merchant: Merchant, kind: str, applied: int) -> None:
    carrier.fail(kind, operation="create")
    try:
        merchant.ask("POST", "", json=request())
    except httpx.TransportError:
        assert kind.startswith("reset")
    assert carrier.bought(REQUEST_ID) == carrier.log.count("create", applied=True) == applied
    assert [call.failure for call in carrier.log.of("create")] == [kind]


def test_a_token_is_good_for_an_hour_and_asked_for_by_headers(carrier: CanadaPost, merchant: Merchant) -> None:
    told = merchant.log_in().json()
    assert (told["token_type"], told["scope"], told["expires_in"]) == ("Bearer", "merchant", 3600)
    carrier.clock.advance(minutes=59)
    assert merchant.found() == []
    carrier.clock.advance(minutes=2)
    answer = merchant.ask("GET", "", params={"request-id": REQUEST_ID})
    assert (answer.status_code, answer.json()["httpCode"]) == (401, "401")
    assert merchant.log_in(**{"X-IBM-Client-Secret": "another"}).status_code == 401
    merchant.log_in()
    carrier.tokens.revoke_all()
    assert merchant.ask("GET", "").status_code == 401
    assert carrier.log.count(TOKEN) == 4


def test_a_form_for_a_token_says_what_is_wanted(carrier: CanadaPost) -> None:
    one = carrier.settings
    headers = {"X-IBM-Client-Id": one.client_id, "X-IBM-Client-Secret": one.client_secret}
    url = f"{carrier.url}/cpc-api-native-oauth-provider/oauth2/token"
    for form in ({}, {"grant_type": "password", "scope": "merchant"}):
        assert httpx.post(url, data=form, headers=headers).status_code == 400
    assert httpx.post(url, json={"grant_type": "client_credentials"}, headers=headers).status_code == 400


def test_what_there_is_not_is_not_found(merchant: Merchant) -> None:
    for method, path in (("GET", "/1"), ("GET", "/1/details"), ("GET", "/1/price"), ("DELETE", "/1"), ("PUT", "")):
        assert merchant.ask(method, path).status_code in {404, 405}
    other = merchant.ours.replace("0001234567", "0007654321")
    assert merchant.ask("POST", other, json=request()).status_code == 404


def test_everything_outlives_a_restart(tmp_path: Path) -> None:
    def started() -> Merchant:
        carrier = CanadaPost(Settings(state=tmp_path))
        carrier.start()
        one = Merchant(carrier)
        one.log_in()
        return one

    def ended(one: Merchant) -> None:
        one.close()
        one.carrier.stop()

    first = started()
    bought = first.buy()
    kept: list[Any] = first.carrier.shipments
    ended(first)
    second = started()
    try:
        assert second.carrier.shipments == kept
        assert second.found()[0]["href"].startswith(second.carrier.url)
        assert second.buy()["shipmentId"] != bought["shipmentId"]
    finally:
        ended(second)
