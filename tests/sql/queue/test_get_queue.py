"""api.get_queue: what is made first."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.sql.floor import Floor, Json

SYDNEY = ZoneInfo("Australia/Sydney")
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def clock(floor: Floor) -> Iterator[None]:
    """Every test has the queue to itself, on a Saturday at noon in Sydney."""
    floor.rows("delete from core.orders")
    floor.set_clock(datetime(2026, 11, 21, 12, tzinfo=SYDNEY))
    yield
    floor.set_clock(None)


def due(floor: Floor, days: int | None, size: str | None = None, store: str = "bannos") -> str:
    """Sell a cake that is due in so many days."""
    when = None if days is None else (TODAY + timedelta(days)).isoformat()
    return floor.sell(store, ticket={"due_date": when, "size": size}).id


def queue(floor: Floor, store: str = "bannos", who: str = "staff", **more: object) -> list[str]:
    """Return the ids of a store's queue."""
    return [ticket["id"] for ticket in floor.rpc("get_queue", who, store=store, **more)["tickets"]]


def test_the_queue_is_by_priority_then_due_date_then_size_then_number(floor: Floor) -> None:
    order = [
        due(floor, -3),  # overdue: High
        due(floor, 0, "6 inch"),
        due(floor, 0, "8 inch"),
        due(floor, 0, "8 inch"),
        due(floor, 0, "10 inch"),
        due(floor, 0, '12"'),
        due(floor, 0, "Large"),
        due(floor, 0, None),
        due(floor, 1),
        due(floor, 2),  # Medium
        due(floor, 3),
        due(floor, 4),  # Low
        due(floor, 40),
        due(floor, None),
    ]
    assert queue(floor) == order
    # However short the page.
    assert [queue(floor, limit=limit) for limit in range(1, 15)] == [order[:limit] for limit in range(1, 15)]
    # In whatever order they came.
    ids = order.copy()
    Random(7).shuffle(ids)  # noqa: S311 - only a different order
    for ticket_id in ids:
        floor.rpc("set_storage", id=ticket_id, storage="x")
    assert queue(floor) == order


def test_the_priority_shown_is_the_one_of_the_queue(floor: Floor) -> None:
    for days in (None, 40, 4, 3, 2, 1, 0, -9):
        due(floor, days)
    shown = [ticket["priority"] for ticket in floor.rpc("get_queue", store="bannos")["tickets"]]
    assert shown == ["High"] * 3 + ["Medium"] * 2 + ["Low"] * 3


def test_what_a_supervisor_has_set_stands_among_its_like(floor: Floor) -> None:
    today, medium, later, undated = due(floor, 0), due(floor, 2), due(floor, 9), due(floor, None)
    floor.rpc("set_priority", id=undated, priority="High")
    floor.rpc("set_priority", id=later, priority="High")
    floor.rpc("set_priority", id=today, priority="Low")
    assert queue(floor) == [later, undated, medium, today]
    floor.rpc("set_priority", id=today, priority=None)
    assert queue(floor) == [today, later, undated, medium]
    # The most urgent one is on the shortest page, whichever index it comes from.
    assert queue(floor, limit=1) == [today]
    assert queue(floor, limit=2) == [today, later]


def test_the_dates_are_both_inclusive_and_an_undated_ticket_is_always_shown(floor: Floor) -> None:
    ids = {days: due(floor, days) for days in (-1, 0, 1, 2, None)}
    floor.rpc("set_priority", id=ids[1], priority="High")

    def within(start: int | None, end: int | None) -> set[int | None]:
        found = queue(
            floor,
            date_from=None if start is None else TODAY + timedelta(start),
            date_to=None if end is None else TODAY + timedelta(end),
        )
        return {days for days, ticket_id in ids.items() if ticket_id in found}

    assert within(None, None) == {-1, 0, 1, 2, None}
    assert within(0, 1) == {0, 1, None}
    assert within(1, 1) == {1, None}
    assert within(2, None) == {2, None}
    assert within(None, -1) == {-1, None}
    backwards = {"date_from": TODAY, "date_to": TODAY - timedelta(1)}
    assert floor.rpc("get_queue", "staff", store="bannos", **backwards)["code"] == "REQ001"


def test_a_page_is_as_long_as_the_limit(floor: Floor) -> None:
    ids = [due(floor, days) for days in range(5)]
    for limit in (1, 4, 5, 6, 500):
        assert queue(floor, limit=limit) == ids[:limit]


def test_what_is_complete_or_cancelled_is_not_in_the_queue(floor: Floor) -> None:
    open_, done, gone = due(floor, 0), due(floor, 0), due(floor, 0)
    floor.bring(done, "Complete")
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", gone)
    assert queue(floor) == [open_]


def test_a_stage_has_a_queue_of_its_own(floor: Floor) -> None:
    filling, covering = due(floor, 0), due(floor, 0)
    floor.bring(covering, "Covering")
    assert queue(floor, stage="Filling") == [filling]
    assert queue(floor, stage="Covering") == [covering]
    assert queue(floor, stage="Complete") == []


def test_another_store_has_a_queue_of_its_own_and_a_stranger_to_it_none(floor: Floor) -> None:
    mine, other = due(floor, 0), due(floor, 0, store="flourlane")
    assert (queue(floor), queue(floor, "flourlane")) == ([mine], [other])
    assert queue(floor, who="tom") == [mine]
    for store, who in (("flourlane", "tom"), ("nowhere", "staff")):
        assert floor.rpc("get_queue", who, store=store)["code"] == "AUTH001"


def test_the_stations_see_what_is_to_be_written_and_the_actions_of_their_role(floor: Floor) -> None:
    floor.sell(ticket={"cake_message": "Happy 🎂 יום", "notes": "nut free", "due_text": "Sat"})
    (ticket,) = floor.rpc("get_queue", "staff", store="bannos")["tickets"]
    assert (ticket["cake_message"], ticket["notes"], ticket["due_text"]) == ("Happy 🎂 יום", "nut free", "Sat")
    assert "complete_filling" in ticket["allowed_actions"]
    assert "set_priority" not in ticket["allowed_actions"]
    assert "order_json" not in ticket
    assert "customer_name" not in ticket


def priorities(floor: Floor, at: datetime, *days: str) -> list[str]:
    """Return the priorities of cakes due on these days, at a moment."""
    floor.set_clock(at)
    ids = [floor.sell(ticket={"due_date": day}).id for day in days]
    return [floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]["priority"] for ticket_id in ids]


def at(text: str) -> datetime:
    """Read a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        ("2026-11-20T12:59:59", "2026-11-20"),  # 23:59:59 in Sydney's summer, +11
        ("2026-11-20T13:00:00", "2026-11-21"),
        ("2026-06-20T13:59:59", "2026-06-20"),  # 23:59:59 in its winter, +10
        ("2026-06-20T14:00:00", "2026-06-21"),
        ("2026-10-03T13:59:59", "2026-10-03"),  # the night on which the clocks go forward at 2:00
        ("2026-10-03T14:00:00", "2026-10-04"),
        ("2026-10-04T12:59:59", "2026-10-04"),
        ("2026-10-04T13:00:00", "2026-10-05"),
        ("2026-04-04T12:59:59", "2026-04-04"),  # and back at 3:00
        ("2026-04-04T13:00:00", "2026-04-05"),
        ("2026-04-05T13:59:59", "2026-04-05"),
        ("2026-04-05T14:00:00", "2026-04-06"),
    ],
)
def test_the_stores_own_midnight_decides_what_is_due_tomorrow(floor: Floor, moment: str, today: str) -> None:
    first = date.fromisoformat(today)
    days = [(first + timedelta(n)).isoformat() for n in (0, 1, 2, 3, 4)]
    assert priorities(floor, at(moment), *days) == ["High", "High", "Medium", "Medium", "Low"]


def test_a_queue_of_six_hundred_is_cut_at_five_hundred(floor: Floor) -> None:
    sale: Json = floor.order(cakes=600)
    assert floor.ingest(sale)["ok"]
    assert len(queue(floor, limit=500)) == 500


def test_a_ticket_says_since_when_it_is_in_its_stage_and_the_answer_when_it_was_given(floor: Floor) -> None:
    ticket_id, at = due(floor, 0), datetime(2026, 11, 21, 12, tzinfo=SYDNEY)

    def waited() -> timedelta:
        answer = floor.rpc("get_queue", store="bannos")
        (ticket,) = answer["tickets"]
        (unassigned,) = floor.rpc("get_unassigned_list", store="bannos", stage=ticket["stage"])["tickets"]
        assert unassigned["stage_since"] == ticket["stage_since"]
        assert datetime.fromisoformat(answer["at"]) == at
        return at - datetime.fromisoformat(ticket["stage_since"])

    assert waited() == timedelta()
    for step in ("complete_filling", "complete_covering", "complete_decorating"):
        at += timedelta(minutes=7)
        floor.set_clock(at)
        assert waited() == timedelta(minutes=7)
        floor.rpc(step, id=ticket_id)
        assert waited() == timedelta()
    # What does not move it leaves the time alone.
    at += timedelta(minutes=7)
    floor.set_clock(at)
    floor.rpc("start_packing", id=ticket_id)
    assert waited() == timedelta(minutes=7)
    floor.rpc("qc_return_to_decorating", id=ticket_id, reason="smudged")
    assert waited() == timedelta()
    # Taken back, it has waited all along.
    floor.rpc("undo_scan", id=ticket_id, event_no=floor.last_event())
    assert waited() == timedelta(minutes=7)
