"""When in its day a cake is due, and the size that it counts as."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sql.floor import Floor

SLOTS: dict[str | None, str | None] = {
    "10:00-12:00": "10:00",
    "9:00-10:00": "09:00",
    "17:00": "17:00",
    "10.00-12.00": "10:00",
    "2-4:30pm": "14:00",
    "09:00 AM - 04:00 PM": "09:00",
    "1:00 PM - 2:00PM": "13:00",
    "2:30 PM": "14:30",
    "2.30pm": "14:30",
    "10 a.m.": "10:00",
    "14h30": "14:30",
    "14:00–16:00": "14:00",
    "12pm": "12:00",
    "12 am": "00:00",
    "12-2pm": "12:00",
    "2-4pm": "14:00",
    "9-11am": "09:00",
    "10-2pm": "10:00",
    "8-10pm": "20:00",
    "2-4": "14:00",
    "10-12": "10:00",
    "7": "07:00",
    "1": "13:00",
    "6:45": "18:45",
    "after 3": "15:00",
    "Between 2 and 4pm": "14:00",
    "by 10am": "10:00",
    "3 o'clock": "15:00",
    "Morning (9am - 12pm)": "09:00",
    "Slot 2: 10am-12pm": "10:00",
    "5/12/2026 10:00": "10:00",
    "2026-12-05T14:00": "14:00",
    "1430": "14:30",
    "morning": None,
    "noon": None,
    "Slot 2": None,
    "25:00": None,
    "10:75": None,
    "": None,
    None: None,
}


@pytest.mark.parametrize("slot", SLOTS)
def test_slot_is_read_as_the_minute_at_which_it_begins(floor: Floor, slot: str | None) -> None:
    minutes = floor.one("select core.slot_minutes(%s)", slot)
    assert (minutes if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}") == SLOTS[slot]


@settings(max_examples=200)
@given(st.text(max_size=60) | st.from_regex(r"[0-9:. apmh–-]{0,20}", fullmatch=True))
def test_whatever_a_slot_says_it_is_a_minute_of_a_day_or_none(floor: Floor, slot: str) -> None:
    minutes = floor.one("select core.slot_minutes(%s)", slot.replace("\0", "").encode("utf-8", "ignore").decode())
    assert minutes is None or 0 <= minutes < 24 * 60


def due(floor: Floor, slot: str | None, **more: Any) -> str:
    when = (date(2026, 11, 21) + timedelta(3)).isoformat()
    return floor.sell(ticket={"due_date": when, "due_slot": slot, **more}).id


def test_the_queue_has_the_slot_after_the_day_and_no_slot_last(floor: Floor) -> None:
    late, early = due(floor, "17:00", size="6 inch"), due(floor, "9:00-10:00", size="10 inch")
    small, undated = due(floor, "9am", size="6 inch"), due(floor, "whenever", size="4 inch")
    right = [small, early, late, undated]
    tickets = floor.rpc("get_queue", store="bannos")["tickets"]
    assert [ticket["id"] for ticket in tickets] == right
    assert [ticket["due_minutes"] for ticket in tickets] == [540, 540, 1020, None]
    for name, more in (("get_unassigned_list", {"stage": "Filling"}), ("get_open_list", {"which": "unassigned"})):
        listed = [ticket["id"] for ticket in floor.rpc(name, store="bannos", **more)["tickets"]]
        assert [ticket for ticket in listed if ticket in {late, undated}] == [late, undated]


def test_a_slot_that_changes_moves_its_minute(floor: Floor) -> None:
    sale = floor.sell(ticket={"due_slot": "9am"})
    floor.again(sale, "11:00", tickets=[{**sale.order["tickets"][0], "due_slot": "2pm"}])
    assert floor.ticket(sale.id)["due_minutes"] == 14 * 60


@pytest.mark.parametrize(
    ("sizes", "group"),
    [
        (('8"', "8in", "8-inch", "8 Inch", "8 inches", "8”"), '8"'),
        (('4" Bento', "4 inch bento", "4in Bento"), '4" bento'),
        (("20 x 30cm", "20 x  30CM"), "20 x 30cm"),
        (("Large", "large "), "large"),
        ((None,), None),
    ],
)
def test_sizes_that_are_one_count_as_one(floor: Floor, sizes: tuple[str | None, ...], group: str | None) -> None:
    assert {floor.one("select bakery.size_group(%s)", size) for size in sizes} == {group}
