"""`ordak cycle` through the whole stack: gateway, queue, function, pooler and Mirakl's double."""

import pytest

import marketplace_app
from local.stack import Stack
from local.terminal import cli, marketplace
from tests.functions.callers import rows, until

STATUS = "select status from core.marketplace_orders where mirakl_id = %s"


def cycle(stack: Stack, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Run the command, and return the steps that went through."""
    capsys.readouterr()
    assert cli.main(["cycle", "--state", str(stack.state)]) == 0
    return [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.endswith(" done")]


def test_a_round_takes_an_order_as_far_as_it_can(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    order = stack.mirakl.order(("CANDLE-10", 1))
    assert cycle(stack, capsys) == list(marketplace.STEPS)
    assert rows(stack, STATUS, order) == [("accepted",)]
    stack.mirakl.cancel(order)

    def cancelled() -> bool:
        cycle(stack, capsys)
        return rows(stack, STATUS, order) == [("cancelled",)]

    until(cancelled, "the order is cancelled here too", 60)


def test_the_steps_are_the_functions_in_its_order() -> None:
    assert list(marketplace.STEPS) == [kind for kind in marketplace_app.STEPS if kind != "import_all"]


def test_a_store_that_is_no_marketplace_is_one_line(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["cycle", "--store", "bannos", "--state", str(stack.state)]) == cli.NOT_POSSIBLE
    assert "REQ001" in capsys.readouterr().err
