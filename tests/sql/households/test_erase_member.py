"""api.erase_member: nothing of a member is left in the whole database; orders and stock stay."""

from uuid import uuid4

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor
from tests.sql.pantries import ask, basket, bring, done, household, item, member, place, session
from tests.sql.redaction.test_personal_columns import in_dump, registered

CANARY = "Canarymember"


def test_a_member_is_gone_from_a_dump_and_their_orders_stay(floor: Floor) -> None:
    tin, opened, who = item(floor), session(floor), member(floor, diets=["kosher"])
    floor.rows(
        "update core.staff_shared set display_name = %s, email = %s where id = %s",
        *(CANARY, f"{CANARY}@ordak.test".lower(), who["id"]),
    )
    order = place(floor, who, opened, (tin, 3))
    done(floor, "confirm_pantry_order", "staff", id=order["id"], scan_id=str(uuid4()))
    done(floor, "cancel_pantry_order", "staff", id=order["id"], reason=f"{CANARY} rang")
    kept = basket(floor, who, (tin, 1))
    own = floor.one("select household_id::text from core.household_members where member_id = %s", who["id"])
    done(floor, "set_household", "staff", household_id=own, size=3, diets=["kosher"], scan_id=str(uuid4()))
    held = bring(floor, place(floor, who, session(floor), (tin, 2)), "READY")
    assert in_dump(floor, CANARY)[0]
    with floor.noted() as events:
        assert not done(floor, "erase_member", "admin", member_id=who["id"], store=None)["already_done"]
    assert (in_dump(floor, CANARY), in_dump(floor, CANARY.lower())) == ((False, False), (False, False))
    assert [event["detail"] for event in events if event["kind"] == "member_erased"] == [{"staff_id": who["id"]}]
    assert floor.one("select lines from core.pantry_baskets where basket_id = %s", kept) == []
    assert floor.rows("select 1 from core.households where diets <> '{}'") == []
    # What is there for somebody is handed over, or staff cancels it.
    assert done(floor, "complete_pantry_order", "staff", id=held["id"])["order"]["status"] == "COMPLETED"
    assert floor.counters(tin) == (98, 0)
    assert_books(floor)


def test_who_has_left_their_household_is_erased_whole_too(floor: Floor) -> None:
    who = member(floor)
    kept = basket(floor, who, (item(floor), 1))
    floor.rows("delete from core.household_members where member_id = %s", who["id"])
    done(floor, "erase_member", "admin", member_id=who["id"], store=None)
    assert floor.one("select lines from core.pantry_baskets where basket_id = %s", kept) == []


def test_what_a_household_eats_stays_while_others_belong_to_it(floor: Floor) -> None:
    one, other = household(floor, members=2, diets=["halal"])
    diets = "select h.diets from core.households h join core.household_members m using (store, household_id) where m.member_id = %s"
    done(floor, "erase_member", "admin", member_id=one["id"], store=None)
    assert floor.one(diets, other["id"]) == ["halal"]
    assert done(floor, "erase_member", "admin", member_id=one["id"], store=None)["already_done"]


@pytest.mark.parametrize("nobody", ["00000000-0000-4000-8000-000000000000", "5a000000-0000-4000-8000-000000000001"])
def test_only_a_member_of_ones_own_is_erased(floor: Floor, nobody: str) -> None:
    assert ask(floor, "erase_member", "admin", member_id=nobody, store=None)["code"] == "STF001"


def test_what_is_a_members_is_in_the_register(floor: Floor) -> None:
    assert registered(floor, "member") == {("households", "diets"), ("pantry_baskets", "lines"), ("scans", "answer")}
