"""Recorded deliveries of others, kept elsewhere: ORDAK_SAMPLES names the folder; none of them is ours to ship."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from local.stack import Stack
from tests.functions.callers import Shop, rows

FOLDER = os.environ.get("ORDAK_SAMPLES")
FILES = sorted(Path(FOLDER).glob("*orders*.json")) if FOLDER else []
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
