"""What the tests of adapters share: what is logged, a Shopify, and clients of it without a memory."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from local.doubles.shopify import AppSubscription, Settings, Shop, Shopify, ShopSettings
from ordak import log
from ordak.aws import client as aws
from ordak.canada_post import token as canada_post_token
from ordak.http import client as http_client
from ordak.settings import ShopAccess
from ordak.shopify import call as shopify_call
from ordak.shopify.admin import ShopifyAdmin, Throttle
from tests.adapters.market import canada_post, carrier, clock, listening_carrier, listening_market, market, mirakl

__all__ = ["canada_post", "carrier", "clock", "listening_carrier", "listening_market", "market", "mirakl"]

SHOPS = 500
# By a client's id and secret, as a shop of 2026 is reached, and by a fixed token; which shop is filled in.
ACCESS = ShopAccess("bannos", "", "", None, "double-client-id", "double-client-secret")
FIXED = ShopAccess("bannos", "", "", "shpat_double", None, None)

type Connect = Callable[..., ShopifyAdmin]


class Lines(logging.Handler):
    """Keeps whatever any logger is told, at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def of(self, message: str) -> list[dict[str, Any]]:
        return [vars(record) for record in self.records if record.getMessage() == message]

    @property
    def text(self) -> str:
        return "\n".join(f"{record.getMessage()} {vars(record)}" for record in self.records)


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Everything that is logged, by us and by what we use."""
    log._logger()  # noqa: SLF001 - it silences itself in what listens before it is made
    kept = Lines()
    root = logging.getLogger()
    before = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield kept
    root.setLevel(before)
    root.removeHandler(kept)


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """Let no test find the connections, tokens or warnings of another."""
    yield
    for _, connection in (each for kept in aws._connections.values() for each in kept):  # noqa: SLF001 - as a process that ends
        connection.close()
    tokens = (shopify_call._tokens, canada_post_token._tokens)  # noqa: SLF001
    for memory in (aws._connections, aws._keys, *tokens, shopify_call._warned):  # noqa: SLF001
        memory.clear()


@pytest.fixture(scope="session", autouse=True)
def client() -> Iterator[None]:
    """Close the client of this process when the last test is over."""
    yield
    http_client._client().close()  # noqa: SLF001


@pytest.fixture(scope="session")
def double() -> Iterator[Shopify]:
    """A Shopify of many shops, whose webhooks nobody waits for; each test takes new ones."""
    app = (AppSubscription("http://127.0.0.1:9/never-called"),)
    shops = tuple(ShopSettings(f"shop-{n}.myshopify.com", app=app, sending="held") for n in range(SHOPS))
    started = Shopify(Settings(shops))
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def unused(double: Shopify) -> Iterator[Shop]:
    """The shops that no test has taken yet."""
    return iter(double.shops)


@pytest.fixture
def shop(unused: Iterator[Shop]) -> Shop:
    """A shop that was opened just now."""
    return next(unused)


@pytest.fixture
def second(unused: Iterator[Shop]) -> Shop:
    """Another."""
    return next(unused)


@pytest.fixture
def connect(double: Shopify, shop: Shop) -> Connect:
    """Make a client of the shop, or of wherever an access says."""

    def made(
        access: ShopAccess = ACCESS,
        *,
        seconds: float = 20,
        deadline: float | None = None,
        throttle: Throttle | None = None,
    ) -> ShopifyAdmin:
        domain = access.domain or shop.domain
        reached = replace(access, domain=domain, url=access.url or f"{double.url}/{domain}")
        return ShopifyAdmin(reached, deadline=deadline or time.monotonic() + seconds, throttle=throttle)

    return made


@pytest.fixture
def admin(connect: Connect) -> ShopifyAdmin:
    """A client of the shop."""
    return connect()
