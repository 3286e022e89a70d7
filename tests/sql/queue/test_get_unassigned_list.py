"""api.get_unassigned_list: a stage's tickets that nobody has taken, by pages."""

from itertools import chain

import psycopg
import pytest

from tests.sql.floor import Floor

DAYS = ("2026-11-01", "2026-11-02", "2026-11-02", "2026-11-03", None)
SIZES = (None, "8 inch", "10 inch", None, None)


@pytest.fixture(scope="module")
def ids(floor: Floor) -> list[str]:
    """Return five tickets in the order in which they are due."""
    pairs = list(zip(DAYS, SIZES, strict=True))
    sold = [floor.sell(ticket={"due_date": day, "size": size}).id for day, size in reversed(pairs)]
    return sold[::-1]


def page(floor: Floor, limit: int, offset: int, stage: str = "Filling") -> list[str]:
    """Return the ids of a page."""
    answer = floor.rpc("get_unassigned_list", store="bannos", stage=stage, limit=limit, offset=offset)
    return [ticket["id"] for ticket in answer["tickets"]]


def test_what_is_due_first_comes_first(floor: Floor, ids: list[str]) -> None:
    assert page(floor, 50, 0) == ids


@pytest.mark.parametrize("limit", [1, 2, 4, 5, 6])
def test_the_pages_make_the_whole_list_without_gap_or_repeat(floor: Floor, ids: list[str], limit: int) -> None:
    pages = [page(floor, limit, offset) for offset in range(0, 5, limit)]
    assert list(chain.from_iterable(pages)) == ids
    assert page(floor, limit, 5) == []
    assert page(floor, limit, 2_147_483_647) == []


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (501, 0), (1, -1)])
def test_a_page_of_none_or_of_too_many_is_impossible(floor: Floor, limit: int, offset: int) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        page(floor, limit, offset)


def test_the_last_stage_waits_for_nobody(floor: Floor) -> None:
    floor.at("Complete")
    assert page(floor, 50, 0, stage="Complete") == []


def test_a_ticket_that_is_taken_leaves_the_list(floor: Floor) -> None:
    ticket_id = floor.at("Covering")
    assert page(floor, 50, 0, "Covering") == [ticket_id]
    floor.rpc("assign_staff", id=ticket_id, staff_id="5a000000-0000-4000-8000-000000000001")
    assert page(floor, 50, 0, "Covering") == []
    # The next stage begins without anybody.
    floor.rpc("complete_covering", id=ticket_id)
    assert page(floor, 50, 0, "Decorating") == [ticket_id]


def test_another_stores_list_is_not_shown(floor: Floor) -> None:
    assert floor.rpc("get_unassigned_list", "zoe", store="bannos", stage="Filling")["code"] == "AUTH001"
