"""Who may ask, and which version answers."""

import httpx
import pytest

from local.doubles.shopify import Shop, Shopify
from tests.shopify.conftest import DOMAIN, OTHER, SECRET, TOKEN, Admin

GRANT = {"grant_type": "client_credentials", "client_id": "an id", "client_secret": SECRET}


def grant(double: Shopify, domain: str = DOMAIN, **changed: str) -> httpx.Response:
    return httpx.post(f"{double.url}/{domain}/admin/oauth/access_token", data=GRANT | changed)


def test_client_credentials_get_a_token_for_a_day(double: Shopify, admin: Admin) -> None:
    body = grant(double).json()
    assert set(body) == {"access_token", "scope", "expires_in"}
    assert body["expires_in"] == 86399
    assert "write_inventory" in body["scope"]
    assert admin.post("{ shop { name } }", token=body["access_token"]).status_code == 200
    double.clock.advance(seconds=86398)
    assert admin.post("{ shop { name } }", token=body["access_token"]).status_code == 200
    double.clock.advance(seconds=2)
    assert admin.post("{ shop { name } }", token=body["access_token"]).status_code == 401


def test_the_grant_takes_json_too(double: Shopify) -> None:
    assert httpx.post(f"{double.url}/{DOMAIN}/admin/oauth/access_token", json=GRANT).status_code == 200


@pytest.mark.parametrize("changed", [{"client_secret": "wrong"}, {"client_id": "wrong"}, {"grant_type": "password"}])
def test_wrong_credentials_get_none(double: Shopify, changed: dict[str, str]) -> None:
    answer = grant(double, **changed)
    assert answer.status_code == 400
    assert "access_token" not in answer.json()


@pytest.mark.parametrize("token", ["", "wrong", "shpat_fixed2", "ключ"])
def test_a_wrong_token_is_refused_in_shopifys_words(double: Shopify, token: str) -> None:
    url = f"{double.url}/{DOMAIN}/admin/api/2026-10/graphql.json"
    answer = httpx.post(url, json={"query": "{ shop { name } }"}, headers={b"X-Shopify-Access-Token": token.encode()})
    assert answer.status_code == 401
    assert answer.json()["errors"].startswith("[API] Invalid API key or access token")


def test_a_token_is_one_shops(double: Shopify) -> None:
    token = grant(double).json()["access_token"]
    other = Admin(double, OTHER)
    assert other.post("{ shop { name } }", token=token).status_code == 401
    assert other.post("{ shop { name } }", token=TOKEN).status_code == 401


def test_an_uninstalled_app_has_no_access(double: Shopify, shop: Shop, admin: Admin) -> None:
    token = grant(double).json()["access_token"]
    shop.uninstall()
    assert [admin.post("{ shop { name } }", token=one).status_code for one in (token, TOKEN)] == [401, 401]
    assert grant(double).status_code == 400


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("2026-04", "2026-04"),
        ("2026-07", "2026-07"),
        ("2026-10", "2026-10"),
        ("2024-01", "2026-04"),
        ("2030-01", "2026-04"),
    ],
)
def test_a_version_that_cannot_be_reached_falls_forward(admin: Admin, asked: str, answers: str) -> None:
    answer = admin.post("{ publicApiVersions { handle supported } }", version=asked)
    assert answer.status_code == 200
    assert answer.headers["x-shopify-api-version"] == answers
    handles = {one["handle"]: one["supported"] for one in answer.json()["data"]["publicApiVersions"]}
    assert handles["2026-10"] is True
    assert handles["2027-01"] is False


def test_what_is_no_version_or_shop_is_not_found(double: Shopify, admin: Admin) -> None:
    assert admin.post("{ shop { name } }", version="latest").status_code == 404
    assert httpx.post(f"{double.url}/unknown.myshopify.com/admin/api/2026-10/graphql.json", json={}).status_code == 404
    assert grant(double, "unknown.myshopify.com").status_code == 404


def test_a_body_without_query_is_400(admin: Admin) -> None:
    url = f"{admin.base}/admin/api/2026-10/graphql.json"
    for content in (b"", b"[]", b'{"query": 5}', b'{"query": "{shop{name}}", "variables": 5}'):
        assert httpx.post(url, content=content, headers={"X-Shopify-Access-Token": TOKEN}).status_code == 400
