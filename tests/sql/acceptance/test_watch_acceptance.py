"""api.watch_acceptance: a person hears of an order while there is time to accept it, and of a debit that does not come."""

from typing import Any

import pytest

from tests.sql.acceptance.deciding import at, claim, decide, fail, listed, waiting
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, alerts, ask, row, take


def watched(floor: Floor, values: Json, kind: str, field: str, *hours: float) -> list[Any]:
    """Let the guard come so many hours after the order was made; return the field of each alert of a kind."""
    found = []
    for hour in hours:
        at(floor, hours=hour)
        ask(floor, "watch_acceptance")
        found.append([alert[field] for alert in alerts(floor, values, kind)])
        floor.rows("delete from core.work_queue where topic = 'alert'")
    return found


def rules(floor: Floor, **value: object) -> None:
    """Set how the store accepts."""
    assert floor.rpc("set_setting", "admin", store=STORE, key="acceptance", value=value)["ok"]


def test_it_alerts_at_half_of_the_time_at_four_fifths_and_at_its_end_once_each(own_market: Floor) -> None:
    values = waiting(own_market, flags=["unknown_state"])
    found = watched(own_market, values, "acceptance_late", "percent", 11.9, 12, 13, 19.1, 19.3, 23.9, 24, 30)
    assert found == [[], [50], [], [], [80], [], [100], []]


def test_the_time_is_the_settings(own_market: Floor) -> None:
    rules(own_market, hours=10)
    values = waiting(own_market)
    assert row(own_market, values)["accept_by"] == "2026-11-20T22:00:00+00:00"
    assert watched(own_market, values, "acceptance_late", "percent", 4.9, 5, 12) == [[], [50], [100]]


def test_one_that_failed_counts_and_one_that_is_accepted_does_not(own_market: Floor) -> None:
    failed, accepted = waiting(own_market), waiting(own_market)
    claim(own_market, failed)
    fail(own_market, failed)
    take(own_market, accepted, "12:30", state="SHIPPING")
    at(own_market, hours=13)
    ask(own_market, "watch_acceptance")
    assert len(alerts(own_market, failed, "acceptance_late")) == 1
    assert alerts(own_market, accepted, "acceptance_late") == []


def test_four_hours_before_the_end_a_person_is_asked_about_what_is_short_once(own_market: Floor) -> None:
    values = waiting(own_market, stock=1, quantity=3)
    sku = values["lines"][0]["sku"]
    assert watched(own_market, values, "acceptance_asks", "skus", 19.9, 20, 21, 25) == [[], [[sku]], [], []]
    assert listed(own_market) == []


def test_where_the_setting_says_so_it_is_refused_instead(own_market: Floor) -> None:
    rules(own_market, short="refuse", ask_hours=6)
    short, unclear = waiting(own_market, stock=1, quantity=3), waiting(own_market, flags=["unknown_state"])
    assert watched(own_market, short, "acceptance_refused", "skus", 17.9, 18) == [[], [[short["lines"][0]["sku"]]]]
    assert listed(own_market) == [(short["mirakl_id"], "refuse")]
    # What is unclear is for a person all the same.
    assert row(own_market, unclear)["decision"] is None


def test_what_can_be_accepted_or_was_decided_asks_no_one(own_market: Floor) -> None:
    decided = waiting(own_market, stock=1, quantity=3)
    decide(own_market, decided, "accept")
    fine = waiting(own_market)
    for values in (decided, fine):
        assert watched(own_market, values, "acceptance_asks", "skus", 21) == [[]]


@pytest.mark.parametrize("state", ["WAITING_DEBIT", "WAITING_DEBIT_PAYMENT"])
def test_a_debit_that_does_not_come_alerts_after_a_day_and_three(own_market: Floor, state: str) -> None:
    values = waiting(own_market, state=state)
    assert watched(own_market, values, "debit_waits", "hours", 24.9, 25.1, 60, 73.1, 100) == [[], [24], [], [72], []]


def test_once_it_came_no_one_is_alerted(own_market: Floor) -> None:
    values = waiting(own_market, state="WAITING_DEBIT_PAYMENT")
    take(own_market, values, "12:30", state="SHIPPING")
    assert watched(own_market, values, "debit_waits", "hours", 30) == [[]]
