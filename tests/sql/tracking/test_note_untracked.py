"""api.note_untracked: what does not show as shipped is tried again, six times with longer pauses, then a person decides."""

from tests.sql.acceptance.deciding import MADE, at, status
from tests.sql.floor import Floor
from tests.sql.imports.market import alerts, row, take
from tests.sql.tracking.labels import claim, labelled, listed, note


def test_each_pause_is_longer_and_after_six_times_it_has_failed(own_market: Floor) -> None:
    values, hours, pauses = labelled(own_market), 1.0, []
    for _ in range(5):
        claim(own_market, values)
        assert note(own_market, values, "HTTP_500")["already_done"]
        pauses.append((row(own_market, values)["due_at"], row(own_market, values)["writing"]))
        hours += 1
        at(own_market, hours=hours)
    due = [pause[0][11:16] for pause in pauses]
    assert (MADE.hour, due) == (12, ["13:04", "14:08", "15:12", "16:16", "17:20"])
    assert {pause[1] for pause in pauses} == {None}
    assert not note(own_market, values, "HTTP_500")["already_done"]
    assert (status(own_market, values), row(own_market, values)["fault"]) == ("shipping_failed", "HTTP_500")
    assert [alert["code"] for alert in alerts(own_market, values, "tracking_failed")] == ["HTTP_500"]


def test_what_was_shipped_meanwhile_is_no_failure(own_market: Floor) -> None:
    values = labelled(own_market)
    take(own_market, values, "12:30", state="SHIPPED")
    note(own_market, values)
    assert (status(own_market, values), row(own_market, values)["failures"]) == ("shipped", 0)


def test_a_retry_begins_anew(own_market: Floor) -> None:
    values = labelled(own_market)
    for hours in range(1, 7):
        at(own_market, hours=hours)
        note(own_market, values)
    assert status(own_market, values) == "shipping_failed"
    assert own_market.rpc("retry_step", "agent", store="bestbuyca", id=values["mirakl_id"])["status"] == "label_created"
    assert (listed(own_market), row(own_market, values)["failures"]) == ({values["mirakl_id"]: "PIN"}, 0)
