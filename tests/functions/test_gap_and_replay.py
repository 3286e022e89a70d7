"""`ordak gap` names what is missing, `ordak replay` brings it: through the whole stack, as whoever is on call would."""

import pytest

from local import cli
from local.stack import Stack
from tests.functions.callers import rows, until


def run(stack: Stack, *arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command of the CLI and return what it printed."""
    capsys.readouterr()
    assert cli.main([*arguments, "--state", str(stack.state)]) == 0
    return capsys.readouterr().out


def test_an_order_whose_webhooks_were_lost_is_named_and_then_brought(
    stack: Stack, capsys: pytest.CaptureFixture[str]
) -> None:
    # The runs that are due anyway first: one under way would answer for ours, and repair.
    stack.pollers.fire("SweeperFunction")
    until(lambda: rows(stack, "select 1 from core.sync_runs where status = 'running'") == [], "the runs that are due")
    shop = stack.shopify.shop("flourlane-dev.myshopify.com")
    shop.post.sending = "held"
    try:
        order = shop.sell([("CAKE-8-CHOC", 2)])
        shop.post.take_held()
    finally:
        shop.post.sending = "at once"
    gid = f"gid://shopify/Order/{order.id}"
    here = "select count(*) from core.orders where order_gid = %s"

    since = ("--store", "flourlane", "--since", "2026-01-01T00:00:00Z")
    named = run(stack, "gap", *since, capsys=capsys)
    assert f"order_missing        {gid}\n" in named
    assert f"order_missing        {gid}\n" in run(stack, "replay", *since, "--dry-run", capsys=capsys)
    stack.pollers.fire("IngestRetryFunction")
    assert rows(stack, here, gid) == [(0,)]

    assert f"order_missing        {gid}  repaired\n" in run(stack, "replay", *since, capsys=capsys)
    stack.pollers.fire("IngestRetryFunction")
    until(lambda: rows(stack, here, gid) == [(2,)], "the order that was lost")
    assert gid not in run(stack, "gap", *since, capsys=capsys)


def test_a_store_without_a_shop_is_one_line_and_not_a_trace(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gap", "--store", "nowhere", "--state", str(stack.state)]) == cli.NOT_POSSIBLE
    assert capsys.readouterr().err == "ordak: There is no shop of the store nowhere.\n"
