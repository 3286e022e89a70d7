"""api.get_health: the work queue's figures for whoever is on call."""

from datetime import UTC, datetime

from tests.sql.floor import RPC, Floor, Json, actor


def worker(floor: Floor) -> Json:
    """Return the figures."""
    answer = floor.call(RPC, "get_health", actor=actor("rpc"))
    assert answer["ok"]
    figures: Json = answer["worker"]
    return figures


def test_an_idle_queue_is_healthy(floor: Floor) -> None:
    assert worker(floor) == {
        "processed_per_minute": 0,
        "error_rate": 0,
        "last_run_at": None,
        "workers": [],
        "pending": 0,
        "alerts_waiting": 0,
        "alerts_go_out": False,
        "oldest_due_at": None,
        "dead": 0,
    }


def test_the_figures_are_those_of_the_queue(own_floor: Floor) -> None:
    floor = own_floor
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    floor.set_clock(noon)
    for number in range(4):
        floor.rows("select core.enqueue('inventory_push', 'bannos', %s, '{}')", f"k{number}")
    done, failed, *_ = floor.service("claim_work", topic="inventory_push", worker="w", limit=2)["work"]
    floor.service("finish_work", work_id=done["work_id"], worker="w")
    floor.service("finish_work", work_id=failed["work_id"], worker="w", error="SYNC001")

    figures = worker(floor)
    assert (figures["processed_per_minute"], figures["pending"], figures["dead"]) == (1, 3, 0)
    assert figures["error_rate"] == 0.5
    assert datetime.fromisoformat(figures["oldest_due_at"]) == noon
    # Who does it says when it ran (api.note_run); a row that is finished is no run.
    assert figures["last_run_at"] is None
