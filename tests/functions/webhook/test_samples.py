"""Recorded deliveries of others, kept elsewhere: ORDAK_SAMPLES names the folder; none of them is ours to ship."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from local.stack import Stack
from tests.functions.callers import Shop, rows

FOLDER = os.environ.get("ORDAK_SAMPLES")
FILES = sorted(Path(FOLDER).glob("*orders[._]*.json")) if FOLDER else []
OTHERS = (
    sorted({*Path(FOLDER).glob("hookdeck_*.json"), *Path(FOLDER).glob("shopifydocs_*.json")} - set(FILES))
    if FOLDER
    else []
)
WAYS: dict[str, dict[str, Any]] = {"compact": {"separators": (",", ":")}, "pretty": {"indent": 2}}

pytestmark = pytest.mark.skipif(not FILES, reason="ORDAK_SAMPLES names no folder of recorded deliveries")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_recorded_delivery_is_ingested_or_quarantined(stack: Stack, file: Path, way: str) -> None:
    recorded = json.loads(file.read_bytes())
    body = recorded.get("body", recorded)
    shop = Shop(stack.env)
    as_recorded = shop.deliver(json.dumps(body, **WAYS[way]).encode(), x_shopify_topic=recorded.get("topic"))
    assert as_recorded.status_code == 200
    answer = shop.deliver(json.dumps(body, **WAYS[way]).encode())
    assert answer.status_code == 200
    if "order_edit" in body:
        assert (answer.json()["quarantined"], answer.json()["reason"]) == (True, "no_id")
    else:
        gid = answer.json()["order_gid"]
        assert rows(stack, "select count(*) from core.sales where order_gid = %s", gid) == [(1,)]
        assert answer.json()["tickets"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("file", OTHERS, ids=lambda file: str(file.stem))
def test_recorded_delivery_of_another_topic_is_understood(stack: Stack, file: Path, way: str) -> None:
    recorded = json.loads(file.read_bytes())
    # Those of the documentation are bodies alone: their names are their topics.
    topic = recorded.get("topic") or file.stem.removeprefix("shopifydocs_").replace("_", "/", 1)
    shop = Shop(stack.env, "flourlane")
    text = json.dumps(recorded.get("body", recorded), **WAYS[way])
    # Theirs leave open whose shop it is.
    answer = shop.deliver(text.replace("{shop}.myshopify.com", shop.domain).encode(), x_shopify_topic=topic)
    rows(stack, "update core.shops set uninstall_claimed_at = null where store = 'flourlane' returning store")
    rows(stack, "delete from core.shop_redactions returning 1")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    # The one level that was recorded is of an item that the shop does not track.
    assert answer.json().get("ignored", False) is (topic == "inventory_levels/update")
    assert "quarantined" not in answer.json()


def test_recorded_edit_and_refund_change_the_recorded_order(stack: Stack) -> None:
    """All of them tell of one order, with its ids rounded as the recorder wrote them down, and of one second."""
    shop, bodies = Shop(stack.env), {}
    for what in ("orders.create", "orders.edited", "refunds.create"):
        [file] = [file for file in [*FILES, *OTHERS] if file.stem.endswith(what)]
        bodies[what] = json.loads(file.read_bytes())["body"]
    sold = bodies["orders.create"]
    del sold["admin_graphql_api_id"]  # which was not rounded
    sold["updated_at"] = "2021-12-31T18:00:00-05:00"
    for line in sold["line_items"]:
        del line["admin_graphql_api_id"]
    gid = shop.deliver(sold).json()["order_gid"]
    quantities = "select line_id, quantity from core.sale_lines where order_gid = %s order by 1"
    before = dict(rows(stack, quantities, gid))
    edited = bodies["orders.edited"]["order_edit"]
    added, removed = (edited["line_items"][what][0]["id"] for what in ("additions", "removals"))
    answer = shop.deliver(bodies["orders.edited"], x_shopify_topic="orders/edited")
    assert (answer.status_code, answer.json()["order_gid"], answer.json()["already_done"]) == (200, gid, False)
    after = dict(rows(stack, quantities, gid))
    assert after == before | {str(removed): before[str(removed)] - 1} | (
        {str(added): before[str(added)] + 1} if str(added) in before else {}
    )
    refunded = bodies["refunds.create"] | {"created_at": None}
    assert shop.deliver(refunded, x_shopify_topic="refunds/create").json()["order_gid"] == gid
    # Each line once; what is gone already does not go below nothing.
    assert rows(stack, "select min(quantity) >= 0 from core.sale_lines where order_gid = %s", gid) == [(True,)]
