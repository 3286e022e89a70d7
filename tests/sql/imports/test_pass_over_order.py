"""api.pass_over_order: a step comes back to an order later, and a person knows."""

from datetime import UTC, datetime, timedelta

from tests.sql.floor import Floor
from tests.sql.imports.market import alerts, ask, order, piece, row, take

NOON = datetime(2026, 11, 20, 13, tzinfo=UTC)


def test_the_pause_grows_to_an_hour_and_each_code_alerts_once(own_market: Floor) -> None:
    own_market.set_clock(NOON)
    values = order(piece(own_market.stock("LAMP", 2)))
    take(own_market, values)
    pauses = []
    for number in range(14):
        code = "KeyError" if number < 13 else "TypeError"
        ask(own_market, "pass_over_order", order_gid=values["order_gid"], step="shipping", code=code)
        pauses.append(datetime.fromisoformat(row(own_market, values)["due_at"]) - NOON)
    assert pauses == [timedelta(minutes=5 * min(number, 12)) for number in range(1, 15)]
    (alert,) = alerts(own_market, values, "order_passed_over")
    assert (alert["order"], alert["step"], alert["code"]) == (values["mirakl_id"], "shipping", "KeyError")
    own_market.rows("delete from core.work_queue where topic = 'alert'")
    ask(own_market, "pass_over_order", order_gid=values["order_gid"], step="shipping", code="TypeError")
    assert alerts(own_market, values, "order_passed_over") == []


def test_a_status_that_changes_forgets_it(own_market: Floor) -> None:
    own_market.set_clock(NOON)
    values = order(piece(own_market.stock("LAMP", 2)))
    take(own_market, values)
    ask(own_market, "pass_over_order", order_gid=values["order_gid"], step="acceptance", code="KeyError")
    take(own_market, values, at="12:30", state="SHIPPING")
    kept = row(own_market, values)
    assert (kept["fault"], kept["failures"], datetime.fromisoformat(kept["due_at"])) == (None, 0, NOON)


def test_an_order_that_is_not_there_is_nothing_to_pass_over(market: Floor) -> None:
    assert ask(market, "pass_over_order", order_gid="none", step="shipping", code="x")["already_done"]
