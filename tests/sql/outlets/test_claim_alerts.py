"""api.claim_alerts: what is due, for whoever can tell it."""

from tests.sql.floor import Floor
from tests.sql.health.test_get_health import worker
from tests.sql.outlets.outlets import NOON, alert, claim, finish, later, statuses


def test_an_alert_comes_with_what_there_is_to_say(floor: Floor) -> None:
    sale = floor.sell()
    floor.rows("delete from core.work_queue")
    alert(floor, sale.gid, "stock_short")
    alert(floor, "VAN", "inventory:low", None)
    short, low = claim(floor)
    assert short == {
        "work_id": short["work_id"],
        "kind": "stock_short",
        "store": "bannos",
        "ref": sale.gid,
        "order_id": sale.id,
        "at": short["at"],
        "detail": {"code": "c"},
    }
    assert (low["kind"], low["store"], low["ref"], low["order_id"]) == ("inventory:low", None, "VAN", None)
    assert "Canary" not in str((short, low))


def test_only_so_many_are_taken_and_none_twice(floor: Floor) -> None:
    for number in range(5):
        alert(floor, str(number))
    assert [each["ref"] for each in claim(floor, limit=3)] == ["0", "1", "2"]
    assert [each["ref"] for each in claim(floor, "other")] == ["3", "4"]
    assert claim(floor) == []


def test_an_order_of_another_store_lends_no_alert_its_name(floor: Floor) -> None:
    sale = floor.sell("flourlane")
    floor.rows("delete from core.work_queue")
    alert(floor, sale.gid, "stock_short", "bannos")
    assert [each["order_id"] for each in claim(floor)] == [None]


def test_whoever_is_killed_leaves_them_to_be_told_again(floor: Floor) -> None:
    alert(floor)
    claim(floor, lease_seconds=120)
    floor.set_clock(later(seconds=120))
    assert claim(floor, "next") == []
    floor.set_clock(later(seconds=121))
    (again,) = claim(floor, "next")
    assert not finish(floor, [again], "w")
    assert statuses(floor) == ["running"]
    assert finish(floor, [again], "next")
    assert statuses(floor) == ["done"]


def test_none_is_taken_while_slack_asked_to_be_left_alone(floor: Floor) -> None:
    alert(floor)
    finish(floor, claim(floor), error="SLACK_429", wait_seconds=90)
    alert(floor, "new")
    floor.set_clock(later(seconds=89))
    assert claim(floor) == []
    floor.set_clock(later(seconds=91))
    assert {each["ref"] for each in claim(floor)} == {"x", "new"}


def test_asking_says_that_alerts_go_out(floor: Floor) -> None:
    alert(floor)
    assert (worker(floor)["alerts_waiting"], worker(floor)["alerts_go_out"]) == (1, False)
    claim(floor, limit=0)
    assert (worker(floor)["alerts_waiting"], worker(floor)["alerts_go_out"]) == (1, True)
    floor.set_clock(later(minutes=10))
    assert worker(floor)["alerts_go_out"] is False
    assert floor.one("select used_at from core.outlets where name = 'slack'") == NOON


def test_alerts_that_pile_up_are_late_work_only_where_somebody_takes_them(floor: Floor) -> None:
    def due() -> int:
        answer = floor.service("sweep", who="reconcile", stores=[])
        return int(answer["due_seconds"])

    alert(floor)
    floor.set_clock(later(minutes=20))
    assert due() == 0
    claim(floor, limit=0)
    assert due() == 1200
