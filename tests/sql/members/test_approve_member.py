"""api.approve_member: who has joined may order."""

from tests.sql.floor import Floor
from tests.sql.members.guests import newcomer
from tests.sql.pantries import done, item, place, refused, session


def test_who_is_approved_orders(floor: Floor) -> None:
    who, opened = newcomer(floor), session(floor)
    refused(floor, "PAN004", "approve_member", "staff", member_id=who["id"])
    done(floor, "join_pantry", who, size=2)
    with floor.noted() as events:
        approved = done(floor, "approve_member", "staff", member_id=who["id"])
    assert (approved["household"]["is_approved"], [event["kind"] for event in events]) == (True, ["member_approved"])
    assert done(floor, "approve_member", "staff", member_id=who["id"])["already_done"]
    place(floor, who, opened, (item(floor), 1))
