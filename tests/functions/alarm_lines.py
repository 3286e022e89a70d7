"""Lines as the functions print them on bad days, each with the log group that it goes to; Postgres is away in all of them."""

import base64
import hashlib
import hmac
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

import alarm_notifier
import auth_app
import fan_out_app
import ingest_retry
import inventory_app
import live_app
import marketplace_app
import reporter
import rpc_app
import sweeper
import sync_app
import webhook_app
from ordak import log
from ordak.aws import client as aws
from ordak.database import DatabaseError, database
from ordak.http.client import Answer
from ordak.service import Service
from ordak.settings import ShopAccess
from ordak.shopify.call import _compare_version
from ordak.shopify.error import ShopifyError
from tests.stateful.world import Context

DOMAINS = {"bannos": "bannos-dev.myshopify.com", "flourlane": "flourlane-dev.myshopify.com"}
STRANGER = "elsewhere.myshopify.com"
NOBODY = "postgresql://ordak@127.0.0.1:1/ordak"
type Lines = list[tuple[str, str]]


@contextmanager
def nobody_there(**more: str) -> Iterator[pytest.MonkeyPatch]:
    """Give the functions an environment in which no Postgres answers."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("INVENTORY_QUEUE_URL", "SYNC_QUEUE_URL", "LIVE_QUEUE_URL", "POSTHOG_KEY"):
            patch.delenv(name, raising=False)
        patch.setattr(aws, "send_message", lambda *_: None)  # the retry queue is there
        for name, value in (_environment() | more).items():
            patch.setenv(name, value)
        database.cache_clear()
        yield patch
    database.cache_clear()


def _environment() -> dict[str, str]:
    shops = {f"SHOPIFY_DOMAIN_{store.upper()}": domain for store, domain in DOMAINS.items()}
    secrets = {f"SHOPIFY_WEBHOOK_SECRET_{store.upper()}": f"of-{store}" for store in DOMAINS}
    tokens = {f"SHOPIFY_TOKEN_{store.upper()}": "shpat_x" for store in DOMAINS}
    return shops | secrets | tokens | {
        "ORDAK_DATABASE_URL": NOBODY,
        "INGEST_RETRY_QUEUE_URL": "https://sqs.example/retry",
        "SLACK_WEBHOOK_URL": "http://127.0.0.1:1/services/x",
        "ORDAK_PAGES_ORIGINS": "https://pages.example",
        "ORDAK_CALLS_PER_ADDRESS": "100",
        "LIVE_API_URL": "http://127.0.0.1:1",
    }  # fmt: skip


class Printed(logging.Handler):
    """What the functions print while this is there."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line as the function's own handler writes it."""
        self.lines.append(log._logger().registered_formatter.format(record))  # noqa: SLF001 - the formatter of what is deployed


def printed(group: str, call: Callable[[], object]) -> Lines:
    """Call, and return what was printed; what it raises is Lambda's to count."""
    handler = Printed()
    logger = logging.getLogger("ordak")
    logger.addHandler(handler)
    try:
        with suppress(DatabaseError):
            call()
    finally:
        logger.removeHandler(handler)
    return [(group, line) for line in handler.lines]


def delivery(domain: str, secret: str = "", topic: str = "orders/create") -> dict[str, Any]:
    """Return the event of a delivery; without a secret it is signed wrong."""
    body = '{"id": 1}'
    signature = base64.b64encode(hmac.digest(secret.encode() or b"wrong", body.encode(), hashlib.sha256)).decode()
    return {
        "rawPath": "/api/v1/webhooks/shopify",
        "headers": {"x-shopify-topic": topic, "x-shopify-shop-domain": domain, "x-shopify-hmac-sha256": signature},
        "requestContext": {"requestId": "line", "http": {"method": "POST"}},
        "body": body,
    }


def request(method: str, path: str) -> dict[str, Any]:
    """Return the event of a request."""
    return {
        "rawPath": path,
        "headers": {},
        "requestContext": {"requestId": "line", "http": {"method": method, "sourceIp": "192.0.2.1"}},
    }


def webhook(event: dict[str, Any]) -> Lines:
    """Let the webhook take a delivery."""
    return printed("WebhookLogs", lambda: webhook_app.handler(event, None))


def away() -> dict[str, Lines]:
    """Let every function find that no Postgres answers."""
    context: Any = Context(1)
    connect = {
        "requestContext": {"eventType": "CONNECT", "requestId": "line", "connectionId": "c"},
        "headers": {"origin": "https://pages.example"},
        "queryStringParameters": {"ticket": "0" * 64},
    }
    with nobody_there():
        return {
            "bannos away": webhook(delivery(DOMAINS["bannos"], "of-bannos")),
            "flourlane away": webhook(delivery(DOMAINS["flourlane"], "of-flourlane")),
            "rpc away": printed("RpcLogs", lambda: rpc_app.handler(request("GET", "/edge/health"), None)),
            "auth away": printed("AuthLogs", lambda: auth_app.handler(request("POST", "/auth/device"), None)),
            "live away": printed("LiveLogs", lambda: live_app.handler(connect, None)),
            "fan_out away": printed("FanOutLogs", lambda: fan_out_app.handler({"Records": []}, context)),
            "ingest_retry away": printed("IngestRetryLogs", lambda: ingest_retry.handler({}, context)),
            "inventory_worker away": printed("InventoryWorkerLogs", lambda: inventory_app.handler({}, context)),
            "sweeper away": printed("SweeperLogs", lambda: sweeper.handler({}, context)),
            "reporter away": printed("ReporterLogs", lambda: reporter.handler({}, context)),
            "marketplace away": printed(
                "MarketplaceLogs",
                lambda: marketplace_app.worker(Service("marketplace", "line", "marketplace"), time.monotonic()).take(1),
            ),
            "sync away": printed(
                "SyncLogs",
                lambda: sync_app.worker(Service("reconcile", "line", "sync"), time.monotonic() + 60).take(1),
            ),
        }


def others() -> dict[str, Lines]:
    """Let the webhook refuse, fail and take, and Shopify fail."""
    found: dict[str, Lines] = {}
    with nobody_there():
        found |= {f"{store} refused": webhook(delivery(domain)) for store, domain in DOMAINS.items()}
        found["strangers refused"] = webhook(delivery(STRANGER, "of-bannos"))
        found |= {
            f"{store} taken": webhook(delivery(domain, f"of-{store}", "themes/publish"))
            for store, domain in DOMAINS.items()
        }
        lost = ShopifyError("ANSWER_LOST")
        found["shopify"] = printed("SyncLogs", lambda: log.survived(lost, function="inventory_push", code=lost.code))
        access = ShopAccess("bannos", "told-once.example", "https://x", "x", None, None)
        old = Answer(200, {"x-shopify-api-version": "2025-01"}, b"")
        found["version"] = printed("SweeperLogs", lambda: _compare_version(access, old))
    with nobody_there(SHOPIFY_WEBHOOK_SECRET_BANNOS="", SHOPIFY_WEBHOOK_SECRET_FLOURLANE=""):
        found["no secret"] = webhook(delivery(DOMAINS["bannos"], "of-bannos"))
    return found


def told(event: dict[str, Any]) -> int:
    """Let the subscriber of the alarm topic take an event; return how many texts it told."""
    count: int = alarm_notifier.handler(event, Context(1))["told"]
    return count
