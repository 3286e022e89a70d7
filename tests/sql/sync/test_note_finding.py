"""api.note_finding: something that a run found, or has mended."""

from tests.sql.floor import Floor, Json
from tests.sql.sync.runs import begun, findings, reconcile


def note(floor: Floor, run_id: int, kind: str, ref: str = "gid://1", **more: object) -> Json:
    """Note a finding."""
    return reconcile(floor, "note_finding", run_id=run_id, kind=kind, ref=ref, **more)


def test_what_was_found_is_kept_once_with_its_shop(floor: Floor) -> None:
    run_id = begun(floor, "orders", "flourlane")
    assert note(floor, run_id, "order_not_in_shop", detail={"a": 1}) == {"ok": True, "already_done": False}
    note(floor, run_id, "order_not_in_shop")
    assert floor.rows("select store, kind, ref, detail, repaired from core.sync_findings") == [
        {"store": "flourlane", "kind": "order_not_in_shop", "ref": "gid://1", "detail": {"a": 1}, "repaired": False}
    ]


def test_what_was_mended_stays_so(floor: Floor) -> None:
    run_id = begun(floor, "orders")
    note(floor, run_id, "subscription_missing", "ORDERS_CREATE")
    note(floor, run_id, "subscription_missing", "ORDERS_CREATE", repaired=True)
    note(floor, run_id, "subscription_missing", "ORDERS_CREATE", repaired=False)
    assert findings(floor, run_id) == [("subscription_missing", "ORDERS_CREATE", True)]


def test_an_order_that_was_mended_is_that_of_this_run_alone(floor: Floor) -> None:
    run_id, other = begun(floor, "orders"), begun(floor, "orders", "flourlane")
    for run in (run_id, other):
        note(floor, run, "order_missing")
        note(floor, run, "order_differs", "gid://2")
    note(floor, run_id, "drift")
    assert note(floor, run_id, "order_repaired")["already_done"] is False
    assert note(floor, run_id, "order_repaired", "gid://2")["already_done"] is False
    assert note(floor, run_id, "order_repaired", "gid://3")["already_done"]
    assert findings(floor, run_id) == [
        ("order_missing", "gid://1", True),
        ("order_differs", "gid://2", True),
        ("drift", "gid://1", False),
    ]
    assert findings(floor, other) == [("order_missing", "gid://1", False), ("order_differs", "gid://2", False)]


def test_an_order_that_was_quarantined_is_no_gap(floor: Floor) -> None:
    run_id = begun(floor, "orders")
    note(floor, run_id, "order_missing")
    note(floor, run_id, "order_missing", "gid://2")
    note(floor, run_id, "order_quarantined", repaired=True)
    assert findings(floor, run_id) == [("order_missing", "gid://2", False), ("order_quarantined", "gid://1", True)]


def test_a_run_that_there_is_not_finds_nothing(floor: Floor) -> None:
    note(floor, 2**40, "drift")
    assert floor.rows("select from core.sync_findings") == []
