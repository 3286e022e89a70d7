"""Acceptance: each order is decided there once, and accepted here when the marketplace says so, whatever fails in between."""

import pytest

from tests.marketplace.market_world import MarketWorld


def test_an_order_is_accepted_when_the_marketplace_says_so(world: MarketWorld) -> None:
    order = world.buy(2)
    world.run("import", "acceptance")
    assert (world.mirakl.state(order), world.status(order)) == ("WAITING_DEBIT_PAYMENT", "accepted")
    assert world.history(order) == ["pending_acceptance", "accepted"]
    world.run_later("acceptance")
    assert (world.decided(), world.calls("OR21")) == (1, 1)
    world.check()


def test_all_lines_are_accepted_or_none(world: MarketWorld) -> None:
    one, other = world.item(3), world.item(1)
    order = world.mirakl.order((one, 1), (other, 2))
    world.run("import", "acceptance")
    assert (world.calls("OR21"), world.status(order)) == (0, "pending_acceptance")
    world.floor.rpc("receive_stock", sku=other, qty=1)
    world.run_later("acceptance")
    assert world.status(order) == "accepted"


def test_what_is_refused_by_a_person_is_refused_there(world: MarketWorld) -> None:
    order = world.buy(2, stock=1)
    world.run("import")
    decided = {"store": "bestbuyca", "id": order, "decision": "refuse", "reason": "none left"}
    assert world.floor.rpc("settle_acceptance", **decided)["ok"]
    world.run_later("acceptance")
    assert (world.mirakl.state(order), world.status(order)) == ("REFUSED", "refused")
    world.check()


# How OR21 may fail: kind and how, and whether it was done there.
LOST = [
    ("status", {"status": 500}, False),
    ("status", {"status": 503}, False),
    ("status", {"status": 200}, False),
    ("reset before", {}, False),
    ("status after", {"status": 500}, True),
    ("status after", {"status": 200, "body": ""}, True),
    ("reset after", {}, True),
    ("garbage", {}, True),
]


@pytest.mark.parametrize(("kind", "how", "done"), LOST)
def test_a_decision_whose_answer_is_lost_is_looked_up_and_not_sent_again(
    world: MarketWorld, kind: str, how: dict[str, object], *, done: bool
) -> None:
    order = world.buy()
    world.run("import")
    world.mirakl.fail(kind, 1, "OR21", **how)
    world.run("acceptance")
    for _ in range(8):
        world.run_later("acceptance")
    # What was not done there is for a person after half an hour: it may be on its way.
    assert (world.calls("OR21"), world.decided()) == (1, int(done))
    assert world.status(order) == ("accepted" if done else "acceptance_failed")
    assert world.alerts().count("acceptance_failed") == (not done)


@pytest.mark.parametrize(
    "how", [{"status": 429}, {"status": 429, "retry_after": "600"}, {"status": 401}, {"status": 403}]
)
def test_a_decision_that_was_certainly_not_sent_is_sent_later(world: MarketWorld, how: dict[str, object]) -> None:
    first, second = world.buy(), world.buy()
    world.run("import")
    world.mirakl.fail("status", 1, "OR21", **how)
    world.run("acceptance")
    # What would fail for the next one too stops the run.
    assert (world.calls("OR21"), world.failed("acceptance")) == (1, 1)
    world.run_later("acceptance", minutes=11)
    assert (world.status(first), world.status(second), world.decided()) == ("accepted", "accepted", 2)


def test_a_decision_that_was_made_elsewhere_is_no_failure(world: MarketWorld) -> None:
    order = world.buy()
    world.run("import")
    world.mirakl.step(order, "WAITING_DEBIT_PAYMENT")
    world.run("acceptance")
    assert (world.status(order), world.decided(), world.alerts()) == ("accepted", 0, [])


def test_a_decision_that_the_marketplace_refuses_is_for_a_person_and_stops_no_other(world: MarketWorld) -> None:
    bad, good = world.buy(), world.buy()
    world.run("import")
    body = '{"code": "ORDER_FULFILLED_UNAUTHORIZED", "message": "no"}'
    world.mirakl.fail("status", 1, "OR21", status=400, body=body, content_type="application/json")
    world.run("acceptance")
    assert (world.status(bad), world.status(good)) == ("acceptance_failed", "accepted")
    assert world.order(bad)["fault"] == "ORDER_FULFILLED_UNAUTHORIZED"
    assert world.floor.rpc("retry_step", store="bestbuyca", id=bad)["ok"]
    world.run_later("acceptance")
    assert world.status(bad) == "accepted"


def test_a_reading_that_fails_costs_nothing(world: MarketWorld) -> None:
    order = world.buy()
    world.run("import")
    world.mirakl.fail("status", 1, "OR11", status=500)
    world.run("acceptance")
    assert (world.status(order), world.failed("acceptance")) == ("pending_acceptance", 1)
    world.run_later("acceptance")
    assert (world.status(order), world.calls("OR21")) == ("accepted", 1)


def test_an_order_that_is_cancelled_while_it_is_accepted_is_cancelled(world: MarketWorld) -> None:
    order = world.buy()
    world.run("import")
    world.mirakl.cancel(order)
    world.run("acceptance")
    assert (world.status(order), world.decided(), world.alerts()) == ("cancelled", 0, [])


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_accepts_each_order_once_or_leaves_it_to_a_person(
    world: MarketWorld, *, after: bool
) -> None:
    """Each of its calls in turn: the run goes on in another process."""
    for call in range(1, 30):
        world.forget()
        order = world.buy()
        world.run("import")
        with world.killed_at(call, after=after):
            world.run("acceptance")
            break
        for _ in range(8):
            if world.status(order) in {"accepted", "acceptance_failed"}:
                break
            world.run_later("acceptance")
        assert world.status(order) in {"accepted", "acceptance_failed"}, call
        assert (world.mirakl.state(order) == "WAITING_ACCEPTANCE") == (world.status(order) == "acceptance_failed")
        assert world.decided() == world.calls("OR21")
        world.check()
    else:
        pytest.fail("it never came to its end")
