"""api.fail_acceptance: what the marketplace refuses is for a person."""

from tests.sql.acceptance.deciding import claim, fail, listed, status, waiting
from tests.sql.floor import Floor
from tests.sql.imports.market import alerts, history, take


def test_it_is_for_a_person_with_the_code_and_alerts_once(market: Floor) -> None:
    values = waiting(market)
    claim(market, values)
    assert not fail(market, values)["already_done"]
    assert fail(market, values)["already_done"]
    assert (status(market, values), history(market, values)) == (
        "acceptance_failed",
        ["pending_acceptance", "acceptance_failed"],
    )
    assert [alert["code"] for alert in alerts(market, values, "acceptance_failed")] == ["ORDER_LINE_NOT_FOUND"]
    assert values["mirakl_id"] not in dict(listed(market))


def test_what_was_accepted_meanwhile_did_not_fail(market: Floor) -> None:
    values = waiting(market)
    claim(market, values)
    take(market, values, "12:30", state="SHIPPING")
    assert fail(market, values)["already_done"]
    assert status(market, values) == "accepted"
