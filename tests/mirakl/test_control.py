"""What a person does to the marketplace over HTTP is what a test does in Python."""

import httpx

from local.doubles.mirakl import Mirakl
from tests.mirakl.conftest import Seller


def test_the_counter_does_what_python_does(market: Mirakl, seller: Seller) -> None:
    def do(deed: str, **asked: object) -> httpx.Response:
        return httpx.post(f"{market.url}/_double/mirakl/{deed}", json=asked)

    market.offer("LAMP", 5, "Lamp")
    order = do("order", sku="LAMP", quantity=2).json()["done"]
    seller.accept(seller.orders(order_ids=order)[0])
    assert do("debit", order=order).status_code == 200
    assert do("write", order=order, body="Where is it?").json()["done"] in {
        one["id"] for one in seller.ask("GET", "/inbox/threads").json()["data"]
    }
    assert do("refund", order=order, amount="1.00").status_code == 200
    assert do("fail", kind="status", operation="OR24", status=502).status_code == 200
    assert seller.ask("PUT", f"/orders/{order}/ship").status_code == 502
    seen = httpx.get(f"{market.url}/_double/mirakl").json()
    assert seen["offers"] == [{"sku": "LAMP", "quantity": 3, "title": "Lamp", "price": "49.99"}]
    (shown,) = seen["orders"]
    assert (shown["id"], shown["state"], shown["needs_reply"]) == (order, "SHIPPING", True)
    assert [(call["operation"], call["status"], call["failure"]) for call in seen["calls"][:2]] == [
        ("OR24", 502, "status"),
        ("M11", 200, ""),
    ]
    assert do("cancel", order=order).status_code == 200
    assert do("step", order=order, state="A_STATE_OF_TOMORROW").status_code == 200
    assert market.state(order) == "A_STATE_OF_TOMORROW"
    do("fail", kind="status", count=9)
    assert do("calm").status_code == 200
    assert seller.orders() != []


def test_what_cannot_be_done_is_said(market: Mirakl) -> None:
    counter = f"{market.url}/_double/mirakl"
    assert httpx.post(f"{counter}/dance").status_code == 404
    assert httpx.post(f"{counter}/cancel", json={"order": "none"}).status_code == 409
    for deed, asked in (("cancel", {}), ("fail", {"kind": "earthquake"}), ("order", [])):
        answer = httpx.post(f"{counter}/{deed}", json=asked)
        assert (answer.status_code, bool(answer.json()["error"])) == (400, True)
    assert httpx.post(f"{counter}/cancel", content=b"{").status_code == 400
    assert httpx.post(f"{counter}/order", headers={"origin": "https://evil.example"}).status_code == 403


def test_nothing_of_a_person_is_shown(market: Mirakl, seller: Seller) -> None:
    canary = "Zz-CANARY"
    order = market.order(("LAMP", 1), person={"firstname": canary}, address={"street_1": canary})
    market.customer_writes(order, canary, topic=canary)
    seller.ask("GET", "/inbox/threads")
    assert canary not in httpx.get(f"{market.url}/_double/mirakl").text
