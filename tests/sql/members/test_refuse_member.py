"""api.refuse_member: who is not approved belongs to the pantry no more."""

from tests.sql.floor import Floor
from tests.sql.members.guests import come, invite, newcomer
from tests.sql.pantries import done, member, refused


def test_who_is_refused_is_signed_out_and_leaves_nothing_of_theirs(floor: Floor) -> None:
    who = newcomer(floor)
    made = done(floor, "join_pantry", who, size=2, diets=["halal"])["household"]
    with floor.noted() as events:
        done(floor, "refuse_member", "staff", member_id=who["id"])
    assert "member_refused" in [event["kind"] for event in events]
    assert floor.one("select stores from core.staff_shared where id = %s", who["id"]) == []
    assert floor.one("select count(*) from core.sessions where staff_id = %s and ended_at is null", who["id"]) == 0
    assert floor.one("select diets from core.households where household_id = %s", made["household_id"]) == []
    refused(floor, "AUTH001", "browse_pantry", who)
    refused(floor, "STF001", "refuse_member", "staff", member_id=who["id"])


def test_who_was_refused_comes_again_with_another_invitation(floor: Floor) -> None:
    who = newcomer(floor)
    done(floor, "refuse_member", "staff", member_id=who["id"])
    email = floor.one("select email from core.staff_shared where id = %s", who["id"])
    subject = floor.one("select subject from core.staff_accounts where staff_id = %s", who["id"])
    answer = come(floor, invite(floor)["invitation"], email, subject)
    assert (answer["staff"]["staff_id"], answer["staff"]["stores"]) == (who["id"], ["shelter"])


def test_who_is_approved_is_not_refused(floor: Floor) -> None:
    refused(floor, "PAN013", "refuse_member", "staff", member_id=member(floor)["id"])
