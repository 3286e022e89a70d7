"""api.get_board, and what api.get_queue tells a kiosk at which nobody is signed in: everybody who passes reads it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.sql.floor import BOTH, PEOPLE, Floor, Json
from tests.sql.identity.people import Kiosk, kiosk, turn

SYDNEY = ZoneInfo("Australia/Sydney")
NOON = datetime(2026, 11, 21, 12, tzinfo=SYDNEY)
TODAY = date(2026, 11, 21)
WORDS = "Ring Ann Canary on 0491 570 156"
# Of every field of a ticket: told as it is, or withheld. A field that is added is one of the two.
TOLD = {
    "id", "store", "stage", "priority", "priority_set", "product_title", "flavour", "size", "size_group", "cake_message",
    "due_date", "due_slot", "due_minutes", "delivery_method", "print_count", "filling_start_ts", "filling_complete_ts",
    "covering_complete_ts", "decorating_complete_ts", "packing_start_ts", "packing_complete_ts", "qc_returned_ts",
    "cancelled_at", "inventory_blocked", "missing", "flags", "change", "allowed_actions", "stage_since", "queue_key",
    "cakes", "cake_no", "siblings", "extras",
}  # fmt: skip
WITHHELD = {
    "allergies": "…", "notes": "…", "due_text": "…", "qc_reason": "…", "storage": "…", "assignee_id": None, "packed_by": None,
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock(floor: Floor) -> Iterator[None]:
    """Every test has the queues to itself, on a Saturday at noon in Sydney."""
    floor.rows("delete from core.orders")
    floor.set_clock(NOON)
    yield
    floor.set_clock(None)


@pytest.fixture
def board(floor: Floor) -> Kiosk:
    """A kiosk that shows both stores."""
    at = kiosk(floor)
    assert floor.rpc("set_device_stores", device_id=at.device_id, stores=list(BOTH))["ok"]
    return at


def ask(floor: Floor, at: Kiosk, **more: Any) -> Json:
    """Ask as the kiosk itself."""
    answer = floor.rpc("get_board", actor=at.actor(), **more)
    assert answer["ok"], answer
    return answer


def ids(answer: Json) -> list[str]:
    return [ticket["id"] for ticket in answer["tickets"]]


def spoken_for(floor: Floor) -> str:
    """Return a ticket of which people have written all that they can."""
    words = dict.fromkeys(("notes", "allergies", "due_text", "due_slot"), WORDS)
    ticket = floor.sell(ticket={**words, "due_slot": None, "cake_message": "Happy 40th, Robin!"}).id
    floor.bring(ticket, "Packing")
    for action, more in {
        "qc_return_to_decorating": {"reason": WORDS},
        "set_storage": {"storage": WORDS},
        "assign_staff": {"staff_id": PEOPLE["tom"][0]},
    }.items():
        assert floor.rpc(action, id=ticket, **more)["ok"]
    return ticket


@pytest.mark.parametrize("function", ["get_queue", "get_board"])
def test_nobody_is_told_what_people_wrote_but_for_the_cake(floor: Floor, function: str) -> None:
    at = kiosk(floor)
    store = {"store": "bannos"} if function == "get_queue" else {}
    spoken, plain = spoken_for(floor), floor.sell().id
    told = {ticket["id"]: ticket for ticket in floor.rpc(function, actor=at.actor(), **store)["tickets"]}
    whole = {ticket["id"]: ticket for ticket in floor.rpc("get_queue", store="bannos")["tickets"]}
    assert told[spoken].keys() == {*TOLD, *WITHHELD}
    assert WORDS not in str(told)
    assert {name: told[spoken][name] for name in WITHHELD} == WITHHELD
    # That there is nothing is told too.
    assert {name: told[plain][name] for name in WITHHELD} == dict.fromkeys(WITHHELD)
    for ticket in (spoken, plain):
        mine = TOLD - {"allowed_actions"}
        assert {name: told[ticket][name] for name in mine} == {name: whole[ticket][name] for name in mine}
        assert told[ticket]["allowed_actions"] == []


def test_whoever_signs_in_is_told_all_of_it(floor: Floor) -> None:
    at, ticket = kiosk(floor), spoken_for(floor)
    [told] = floor.rpc("get_queue", actor=at.actor(turn(floor, at, PEOPLE["staff"][0])), store="bannos")["tickets"]
    assert (told["id"], told["notes"], told["allergies"], told["qc_reason"]) == (ticket, WORDS, WORDS, WORDS)


def test_the_board_has_both_stores_in_the_order_of_each(floor: Floor, board: Kiosk) -> None:
    chance = Random(11)  # noqa: S311 - only a different order
    for _ in range(40):
        day = chance.choice([None, -1, 0, 0, 2, 9])
        when = None if day is None else (TODAY + timedelta(day)).isoformat()
        slot = chance.choice([None, "9:00", "14:00"])
        ticket = floor.sell(chance.choice(BOTH), ticket={"due_date": when, "due_slot": slot}).id
        if chance.random() < 0.2:
            floor.rpc("set_priority", id=ticket, priority=chance.choice(["High", "Low"]))
    shown = ids(ask(floor, board))
    for store in BOTH:
        assert [ticket for ticket in shown if ticket.startswith(store)] == ids(floor.rpc("get_queue", store=store))
    found = {t["id"]: t for t in ask(floor, board)["tickets"]}
    order = [
        (["High", "Medium", "Low"].index(t["priority"]), t["due_date"] or "9999", 1440 if t["due_minutes"] is None else t["due_minutes"])
        for t in (found[each] for each in shown)
    ]  # fmt: skip
    assert order == sorted(order)
    assert [ids(ask(floor, board, limit=limit)) for limit in (1, 7, 39)] == [shown[:1], shown[:7], shown[:39]]


def test_a_board_of_a_stage_has_that_one_and_without_further_stores_its_own(floor: Floor, board: Kiosk) -> None:
    floor.sell()
    here, lane = floor.at("Covering"), floor.at("Covering", store="flourlane")
    assert set(ids(ask(floor, board, stage="Covering"))) == {here, lane}
    assert ids(ask(floor, kiosk(floor, "flourlane"))) == [lane]


@pytest.mark.parametrize("who", [who for who, (_, _, _, active) in PEOPLE.items() if active])
def test_a_board_is_no_persons(floor: Floor, who: str) -> None:
    assert floor.rpc("get_board", who)["code"] == "AUTH001"


def test_what_was_cancelled_within_a_day_is_told_beside_the_queue(floor: Floor, board: Kiosk) -> None:
    kept, gone, lane = floor.sell(), floor.sell(), floor.sell("flourlane")
    for sale in (gone, lane):
        floor.again(sale, "11:00", cancelled_at="2026-11-21T11:00:00+11:00")
    assert (ids(ask(floor, board)), ask(floor, board)["cancelled"]) == ([kept.id], [gone.id, lane.id])
    assert floor.rpc("get_queue", store="bannos")["cancelled"] == [gone.id]
    floor.set_clock(NOON + timedelta(days=1))
    assert ask(floor, board)["cancelled"] == []
