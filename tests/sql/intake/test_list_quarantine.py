"""api.list_quarantine: what could not be ingested, oldest first, never its content."""

from tests.sql.floor import Floor
from tests.sql.intake.test_hold_delivery import hold


def test_what_waits_and_what_needs_a_person_are_listed_until_they_are_resolved(floor: Floor) -> None:
    ids = [hold(floor, b"{%d" % number, permanent=number != 1)["delivery_id"] for number in range(3)]
    hold(floor, b"[", permanent=True, store="flourlane")
    listed = floor.rpc("list_quarantine", store="bannos")["deliveries"]
    assert [row["delivery_id"] for row in listed] == ids
    assert [row["waiting"] for row in listed] == [False, True, False]
    assert listed[0].keys() == {"delivery_id", "topic", "reason", "webhook_id", "received_at", "bytes", "waiting"}
    assert (listed[0]["bytes"], listed[0]["reason"]) == (2, "r1")

    assert [row["delivery_id"] for row in floor.rpc("list_quarantine", store="bannos", limit=1)["deliveries"]] == ids[
        :1
    ]
    floor.service("resolve_delivery", delivery_id=ids[0])
    listed = floor.rpc("list_quarantine", store="bannos")["deliveries"]
    assert [row["delivery_id"] for row in listed] == ids[1:]


def test_another_stores_quarantine_is_not_shown(floor: Floor) -> None:
    hold(floor, b"secret", permanent=True)
    assert floor.rpc("list_quarantine", "zoe", store="bannos")["code"] == "AUTH001"


def test_kitchen_staff_do_not_see_it(floor: Floor) -> None:
    for who in ("staff", "packer", "agent", "member"):
        assert floor.rpc("list_quarantine", who, store="bannos")["code"] == "AUTH001"
