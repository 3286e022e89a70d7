"""The token of a shop: earned once, renewed before it ends, never shown."""

import os
from dataclasses import replace
from typing import Any

import pytest

from local.doubles.shopify import Shop, Shopify
from ordak import settings
from ordak.settings import MissingSettingError, ShopAccess
from ordak.shopify import call as shopify_call
from ordak.shopify.admin import ShopifyAdmin, ShopifyError
from tests.adapters.conftest import ACCESS, FIXED, Connect, Lines
from tests.adapters.wire import Call, wire

CANARY = "Zz-CANARY"
HOUR = 3600.0
DOMAIN = "bannos.myshopify.com"


@pytest.fixture
def grants(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Every request for a token that the double saw."""
    seen: list[dict[str, Any]] = []
    grant = shop.tokens.grant

    def noted(asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        seen.append(asked)
        return grant(asked)

    monkeypatch.setattr(shop.tokens, "grant", noted)
    return seen


def pass_time(shop: Shop, seconds: float) -> None:
    """Let time pass, for the double and for what we remember."""
    shop.clock.advance(seconds=seconds)
    for whose, kept in shopify_call._tokens.items():  # noqa: SLF001 - time passes
        older = kept._replace(renew_at=kept.renew_at - seconds, expires_at=kept.expires_at - seconds)
        shopify_call._tokens[whose] = older  # noqa: SLF001


def test_token_is_earned_once_for_every_client_of_the_process(connect: Connect, grants: list[dict[str, Any]]) -> None:
    for _ in range(3):
        connect().locations()
    client = {"client_id": "double-client-id", "client_secret": "double-client-secret"}
    assert grants == [{"grant_type": "client_credentials", **client}]


def test_each_shop_has_a_token_of_its_own(connect: Connect, second: Shop) -> None:
    connect().locations()
    connect(replace(ACCESS, store="flourlane", domain=second.domain)).locations()
    assert [call.outcome for call in second.calls] == ["ok"]


def test_token_is_renewed_an_hour_before_it_ends(connect: Connect, shop: Shop, grants: list[dict[str, Any]]) -> None:
    connect().locations()
    pass_time(shop, 22.9 * HOUR)
    connect().locations()
    assert len(grants) == 1
    pass_time(shop, 0.2 * HOUR)
    connect().locations()
    assert len(grants) == 2


def test_token_that_cannot_be_renewed_serves_until_it_ends(
    connect: Connect, shop: Shop, grants: list[dict[str, Any]], lines: Lines
) -> None:
    connect().locations()
    pass_time(shop, 23.1 * HOUR)
    shop.fail("status", count=3, operation="AccessToken")
    connect().locations()
    connect().locations()  # and it is not tried at each call
    assert [(line["outcome"], line["store"]) for line in lines.of("survived")] == [("token", "bannos")]
    pass_time(shop, 120)
    connect().locations()
    assert len(lines.of("survived")) == 2
    pass_time(shop, HOUR)
    with pytest.raises(ShopifyError, match="HTTP_503"):
        connect().locations()
    connect().locations()
    assert len(grants) == 2


def test_token_that_is_refused_is_earned_anew_once(connect: Connect, shop: Shop, grants: list[dict[str, Any]]) -> None:
    connect().locations()
    shop.tokens.revoke_all()
    connect().locations()
    assert len(grants) == 2
    shop.fail("token refused", count=5)
    with pytest.raises(ShopifyError, match="UNAUTHORIZED"):
        connect().locations()
    assert (len(grants), shop.count("Locations")) == (3, 5)


def test_fixed_token_is_used_as_it_is(connect: Connect, shop: Shop, grants: list[dict[str, Any]]) -> None:
    connect(FIXED).locations()
    wrong = replace(FIXED, token=CANARY)
    with pytest.raises(ShopifyError, match="UNAUTHORIZED"):
        connect(wrong).locations()
    assert CANARY not in repr(wrong)
    assert (len(grants), shop.count("Locations")) == (0, 2)


def test_wrong_secret_is_unauthorized_and_not_shown(connect: Connect, shop: Shop, lines: Lines) -> None:
    wrong = replace(ACCESS, client_secret=CANARY)
    with pytest.raises(ShopifyError) as error:
        connect(wrong).locations()
    assert (error.value.code, error.value.perhaps_applied) == ("UNAUTHORIZED", False)
    assert CANARY not in f"{error.value!r} {wrong!r} {lines.text}"
    assert shop.calls == []


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (lambda call: call.answer(200, b"{}"), "BAD_ANSWER"),
        (lambda call: call.answer(200, b"<html>"), "BAD_ANSWER"),
        (lambda call: call.answer(200, b'{"access_token": "t", "expires_in": "soon"}'), "BAD_ANSWER"),
        (lambda call: call.answer(502), "HTTP_502"),
        (lambda call: call.answer(302), "HTTP_302"),
        (Call.reset, "ANSWER_LOST"),
    ],
)
def test_token_that_is_not_given_changes_nothing(connect: Connect, script: Any, code: str) -> None:
    with wire(script) as other, pytest.raises(ShopifyError) as error:
        connect(replace(ACCESS, url=other.url)).subscribe("ORDERS_CREATE", "https://example.com")
    assert (error.value.code, error.value.perhaps_applied) == (code, False)


def test_no_line_of_the_log_shows_a_token_or_a_secret(connect: Connect, shop: Shop, lines: Lines) -> None:
    connect().locations()
    connect(FIXED).locations()
    shop.fail("reset after")
    with pytest.raises(ShopifyError):
        connect(FIXED).locations()
    token = next(iter(shopify_call._tokens.values())).value  # noqa: SLF001
    assert len(token) > 20
    for secret in (token, "shpat_double", "double-client-secret"):
        assert secret not in lines.text


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No shop but the one a test names."""
    for name in list(os.environ):
        if name.startswith("SHOPIFY_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SHOPIFY_DOMAIN_BANNOS", DOMAIN)
    return monkeypatch


def test_access_is_by_fixed_token_else_by_client(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SHOPIFY_CLIENT_ID_BANNOS", "id")
    with pytest.raises(MissingSettingError, match="SHOPIFY_CLIENT_SECRET_BANNOS"):
        settings.shop_access("bannos")
    environment.setenv("SHOPIFY_CLIENT_SECRET_BANNOS", "secret")
    assert settings.shop_access("bannos") == ShopAccess("bannos", DOMAIN, f"https://{DOMAIN}", None, "id", "secret")
    environment.setenv("SHOPIFY_TOKEN_BANNOS", "shpat_1")
    assert settings.shop_access("bannos") == ShopAccess("bannos", DOMAIN, f"https://{DOMAIN}", "shpat_1", None, None)
    with pytest.raises(MissingSettingError, match="SHOPIFY_DOMAIN_FLOURLANE"):
        settings.shop_access("flourlane")


def test_stores_with_a_shop_are_those_that_can_be_called(environment: pytest.MonkeyPatch) -> None:
    assert settings.stores_with_shop() == []
    environment.setenv("SHOPIFY_DOMAIN_FLOURLANE", "flourlane.myshopify.com")
    environment.setenv("SHOPIFY_TOKEN_FLOURLANE", "shpat_1")
    assert settings.stores_with_shop() == ["flourlane"]
    environment.setenv("SHOPIFY_CLIENT_ID_BANNOS", "id")
    assert settings.stores_with_shop() == ["bannos", "flourlane"]


def test_local_shop_is_reached_through_the_settings(
    environment: pytest.MonkeyPatch, double: Shopify, shop: Shop
) -> None:
    environment.setenv("SHOPIFY_URL", double.url + "/")
    environment.setenv("SHOPIFY_DOMAIN_BANNOS", shop.domain)
    environment.setenv("SHOPIFY_TOKEN_BANNOS", "shpat_double")
    access = settings.shop_access("bannos")
    assert len(ShopifyAdmin(access, deadline=float("inf")).locations()) == 1


def test_queues_that_a_function_is_not_told_of_are_none(environment: pytest.MonkeyPatch) -> None:
    for name, read in (
        ("INVENTORY_QUEUE_URL", settings.inventory_queue_url),
        ("SYNC_QUEUE_URL", settings.sync_queue_url),
    ):
        environment.delenv(name, raising=False)
        assert read() is None
        environment.setenv(name, "https://sqs.us-east-1.amazonaws.com/1/wake")
        assert read() == "https://sqs.us-east-1.amazonaws.com/1/wake"
