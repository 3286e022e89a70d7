"""The failure switches: each strikes so many times, where it is meant to, before or after the change as it says."""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from local.doubles.kit import server
from local.doubles.shopify import Shop, Shopify
from local.servers.processes import wait_until
from tests.clock import Gate
from tests.shopify.conftest import DOMAIN, OPERATIONS, Admin


@pytest.fixture(autouse=True)
def shelf(shop: Shop) -> None:
    shop.add_variant("CAKE", 5)


def test_5xx_comes_so_many_times_and_applies_nothing(shop: Shop, admin: Admin) -> None:
    shop.fail("status", 2, status=502)
    entry = {"name": "available", "reason": "correction", "quantities": [admin.quantity("CAKE", 9, 5)]}
    answers = [admin.post(OPERATIONS["SetQuantities"], {"input": entry, "key": "k"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [502, 502, 200]
    assert [call.applied for call in shop.calls] == [False, False, True]


def test_a_failure_is_for_an_operation_or_for_any(shop: Shop, admin: Admin) -> None:
    shop.fail("status", operation="Subs")
    assert admin.post(OPERATIONS["Locs"]).status_code == 200
    assert admin.post(OPERATIONS["Subs"]).status_code == 503
    assert admin.post(OPERATIONS["Subs"]).status_code == 200


def test_429_says_when_to_come_again(shop: Shop, admin: Admin) -> None:
    shop.fail("status", status=429, retry_after="2.0")
    answer = admin.post(OPERATIONS["Locs"])
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2.0")


@pytest.mark.parametrize(("kind", "available"), [("reset before", 5), ("reset after", 9)])
def test_the_connection_is_reset_before_or_after_the_change(
    shop: Shop, admin: Admin, kind: str, available: int
) -> None:
    shop.fail(kind)
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        admin.set(admin.quantity("CAKE", 9, 5))
    assert shop.available("CAKE") == available
    assert not admin.set(admin.quantity("CAKE", 9, 5))["userErrors"]
    assert (shop.available("CAKE"), shop.changes("CAKE")) == (9, 1)
    assert shop.calls[0].outcome == kind
    assert shop.calls[0].applied is (available == 9)


def test_throttled_applies_nothing(shop: Shop, admin: Admin) -> None:
    shop.fail("throttled")
    entry = {"name": "available", "reason": "correction", "quantities": [admin.quantity("CAKE", 9, 5)]}
    body = admin("SetQuantities", input=entry, key="k")
    assert body["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert (shop.available("CAKE"), shop.calls[0].outcome) == (5, "THROTTLED")


def test_stale_is_someone_else_being_quicker(shop: Shop, admin: Admin) -> None:
    shop.fail("stale")
    assert admin.set(admin.quantity("CAKE", 9, 5))["userErrors"][0]["code"] == "CHANGE_FROM_QUANTITY_STALE"
    assert shop.available("CAKE") == 4
    assert "inventory_levels/update" in [one.topic for one in shop.post.held]


def test_a_good_token_is_refused_once(shop: Shop, admin: Admin) -> None:
    shop.fail("token refused")
    assert [admin.post(OPERATIONS["Locs"]).status_code for _ in range(2)] == [401, 200]


def test_garbage_is_not_json_though_the_change_was_made(shop: Shop, admin: Admin) -> None:
    shop.fail("garbage")
    entry = {"name": "available", "reason": "correction", "quantities": [admin.quantity("CAKE", 9, 5)]}
    answer = admin.post(OPERATIONS["SetQuantities"], {"input": entry, "key": "k"})
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert shop.available("CAKE") == 9


def test_another_version_may_answer(shop: Shop, admin: Admin) -> None:
    shop.fail("headers", headers={"X-Shopify-API-Version": "2026-07"})
    versions = [admin.post(OPERATIONS["Locs"]).headers["x-shopify-api-version"] for _ in range(2)]
    assert versions == ["2026-07", "2026-10"]


def test_latency_delays_the_answer_and_not_the_others(
    shop: Shop, admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    monkeypatch.setattr(server, "sleep", gate.sleep_async)
    shop.fail("latency", seconds=7)
    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(admin.post, OPERATIONS["Locs"])
        wait_until(lambda: bool(gate.sleeps), 30, lambda: "Nothing is delayed.")
        assert admin.post(OPERATIONS["Locs"]).status_code == 200
        assert not slow.done()
        gate.open()
        assert slow.result().status_code == 200
    assert gate.sleeps == [7]


def test_the_token_door_fails_when_it_is_named(double: Shopify, shop: Shop) -> None:
    shop.fail("status")
    url = f"{double.url}/{DOMAIN}/admin/oauth/access_token"
    assert httpx.post(url, data={}).status_code == 400
    shop.fail("status", operation="AccessToken", status=500)
    assert httpx.post(url, data={}).status_code == 500


def test_switches_are_set_and_cleared_over_http(double: Shopify, shop: Shop, admin: Admin) -> None:
    counter = f"{double.url}/_double/{DOMAIN}"
    assert httpx.post(f"{counter}/fail", json={"kind": "status", "count": 5, "status": 500}).status_code == 200
    assert admin.post(OPERATIONS["Locs"]).status_code == 500
    assert httpx.post(f"{counter}/calm").status_code == 200
    assert admin.post(OPERATIONS["Locs"]).status_code == 200
    assert httpx.post(f"{counter}/fail", json={"kind": "earthquake"}).status_code == 400
    with pytest.raises(ValueError, match="earthquake"):
        shop.fail("earthquake")


def test_calls_are_counted_by_operation_and_by_what_they_changed(shop: Shop, admin: Admin) -> None:
    admin.set(admin.quantity("CAKE", 9, 5))
    admin.set(admin.quantity("CAKE", 8, 5), key="k2")
    admin("Locs")
    assert (shop.count(), shop.count("SetQuantities"), shop.count("SetQuantities", applied=True)) == (3, 2, 1)
    assert [call.outcome for call in shop.calls] == ["ok", "CHANGE_FROM_QUANTITY_STALE", "ok"]
    assert [call.key for call in shop.calls] == ["key-1", "k2", None]
    assert shop.calls[0].variables["input"]["quantities"][0]["quantity"] == 9
