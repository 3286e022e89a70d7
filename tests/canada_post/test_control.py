"""What a person sees of the carrier over HTTP, and does to it."""

import httpx

from local.doubles.canada_post import CanadaPost
from tests.canada_post.conftest import REQUEST, Merchant, request


def test_labels_are_shown_with_how_many_a_request_id_bought(carrier: CanadaPost, merchant: Merchant) -> None:
    counter = f"{carrier.host}/_double/canada_post"
    assert httpx.post(f"{counter}/fail", json={"kind": "suspended"}).json() == {"done": None}
    for _ in range(2):
        merchant.buy()
    number = merchant.buy(customerRequestId="another")["shipmentId"]
    merchant.ask("POST", f"/{number}/refund", json={"email": "shop@example.com"})
    seen = httpx.get(counter).json()
    assert [(one["request_id"], one["bought"], one["status"]) for one in seen["shipments"]] == [
        ("another", 1, "refunded"),
        (REQUEST["customerRequestId"], 2, "transmitted"),
        (REQUEST["customerRequestId"], 2, "suspended"),
    ]
    assert [(call["operation"], call["applied"]) for call in seen["calls"][:2]] == [("refund", True), ("create", True)]
    assert "Robin" not in httpx.get(counter).text


def test_failures_are_turned_on_and_off_and_tokens_revoked(carrier: CanadaPost, merchant: Merchant) -> None:
    counter = f"{carrier.host}/_double/canada_post"
    httpx.post(f"{counter}/fail", json={"kind": "status", "count": 9, "operation": "create"})
    assert merchant.ask("POST", "", json=request()).status_code == 503
    httpx.post(f"{counter}/calm")
    assert merchant.ask("POST", "", json=request()).status_code == 200
    httpx.post(f"{counter}/revoke")
    assert merchant.ask("GET", "").status_code == 401
    assert httpx.post(f"{counter}/fail", json={"kind": "earthquake"}).status_code == 400
