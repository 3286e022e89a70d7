"""api.set_household: who a household is, and whether it may order."""

from tests.sql.floor import Floor
from tests.sql.pantries import done, member


def test_saving_a_household_clears_that_it_has_to_ask_staff(floor: Floor) -> None:
    who = member(floor)
    household_id = floor.one("select household_id::text from core.household_members where member_id = %s", who["id"])
    floor.rows("update core.households set asks_since = core.now() where household_id = %s::uuid", household_id)
    assert done(floor, "browse_pantry", who)["household_fault"] == "ask staff"
    saved = done(floor, "set_household", size=2, household_id=household_id)
    assert (saved["already_done"], saved["household"]["asks_staff"]) == (False, False)
    assert done(floor, "set_household", size=2, household_id=household_id)["already_done"]
    assert done(floor, "browse_pantry", who)["household_fault"] is None
