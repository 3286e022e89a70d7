"""What only this machine's tools and pages may do, no page of another site does."""

from collections.abc import Iterator

import httpx
import pytest

from local.servers.same_origin import is_foreign
from local.stack import Stack

FOREIGN = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:1"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"host": "rebound.example"},
    {"host": "127.0.0.1.rebound.example:3000"},
    {"host": "rebound.example", "origin": "http://rebound.example", "sec-fetch-site": "same-origin"},
]


def doors(stack: Stack) -> Iterator[tuple[str, str]]:
    """Every door that is no part of what is deployed: method and address."""
    domain = stack.env["SHOPIFY_DOMAIN_BANNOS"]
    yield "POST", f"{stack.url}/_local/schedules/SweeperFunction"
    yield "POST", f"{stack.url}/_local/sandbox/begin"
    for deed in ("sell", "uninstall", "privacy", "deliver"):
        yield "POST", f"{stack.shopify.url}/_double/{domain}/{deed}"
    yield "GET", f"{stack.shopify.url}/_double/{domain}"
    yield "GET", f"{stack.shopify.url}/_double/shops"
    yield "POST", f"{stack.mirakl.url}/_double/mirakl/order"
    yield "GET", f"{stack.mirakl.url}/_double/mirakl"
    carrier = stack.canada_post.host
    yield "POST", f"{carrier}/_double/canada_post/fail"
    yield "GET", f"{carrier}/_double/canada_post"
    yield "POST", f"{stack.sso.url}/_double/fail"
    yield "GET", f"{stack.sso.url}/_double/calls"
    yield "GET", f"{stack.outside.url}/"


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_page_of_another_site_opens_no_door(stack: Stack, headers: dict[str, str]) -> None:
    calls = len(stack.shopify.shop(stack.env["SHOPIFY_DOMAIN_BANNOS"]).orders)
    for method, address in doors(stack):
        answer = httpx.request(method, address, headers=headers, content=b"[]")
        assert answer.status_code == 403, address
    assert len(stack.shopify.shop(stack.env["SHOPIFY_DOMAIN_BANNOS"]).orders) == calls


def test_tools_open_them(stack: Stack) -> None:
    for method, address in doors(stack):
        if method == "GET":
            assert httpx.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "127.0.0.1:3000"},
        {"host": "localhost"},
        {"host": "[::1]:3000", "origin": "http://[::1]:3000", "sec-fetch-site": "same-origin"},
        {"host": "127.0.0.1:3000", "origin": "http://127.0.0.1:3000"},
    ],
)
def test_our_own_pages_are_not_foreign(headers: dict[str, str]) -> None:
    assert not is_foreign(headers)
