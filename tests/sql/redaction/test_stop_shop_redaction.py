"""api.stop_shop_redaction: an Admin stops what a shop has asked for."""

from datetime import timedelta

from tests.sql.floor import PEOPLE, Floor
from tests.sql.redaction.people import DAY, NOON, ask_for_all, customer, erase, found


def test_an_admin_stops_it_and_it_is_kept_who_and_when(own_floor: Floor) -> None:
    floor = own_floor
    floor.set_clock(NOON - DAY)
    customer(floor, "Canarystop")
    assert floor.rpc("stop_shop_redaction", "admin", store="bannos")["code"] == "RED001"
    ask_for_all(floor)
    assert floor.rpc("stop_shop_redaction", "supervisor", store="bannos")["code"] == "AUTH001"
    with floor.noted() as events:
        stopped = [floor.rpc("stop_shop_redaction", "admin", store="bannos")["already_done"] for _ in range(2)]
    assert (stopped, [event["kind"] for event in events]) == ([False, True], ["redaction_stopped"])
    assert floor.rows("select stopped_at, stopped_by from core.shop_redactions") == [
        {"stopped_at": NOON, "stopped_by": PEOPLE["admin"][0]}
    ]
    assert erase(floor) == 0
    assert found(floor, "Canarystop")
    # The same delivery sent again waits anew, and says that it was stopped before.
    assert ask_for_all(floor, NOON + DAY)["already_done"] is False
    assert floor.work("alert", "bannos:%:shop_redaction")[-1]["payload"]["before"] == "stopped 1 times"
    assert erase(floor, NOON + DAY + timedelta(hours=23)) == 0
