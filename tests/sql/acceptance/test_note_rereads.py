"""api.note_rereads: a decision whose result does not show is read again, six times in at least half an hour."""

from tests.sql.acceptance.deciding import at, claim, reread, status, waiting
from tests.sql.floor import Floor
from tests.sql.imports.market import alerts, row, take


def test_after_six_readings_and_half_an_hour_it_has_failed(own_market: Floor) -> None:
    values = waiting(own_market)
    claim(own_market, values)
    for minute in range(0, 30, 5):
        at(own_market, hours=1, minutes=minute)
        assert reread(own_market, values)["already_done"], minute
    assert (status(own_market, values), row(own_market, values)["rereads"]) == ("pending_acceptance", 6)
    at(own_market, hours=1, minutes=30)
    assert not reread(own_market, values)["already_done"]
    assert status(own_market, values) == "acceptance_failed"
    assert [alert["code"] for alert in alerts(own_market, values, "acceptance_failed")] == ["NOT_ACCEPTED"]


def test_half_an_hour_is_not_enough(own_market: Floor) -> None:
    values = waiting(own_market)
    claim(own_market, values)
    for minute in (0, 31, 60, 90, 120):
        at(own_market, hours=1, minutes=minute)
        reread(own_market, values)
    assert status(own_market, values) == "pending_acceptance"
    at(own_market, hours=1, minutes=150)
    reread(own_market, values)
    assert status(own_market, values) == "acceptance_failed"


def test_what_shows_or_was_never_sent_is_left_alone(own_market: Floor) -> None:
    shown, never = waiting(own_market), waiting(own_market)
    claim(own_market, shown)
    take(own_market, shown, "12:30", state="WAITING_DEBIT_PAYMENT")
    assert reread(own_market, shown, never)["already_done"]
    assert [row(own_market, each)["rereads"] for each in (shown, never)] == [0, 0]
