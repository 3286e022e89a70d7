"""api.fail_tracking: what the marketplace refuses is for a person."""

from tests.sql.acceptance.deciding import status
from tests.sql.floor import Floor
from tests.sql.imports.market import alerts, ask, history, take
from tests.sql.tracking.labels import labelled, listed


def test_it_is_for_a_person_with_the_code_and_alerts_once(own_market: Floor) -> None:
    values = labelled(own_market)
    for done in (False, True):
        answer = ask(own_market, "fail_tracking", order_gid=values["order_gid"], code="HTTP_400")
        assert answer["already_done"] == done
    assert history(own_market, values) == ["accepted", "label_created", "shipping_failed"]
    assert ([alert["code"] for alert in alerts(own_market, values, "tracking_failed")], listed(own_market)) == (
        *(["HTTP_400"], {}),
    )


def test_what_was_shipped_meanwhile_did_not_fail(own_market: Floor) -> None:
    values = labelled(own_market)
    take(own_market, values, "12:30", state="SHIPPED")
    assert ask(own_market, "fail_tracking", order_gid=values["order_gid"], code="HTTP_400")["already_done"]
    assert status(own_market, values) == "shipped"
