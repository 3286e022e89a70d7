"""api.redact_shop: a whole shop is emptied a day after it asked for that, some sales at a time."""

from datetime import timedelta

from tests.sql.floor import Floor
from tests.sql.redaction.people import DAY, NOON, ask_for_all, customer, erase, found


def test_a_whole_shop_waits_a_day_behind_one_alert(own_floor: Floor) -> None:
    floor = own_floor
    floor.set_clock(NOON - DAY)
    customer(floor, "Canarywhole")
    before = found(floor, "Canarywhole")
    with floor.noted() as events:
        assert [ask_for_all(floor)["already_done"], ask_for_all(floor, NOON + DAY / 2)["already_done"]] == [False, True]
        assert erase(floor, NOON + DAY - timedelta(microseconds=1)) == 0
    assert ([event["kind"] for event in events], found(floor, "Canarywhole")) == (["redaction_requested"], before)
    (alert,) = floor.work("alert", "bannos:%:shop_redaction")
    assert alert["payload"]["due_at"] == "2026-11-22 12:00 UTC"
    assert alert["payload"]["app"] == "not known to be removed"
    with floor.noted() as events:
        assert (erase(floor), erase(floor)) == (1, 0)
    assert ([event["kind"] for event in events], found(floor, "Canarywhole")) == (["redacted"], set())


def test_what_came_after_it_was_asked_for_stays(own_floor: Floor) -> None:
    floor = own_floor
    floor.set_clock(NOON - DAY)
    customer(floor, "Canarybefore")
    ask_for_all(floor)
    floor.set_clock(NOON + DAY / 2)
    customer(floor, "Canaryafter")
    kept_whole = found(floor, "Canaryafter")
    assert erase(floor) == 1
    assert (found(floor, "Canarybefore"), found(floor, "Canaryafter")) == (set(), kept_whole)


def test_a_whole_shop_is_redacted_and_the_other_stays(own_floor: Floor) -> None:
    floor = own_floor
    floor.set_clock(NOON - DAY)
    customer(floor, "Canaryone")
    customer(floor, "Canarytwo")
    theirs = customer(floor, "Canarylane", "flourlane")
    floor.service("hold_delivery", store="bannos", topic="x", body=b"Canaryone, no order", reason="r", permanent=True)
    ask_for_all(floor)
    erase(floor)
    assert (found(floor, "Canaryone"), found(floor, "Canarytwo")) == (set(), set())
    assert len(found(floor, "Canarylane")) == 23
    assert floor.ticket(theirs.id)["notes"]
