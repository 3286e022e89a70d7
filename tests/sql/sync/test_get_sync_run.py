"""api.get_sync_run: how a run fares, and what it found."""

from datetime import timedelta

import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import NOON, later, shown
from tests.sql.sync.runs import begun, compare, finish, level, reconcile


def test_a_run_and_its_report(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=5)
    run_id = begun(floor, dry_run=True)
    compare(floor, run_id, NOON, level(name, 6))
    floor.set_clock(later(9))
    reconcile(floor, "note_finding", run_id=run_id, kind="drift", ref="B", repaired=True)
    answer = floor.rpc("get_sync_run", run_id=run_id)
    assert answer == {
        "ok": True,
        "already_done": False,
        "run_id": run_id,
        "store": "bannos",
        "kind": "inventory",
        "status": "running",
        "dry_run": True,
        "since": (NOON - timedelta(days=59)).isoformat(),
        "started_at": NOON.isoformat(),
        "finished_at": None,
        "error": None,
        "counts": {"drift": 2},
        "findings": [
            {"kind": "drift", "ref": name, "detail": {"shop": 6, "ours": 3, "expected": 5}, "repaired": False},
            {"kind": "drift", "ref": "B", "detail": {}, "repaired": True},
        ],
    }
    finish(floor, run_id, "SYNC001")
    over = floor.rpc("get_sync_run", run_id=run_id)
    assert (over["status"], over["error"], over["finished_at"]) == ("failed", "SYNC001", later(9).isoformat())


def test_of_very_many_findings_the_first_thousand_are_named_and_all_are_counted(floor: Floor) -> None:
    run_id = begun(floor)
    floor.rows(
        "insert into core.sync_findings (run_id, store, kind, ref) "
        "select %s, 'bannos', 'drift', 'S' || n from generate_series(1, 1001) n",
        run_id,
    )
    answer = floor.rpc("get_sync_run", run_id=run_id)
    assert [each["ref"] for each in answer["findings"]] == [f"S{number}" for number in range(1, 1001)]
    assert answer["counts"] == {"drift": 1001}


@pytest.mark.parametrize("who", ["zoe", "supervisor"])
def test_a_run_of_a_store_that_one_does_not_see_is_not_there(floor: Floor, who: str) -> None:
    ours, theirs = begun(floor), begun(floor, store="flourlane")
    assert floor.rpc("get_sync_run", who, run_id=theirs)["ok"]
    assert floor.rpc("get_sync_run", who, run_id=ours).get("code") == (None if who == "supervisor" else "SYNC002")
    assert floor.rpc("get_sync_run", who, run_id=2**40)["code"] == "SYNC002"
