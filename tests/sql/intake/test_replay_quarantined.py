"""api.replay_quarantined: a person asks for one more try."""

from tests.sql.floor import Floor
from tests.sql.intake.test_hold_delivery import fresh, hold


def test_a_quarantined_delivery_is_tried_again(floor: Floor) -> None:
    held_id = hold(floor, fresh(), permanent=True)["delivery_id"]
    with floor.noted() as events:
        assert floor.rpc("replay_quarantined", delivery_id=held_id)["already_done"] is False
        assert floor.rpc("replay_quarantined", delivery_id=held_id)["already_done"] is True
    assert [(event["kind"], event["actor_kind"]) for event in events] == [("delivery_replayed", "staff")]
    (work,) = floor.work("order_ingest_retry", f"bannos:{held_id}")
    assert work["payload"] == {"delivery_id": held_id}


def test_it_may_fail_and_be_replayed_again(floor: Floor) -> None:
    held_id = hold(floor, fresh(), permanent=True)["delivery_id"]
    for number in (1, 2):
        assert floor.rpc("replay_quarantined", delivery_id=held_id)["already_done"] is False
        taken = floor.service("claim_work", topic="order_ingest_retry", worker="w", limit=100)["work"]
        (mine,) = (work for work in taken if work["payload"]["delivery_id"] == held_id)
        floor.service("resolve_delivery", delivery_id=held_id, refused=f"reason {number}")
        floor.service("finish_work", work_id=mine["work_id"], worker="w")


def test_one_that_is_resolved_is_done_and_one_that_is_not_there_is_not_found(floor: Floor) -> None:
    held_id = hold(floor, fresh(), permanent=True)["delivery_id"]
    floor.service("resolve_delivery", delivery_id=held_id)
    assert floor.rpc("replay_quarantined", delivery_id=held_id)["already_done"]
    with floor.noted() as events:
        assert floor.rpc("replay_quarantined", delivery_id=2**40)["code"] == "ING002"
        assert floor.rpc("replay_quarantined", "zoe", delivery_id=held_id)["code"] == "ING002"
    assert [event["code"] for event in events] == ["ING002", "ING002"]


def test_a_delivery_whose_retries_are_used_up_can_still_be_replayed(floor: Floor) -> None:
    """Deferred for a passing reason that did not pass: a person's only handle is this function."""
    held_id = hold(floor, fresh(), permanent=False)["delivery_id"]
    floor.rows("update core.work_queue set status = 'dead' where dedupe_key = %s", f"bannos:{held_id}")
    floor.rpc("replay_quarantined", delivery_id=held_id)
    assert "pending" in {work["status"] for work in floor.work("order_ingest_retry", f"bannos:{held_id}")}


def test_only_supervisors_and_admins_replay(floor: Floor) -> None:
    held_id = hold(floor, fresh(), permanent=True)["delivery_id"]
    for who in ("staff", "packer", "agent", "member"):
        assert floor.rpc("replay_quarantined", who, delivery_id=held_id)["code"] == "AUTH001"
    assert floor.rpc("replay_quarantined", "admin", delivery_id=held_id)["ok"]
