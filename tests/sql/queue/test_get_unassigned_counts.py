"""api.get_unassigned_counts: how many tickets of each stage nobody has taken; the list has as many."""

import pytest

from tests.sql.floor import PEOPLE, STAGES, Floor


@pytest.fixture(scope="module", autouse=True)
def tickets(floor: Floor) -> None:
    """Leave 4, 3, 2, 1 tickets to be taken, and some that are taken, cancelled or complete."""
    for number, stage in enumerate(STAGES[:4]):
        for _ in range(4 - number):
            floor.at(stage)
        floor.rpc("assign_staff", id=floor.at(stage), staff_id=PEOPLE["staff"][0])
        floor.rows("update core.orders set cancelled_at = core.now() where id = %s", floor.at(stage))
    floor.at("Complete")
    floor.sell("flourlane")


def test_the_counts_are_of_what_nobody_has_taken(floor: Floor) -> None:
    answer = floor.rpc("get_unassigned_counts", "staff", store="bannos")
    assert answer == {"ok": True, "already_done": False, "filling": 4, "covering": 3, "decorating": 2, "packing": 1}


@pytest.mark.parametrize("stage", STAGES[:4])
def test_the_list_is_as_long_as_the_count(floor: Floor, stage: str) -> None:
    count = floor.rpc("get_unassigned_counts", store="bannos")[stage.lower()]
    listed = floor.rpc("get_unassigned_list", store="bannos", stage=stage)["tickets"]
    assert len(listed) == count
    assert {(ticket["stage"], ticket["assignee_id"]) for ticket in listed} == {(stage, None)}


def test_another_stores_counts_are_not_shown(floor: Floor) -> None:
    assert floor.rpc("get_unassigned_counts", "tom", store="flourlane")["code"] == "AUTH001"
    assert floor.rpc("get_unassigned_counts", "zoe", store="flourlane")["filling"] == 1
