"""api.resolve_delivery: ingested at last, or never ingestible."""

from tests.sql.floor import Floor
from tests.sql.intake.test_hold_delivery import fresh, hold


def test_a_delivery_that_was_ingested_is_resolved_once(floor: Floor) -> None:
    held_id = hold(floor, fresh(), permanent=False)["delivery_id"]
    with floor.noted() as events:
        assert floor.service("resolve_delivery", delivery_id=held_id)["already_done"] is False
        assert floor.service("resolve_delivery", delivery_id=held_id)["already_done"] is True
        assert floor.service("resolve_delivery", delivery_id=held_id, refused="late")["already_done"] is True
    assert [event["kind"] for event in events] == ["delivery_resolved"]
    assert floor.one("select resolved_at from core.held_deliveries where delivery_id = %s", held_id)


def test_what_is_resolved_keeps_nothing_of_what_it_said(floor: Floor) -> None:
    bodies = [fresh(), fresh()]
    held_ids = [hold(floor, body, permanent=False)["delivery_id"] for body in bodies]
    for held_id in held_ids:
        floor.service("resolve_delivery", delivery_id=held_id)
    kept = floor.rows("select body from core.held_deliveries where delivery_id = any (%s)", held_ids)
    assert [bytes(row["body"]) for row in kept] == [b"", b""]
    # The same bytes are another delivery after that, and an empty one is no redelivery of those.
    again = hold(floor, bodies[0], permanent=False)
    assert (again["already_done"], again["delivery_id"] in held_ids) == (False, False)
    empty = hold(floor, b"", permanent=True, topic=f"orders/{again['delivery_id']}")
    assert (empty["already_done"], empty["delivery_id"] in held_ids) == (False, False)


def test_a_delivery_that_is_refused_waits_for_a_person(floor: Floor) -> None:
    body = fresh()
    held_id = hold(floor, body, permanent=False)["delivery_id"]
    with floor.noted() as events:
        floor.service("resolve_delivery", delivery_id=held_id, refused="bad_id")
    assert [(event["kind"], event["detail"]["reason"]) for event in events] == [("delivery_quarantined", "bad_id")]
    (held,) = floor.rows("select * from core.held_deliveries where delivery_id = %s", held_id)
    assert (held["permanent"], held["reason"], held["resolved_at"]) == (True, "bad_id", None)
    assert bytes(held["body"]) == body
    assert hold(floor, body, permanent=True)["delivery_id"] == held_id
    assert len(floor.work("alert", f"bannos:{held_id}:quarantined")) == 1


def test_what_there_is_not_is_resolved(floor: Floor) -> None:
    assert floor.service("resolve_delivery", delivery_id=2**40)["already_done"]
