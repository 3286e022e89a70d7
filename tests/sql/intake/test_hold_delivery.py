"""Deliveries that could not be ingested: hold_delivery, and its way through the functions that get, resolve and replay."""

import base64
from typing import Any
from uuid import uuid4

import pytest

from tests.sql.floor import Floor, Json


def hold(floor: Floor, body: bytes, *, permanent: bool, **more: Any) -> Json:
    """Hold a delivery of Bannos."""
    held = {"store": "bannos", "topic": "orders/create", "body": body, "reason": "r1", "permanent": permanent}
    return floor.service("hold_delivery", **{**held, **more})


def fresh() -> bytes:
    """Return a body like no other, with every byte in it."""
    return bytes(range(256)) + uuid4().bytes


@pytest.mark.parametrize(
    ("permanent", "kind", "topic"),
    [(True, "delivery_quarantined", "alert"), (False, "delivery_deferred", "order_ingest_retry")],
)
def test_a_delivery_is_kept_whole_and_someone_is_told(floor: Floor, permanent: bool, kind: str, topic: str) -> None:  # noqa: FBT001
    body = fresh()
    with floor.noted() as events:
        answer = hold(
            floor, body, permanent=permanent, delivery={"webhook_id": "w", "triggered_at": "2026-11-20T00:00:00Z"}
        )
    held_id = answer["delivery_id"]
    assert [(event["kind"], event["detail"]["delivery_id"]) for event in events] == [(kind, held_id)]
    (work,) = floor.work(topic, f"bannos:{held_id}%")
    assert work["status"] == "pending"
    delivery = floor.service("get_held_delivery", delivery_id=held_id)["delivery"]
    assert base64.b64decode(delivery.pop("body")) == body
    assert delivery == {
        "delivery_id": held_id,
        "store": "bannos",
        "topic": "orders/create",
        "webhook_id": "w",
        "triggered_at": "2026-11-20T00:00:00+00:00",
    }


@pytest.mark.parametrize("permanent", [True, False])
def test_the_same_bytes_are_the_same_delivery_until_it_is_resolved(floor: Floor, permanent: bool) -> None:  # noqa: FBT001
    body = fresh()
    first = hold(floor, body, permanent=permanent)
    with floor.noted() as events:
        assert hold(floor, body, permanent=permanent)["already_done"]
    assert events == []
    floor.service("resolve_delivery", delivery_id=first["delivery_id"])
    assert hold(floor, body, permanent=permanent)["delivery_id"] != first["delivery_id"]


def test_the_same_bytes_of_another_store_or_topic_are_another_delivery(floor: Floor) -> None:
    body = fresh()
    ids = {
        hold(floor, body, permanent=True)["delivery_id"],
        hold(floor, body, permanent=True, store="flourlane")["delivery_id"],
        hold(floor, body, permanent=True, topic="orders/updated")["delivery_id"],
    }
    assert len(ids) == 3


def test_a_retry_is_queued_once_for_an_order(floor: Floor) -> None:
    gid, body = "gid://shopify/Order/77", fresh()
    hold(floor, body, permanent=False, order_gid=gid)
    hold(floor, body, permanent=False, order_gid=gid)
    assert len(floor.work("order_ingest_retry", f"bannos:{gid}")) == 1


def test_of_two_versions_of_one_order_that_wait_neither_is_forgotten(floor: Floor) -> None:
    """The first may turn out unreadable: the second must have its own try, or be found by whoever replays."""
    gid = "gid://shopify/Order/78"
    ids = {hold(floor, fresh(), permanent=False, order_gid=gid)["delivery_id"] for _ in range(2)}
    tried = set()
    for _ in range(4):
        for work in floor.service("claim_work", topic="order_ingest_retry", worker="w", limit=100)["work"]:
            tried.add(work["payload"]["delivery_id"])
            floor.service("resolve_delivery", delivery_id=work["payload"]["delivery_id"])
            floor.service("finish_work", work_id=work["work_id"], worker="w")
    assert ids <= tried


def test_the_content_is_in_no_event_alert_or_list(floor: Floor) -> None:
    with floor.noted() as events:
        held_id = hold(floor, b'{"customer": "Canary"}', permanent=True)["delivery_id"]
    listed = floor.rpc("list_quarantine", store="bannos", limit=500)
    assert "Canary" not in str((events, floor.work("alert", f"bannos:{held_id}%"), listed))
