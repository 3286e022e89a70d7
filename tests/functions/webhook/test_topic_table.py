"""Every body under every topic, through the real webhook: under another than its own it is kept for a person, no more."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.stack import Stack
from ordak.order_reading.topic_schemas import SCHEMAS
from ordak.settings import SharedSecretError
from ordak.settings import shop as shop_of
from tests.functions.callers import Shop, rows
from tests.functions.webhook.order_reading import NAMES, payload
from tests.functions.webhook.test_topic_garbage import come_to_rest, everything
from tests.functions.webhook.test_topic_schemas import KIND_OF, NEIGHBOURS, OWN

STORE = "flourlane"
FOLDER = os.environ.get("ORDAK_SAMPLES")


def recorded() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, kind and body of each recorded delivery; those of the documentation are named by their topics."""
    files = [
        each for some in ("hookdeck_*", "shopifydocs_*") for each in sorted(Path(FOLDER or "").glob(some + ".json"))
    ]
    for file in files if FOLDER else []:
        found = json.loads(file.read_text().replace("{shop}.myshopify.com", "flourlane-dev.myshopify.com"))
        topic = found.get("topic") or file.stem.removeprefix("shopifydocs_").replace("_", "/", 1)
        yield file.stem, KIND_OF[topic], found.get("body", found)


BODIES = {
    **{f"ours: {kind}": (kind, body) for kind, body in OWN.items()},
    **{name: ("orders", payload(name)) for name in NAMES},
    **{name: (kind, body) for name, kind, body in recorded()},
    **{f"of no topic: {name}": ("none", body) for name, body in NEIGHBOURS.items()},
}


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Iterator[Shop]:
    """A shop whose app is there, so that a claim of its removal would be seen."""
    come_to_rest(stack)
    yield Shop(stack.env, STORE)
    rows(stack, "delete from core.held_deliveries where resolved_at is null returning 1")


def footprint(stack: Stack) -> tuple[Any, ...]:
    """All that a delivery could change, but for the quarantine itself and who is told of it."""
    work = "select topic, payload ->> 'kind', count(*) from core.work_queue where coalesce(payload ->> 'kind', '') <> 'quarantined' group by 1, 2 order by 1, 2"
    events = "select kind, count(*) from core.order_events where kind <> 'delivery_quarantined' group by 1 order by 1"
    waiting = rows(stack, "select t::text from core.shop_redactions t order by 1")
    return everything(stack), rows(stack, work), rows(stack, events), waiting


@pytest.mark.parametrize("name", BODIES)
def test_a_body_under_another_topic_changes_nothing_but_its_quarantine_row(stack: Stack, shop: Shop, name: str) -> None:
    kind, body = BODIES[name]
    before = footprint(stack)
    raw = json.dumps(body, indent=1).encode()  # so that no other test has sent these bytes
    for topic in SCHEMAS:
        if KIND_OF[topic] == kind:
            continue
        answer = shop.deliver(raw, x_shopify_topic=topic)
        assert (answer.status_code, answer.json().get("quarantined")) == (200, True), topic
        kept = "select permanent from core.held_deliveries where store = %s and topic = %s and body = %s and resolved_at is null"
        assert rows(stack, kept, STORE, topic, raw) == [(True,)], topic
    assert footprint(stack) == before


@pytest.mark.parametrize("topic", ["customers/data_request", "customers/redact", "shop/redact", "app/uninstalled"])
def test_a_body_that_names_another_shop_changes_nothing(stack: Stack, shop: Shop, topic: str) -> None:
    before = footprint(stack)
    field = SCHEMAS[topic].shop or ""
    for named in (stack.env["SHOPIFY_DOMAIN_BANNOS"], f"{shop.domain}.example.com", "", "{shop}.myshopify.com"):
        answer = shop.deliver(OWN[topic] | {field: named}, x_shopify_topic=topic)
        assert (answer.status_code, answer.json().get("reason")) == (200, "other_shop"), named
    assert footprint(stack) == before


def test_a_secret_that_two_shops_have_signs_for_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPIFY_DOMAIN_BANNOS", "bannos.myshopify.com")
    monkeypatch.setenv("SHOPIFY_WEBHOOK_SECRET_BANNOS", "old shared")
    monkeypatch.setenv("SHOPIFY_DOMAIN_FLOURLANE", "flourlane.myshopify.com")
    monkeypatch.setenv("SHOPIFY_WEBHOOK_SECRET_FLOURLANE", "shared")
    for domain in ("bannos.myshopify.com", "flourlane.myshopify.com"):
        with pytest.raises(SharedSecretError):
            shop_of(domain)
