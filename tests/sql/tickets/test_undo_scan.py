"""api.undo_scan: the last scan of a ticket is taken back. What it does to stock is in test_undo_of_packing."""

from typing import Any
from uuid import uuid4

import pytest

from tests.sql.floor import PEOPLE, Floor, Json, actor, cake
from tests.sql.identity.conftest import clock
from tests.sql.identity.people import Clock, kiosk, person, turn
from tests.sql.tickets.actions import STAGE_MOVES, Action, every_stage_move
from tests.sql.tickets.test_every_action import refused

__all__ = ["clock"]


def scanned(floor: Floor, move: Action, who: str = "staff") -> tuple[str, str, Json]:
    """Let somebody do a move on a ticket that is assigned; return its id, the scan and the row of before."""
    ticket_id, scan_id = move.ticket(floor), str(uuid4())
    floor.rpc("assign_staff", id=ticket_id, staff_id=PEOPLE["tom"][0])
    before = floor.ticket(ticket_id)
    assert move.do(floor, ticket_id, who=who, scan_id=scan_id)["already_done"] is False
    return ticket_id, scan_id, before


def undo(floor: Floor, ticket_id: str, undone: str, who: str = "staff", **more: Any) -> Json:
    """Take a scan back."""
    return floor.rpc("undo_scan", **{"actor": actor(who), "id": ticket_id, "undone_scan_id": undone, **more})


def same(row: Json, before: Json) -> bool:
    """Say whether a ticket is as it was, but for who wrote it last."""
    return {**row, "updated_at": None, "updated_by": None} == {**before, "updated_at": None, "updated_by": None}


@every_stage_move
def test_a_move_that_is_taken_back_leaves_the_ticket_as_it_was(floor: Floor, action: Action) -> None:
    ticket_id, scan_id, before = scanned(floor, action)
    moved = floor.ticket(ticket_id)
    with floor.noted() as events:
        answer = undo(floor, ticket_id, scan_id)

    assert (answer["ok"], answer["already_done"]) == (True, False), answer
    assert answer["ticket"] == floor.rpc("get_order_for_scan", "staff", scan=ticket_id)["ticket"]
    assert same(floor.ticket(ticket_id), before)
    event = events[-1]
    done = floor.rows("select event_no from core.order_events where scan_id = %s", scan_id)[0]["event_no"]
    assert (event["kind"], event["detail"]) == ("undone", {"event_no": done, "kind": action.name})
    assert (event["from_stage"], event["to_stage"]) == (moved["stage"], before["stage"])
    assert (event["actor_id"], event["function_name"]) == (PEOPLE["staff"][0], "undo_scan")
    # And it can be done anew.
    assert action.do(floor, ticket_id, scan_id=str(uuid4()))["already_done"] is False
    assert floor.ticket(ticket_id)["stage"] == moved["stage"]


@every_stage_move
def test_what_is_taken_back_already_is_done_already(floor: Floor, action: Action) -> None:
    ticket_id, scan_id, before = scanned(floor, action)
    mine = str(uuid4())
    first = undo(floor, ticket_id, scan_id, scan_id=mine)
    with floor.noted() as events:
        assert undo(floor, ticket_id, scan_id, scan_id=mine) == first
        assert undo(floor, ticket_id, scan_id)["already_done"] is True
        # Whoever asks: it is so.
        assert undo(floor, ticket_id, scan_id, who="packer")["already_done"] is True
    assert events == []
    assert same(floor.ticket(ticket_id), before)


def test_the_event_can_be_named_by_its_number(floor: Floor) -> None:
    ticket_id, scan_id, before = scanned(floor, STAGE_MOVES[0])
    number = floor.last_event()
    refused(floor, "UND001", lambda: floor.rpc("undo_scan", id=ticket_id))
    # Named twice, it has to be the same.
    refused(floor, "UND001", lambda: undo(floor, ticket_id, str(uuid4()), event_no=number))
    refused(floor, "UND001", lambda: undo(floor, ticket_id, scan_id, event_no=number - 1))
    assert floor.rpc("undo_scan", id=ticket_id, event_no=number)["already_done"] is False
    assert same(floor.ticket(ticket_id), before)


def test_moves_are_taken_back_one_after_the_other_the_last_one_first(floor: Floor) -> None:
    ticket_id, scans = floor.sell().id, [str(uuid4()) for _ in STAGE_MOVES[:5]]
    rows = []
    for move, scan_id in zip(STAGE_MOVES[:5], scans, strict=True):
        rows.append(floor.ticket(ticket_id))
        move.do(floor, ticket_id, scan_id=scan_id)
    for row, scan_id in zip(reversed(rows), reversed(scans), strict=True):
        assert undo(floor, ticket_id, scan_id, "supervisor")["already_done"] is False
        assert same(floor.ticket(ticket_id), row)


def test_a_return_that_is_taken_back_leaves_the_one_before_it_with_its_reason(floor: Floor) -> None:
    def done(action: str, **arguments: Any) -> int:
        assert floor.rpc(action, id=ticket_id, **arguments)["already_done"] is False
        return floor.last_event()

    ticket_id = floor.at("Packing")
    done("qc_return_to_decorating", reason="smudged")
    smudged = floor.ticket(ticket_id)
    decorated = done("complete_decorating")
    cracked = done("qc_return_to_decorating", reason="cracked")
    done("undo_scan", event_no=cracked)
    assert floor.ticket(ticket_id)["qc_reason"] == "smudged"
    # The time of the decoration before the return is there again.
    done("undo_scan", event_no=decorated)
    assert same(floor.ticket(ticket_id), smudged)
    done("complete_decorating")
    # A return that was taken back is not the one before the third.
    leaning = done("qc_return_to_decorating", reason="leaning")
    done("undo_scan", event_no=leaning)
    assert floor.ticket(ticket_id)["qc_reason"] == "smudged"


def test_there_is_nothing_to_take_back_of_what_moved_nothing(floor: Floor) -> None:
    ticket_id, scan_id, _ = scanned(floor, STAGE_MOVES[0])
    another, unknown = floor.at("Covering"), str(uuid4())
    early, print_, again, undone = (str(uuid4()) for _ in range(4))
    floor.rpc("complete_packing", id=ticket_id, scan_id=early)  # refused
    floor.rpc("complete_filling", id=ticket_id, scan_id=again)  # done already
    floor.rpc("handle_print_barcode", id=ticket_id, scan_id=print_)
    for nothing in (unknown, early, again, print_):
        refused(floor, "UND001", lambda nothing=nothing: undo(floor, ticket_id, nothing))  # type: ignore[misc]
    # A ticket and a scan that are not each other's.
    refused(floor, "UND001", lambda: undo(floor, another, scan_id))
    refused(floor, "UND001", lambda: floor.rpc("undo_scan", id=another, event_no=floor.last_event() - 99))
    # Nor is an undo offered one.
    undo(floor, ticket_id, scan_id, scan_id=undone)
    refused(floor, "UND001", lambda: undo(floor, ticket_id, undone))


@pytest.mark.parametrize("who", ["staff", "supervisor"])
def test_what_happened_since_is_named(floor: Floor, who: str) -> None:
    ticket_id, scan_id, _ = scanned(floor, STAGE_MOVES[0])
    floor.rpc("assign_staff", id=ticket_id, staff_id=PEOPLE["staff"][0])
    assert "assigned" in refused(floor, "UND002", lambda: undo(floor, ticket_id, scan_id, who))["message"]
    floor.rpc("complete_covering", id=ticket_id)
    floor.rpc("assign_staff", id=ticket_id, staff_id=None)
    assert "complete_covering" in refused(floor, "UND002", lambda: undo(floor, ticket_id, scan_id, who))["message"]


def test_what_a_shop_changed_of_the_cake_since_keeps_it_from_being_taken_back(floor: Floor) -> None:
    for changed in (True, False):
        sale, scan_id = floor.sell(cakes=2), str(uuid4())
        floor.rpc("complete_filling", "staff", id=sale.tickets[0], scan_id=scan_id)
        cakes = [cake(flavour="Lemon"), cake()] if changed else [cake(), cake(flavour="Lemon")]
        floor.again(sale, "10:01", tickets=[{**each, "product_title": "Celebration cake"} for each in cakes])
        answer = undo(floor, sale.tickets[0], scan_id)
        # Of the other cake it may change what it likes.
        assert (answer["ok"], answer.get("code")) == ((False, "UND002") if changed else (True, None))


def test_where_a_cake_stands_its_print_and_its_priority_are_not_in_the_way(floor: Floor) -> None:
    ticket_id, scan_id, before = scanned(floor, STAGE_MOVES[1])
    floor.rpc("set_storage", id=ticket_id, storage="Fridge 2")
    floor.rpc("set_priority", id=ticket_id, priority="High")
    floor.rpc("handle_print_barcode", id=ticket_id)
    floor.rpc("assign_staff", id=ticket_id, staff_id=PEOPLE["staff"][0])
    floor.rpc("assign_staff", id=ticket_id, staff_id=None)
    assert undo(floor, ticket_id, scan_id)["ok"]
    kept = {"storage": "Fridge 2", "priority_override": "High", "print_count": before["print_count"] + 1}
    assert same(floor.ticket(ticket_id), {**before, **kept})


@every_stage_move
def test_a_cancelled_ticket_and_one_of_a_cancelled_order_stay(floor: Floor, action: Action) -> None:
    for table in ("orders where id = %s", "sales where ticket_base = %s"):
        ticket_id, scan_id, _ = scanned(floor, action)
        name, _, where = table.partition(" ")
        floor.rows(f"update core.{name} set cancelled_at = core.now() {where}", ticket_id)
        before = floor.ticket(ticket_id)
        refused(floor, "ORD003", lambda t=ticket_id, s=scan_id: undo(floor, t, s, "supervisor"))  # type: ignore[misc]
        assert floor.ticket(ticket_id) == before


@pytest.mark.parametrize("who", ["tom", "packer"])
def test_what_somebody_else_did_only_a_supervisor_takes_back(floor: Floor, who: str) -> None:
    ticket_id, scan_id, _ = scanned(floor, STAGE_MOVES[3])
    refused(floor, "AUTH001", lambda: undo(floor, ticket_id, scan_id, who))
    refused(floor, "AUTH001", lambda: undo(floor, ticket_id, scan_id, "agent"))
    refused(floor, "ORD001", lambda: undo(floor, ticket_id, scan_id, "zoe"))
    assert undo(floor, ticket_id, scan_id, "supervisor")["ok"]


def test_after_a_minute_it_takes_a_supervisor(floor: Floor, clock: Clock) -> None:
    ticket_id, scan_id, _ = scanned(floor, STAGE_MOVES[0])
    late, scanned_late, _ = scanned(floor, STAGE_MOVES[0])
    clock.move(seconds=60)
    assert undo(floor, ticket_id, scan_id)["ok"]
    clock.move(seconds=1)
    answer = refused(floor, "UND003", lambda: undo(floor, late, scanned_late))
    assert answer["message"].endswith(late)
    clock.move(days=30)
    assert undo(floor, late, scanned_late, "admin")["ok"]


# Seconds: how long ago the scan was made and sent, and the undo made; the undo is sent now. May its person?
LATE = [
    (3600, 0, 3570, True),  # both made without a network, sent together
    (600, 5, 0, False),  # the scan came late: ten minutes have passed, however lately it arrived
    (600, 5, 535, False),
    (50, 50, 0, True),
    (110, 110, 90, True),  # the network went between the two
    (125, 0, 100, True),
    (70, 70, 0, False),
    (1800, 1800, 1770, True),
    (1800, 1800, 1700, False),
]


@pytest.mark.parametrize("late", LATE)
def test_the_minute_is_counted_from_when_it_happened(
    floor: Floor,
    clock: Clock,
    late: tuple[int, int, int, bool],
) -> None:
    made, sent, undone, may = late
    place = kiosk(floor)
    turn_id = turn(floor, place, person(floor))
    clock.move(seconds=made - sent)
    ticket_id, scan_id = floor.sell().id, str(uuid4())
    scan = place.actor(turn_id, clock.ago(seconds=made - sent))
    assert floor.rpc("complete_filling", actor=scan, id=ticket_id, scan_id=scan_id)["ok"]
    clock.move(seconds=sent)
    by = place.actor(turn_id, clock.ago(seconds=undone))
    answer = undo(floor, ticket_id, scan_id, actor=by, scan_id=str(uuid4()))
    assert (answer["ok"], answer.get("code")) == ((True, None) if may else (False, "UND003"))


def test_at_a_kiosk_another_person_s_scan_is_another_s(floor: Floor) -> None:
    place = kiosk(floor)
    mine, other = (turn(floor, place, person(floor)) for _ in range(2))
    ticket_id, scan_id = floor.sell().id, str(uuid4())
    assert floor.rpc("complete_filling", actor=place.actor(mine), id=ticket_id, scan_id=scan_id)["ok"]
    refused(floor, "AUTH001", lambda: undo(floor, ticket_id, scan_id, actor=place.actor(other)))
    refused(floor, "AUTH001", lambda: undo(floor, ticket_id, scan_id, actor=place.actor()))
    # At another kiosk the person is the same.
    elsewhere = kiosk(floor)
    staff_id = floor.one("select staff_id from core.turns where turn_id = %s", mine)
    again = turn(floor, elsewhere, str(staff_id))
    assert undo(floor, ticket_id, scan_id, actor=elsewhere.actor(again))["ok"]
