"""api.get_open_list: the tickets behind a count of the board."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from tests.sql.floor import PEOPLE, Floor

WHICH = ("unassigned", "blocked", "flagged", "overdue", "undated")


@pytest.fixture(scope="module")
def ids(floor: Floor) -> Iterator[dict[str, str]]:
    """Return a ticket of each kind, each taken by somebody unless it is the one that nobody has."""
    floor.set_clock(datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Australia/Sydney")))
    later = {"due_date": "2026-12-01"}
    made = {
        "unassigned": floor.sell(ticket=later).id,
        "blocked": floor.sell(sku=floor.stock("SHORT", 0), ticket=later).id,
        "flagged": floor.sell(ticket={**later, "flags": ["size_missing"]}).id,
        "overdue": floor.sell(ticket={"due_date": "2026-11-20"}).id,
        "undated": floor.sell().id,
    }
    for name, ticket_id in made.items():
        if name != "unassigned":
            floor.rpc("assign_staff", id=ticket_id, staff_id=PEOPLE["tom"][0])
    for stage in ("Complete", "cancelled"):
        gone = floor.sell(ticket={"due_date": "2026-11-20", "flags": ["size_missing"]}).id
        if stage == "Complete":
            floor.bring(gone, "Complete")
        else:
            floor.rows("update core.orders set cancelled_at = core.now() where id = %s", gone)
    yield made
    floor.set_clock(None)


def listed(floor: Floor, which: str | None, who: str = "staff", **more: int) -> list[str]:
    """Return the ids of a list."""
    answer = floor.rpc("get_open_list", who, store="bannos", which=which, **more)
    return [ticket["id"] for ticket in answer["tickets"]]


@pytest.mark.parametrize("which", WHICH)
def test_each_list_is_as_long_as_its_count(floor: Floor, ids: dict[str, str], which: str) -> None:
    assert listed(floor, which) == [ids[which]]
    assert floor.rpc("get_week", store="bannos")[which] == 1
    assert floor.rpc("get_open_list", "zoe", store="bannos", which=which)["code"] == "AUTH001"


def test_what_is_due_first_comes_first_page_by_page(own_floor: Floor) -> None:
    days = ("2026-12-03", "2026-12-01", None, "2026-12-02")
    sold = {day: own_floor.sell(ticket={"due_date": day}).id for day in days}
    whole = [sold[day] for day in (*sorted(day for day in days if day), None)]
    assert listed(own_floor, "unassigned") == whole
    for limit in (1, 2, 3):
        pages = [listed(own_floor, "unassigned", limit=limit, offset=offset) for offset in range(0, 5, limit)]
        assert list(chain.from_iterable(pages)) == whole


@pytest.mark.parametrize("which", ["late", "", None])
def test_another_list_there_is_not(floor: Floor, which: str | None) -> None:
    with floor.noted() as events:
        assert floor.rpc("get_open_list", store="bannos", which=which)["code"] == "REQ001"
    assert [event["code"] for event in events] == ["REQ001"]


def test_the_answer_has_its_time_and_since_when_a_ticket_waits(floor: Floor, ids: dict[str, str]) -> None:
    answer = floor.rpc("get_open_list", store="bannos", which="undated")
    (ticket,) = answer["tickets"]
    assert answer["at"] == ticket["stage_since"] == "2026-11-21T01:00:00+00:00"
    assert ticket["id"] == ids["undated"]
