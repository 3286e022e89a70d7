"""Two and twenty at one ticket."""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from local.servers.pooler import Pooler
from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import RPC, Floor, Json, actor, call

SCAN = "00000000-0000-4000-8000-0000000000%02d"


def test_of_two_who_complete_a_ticket_the_second_finds_it_done(floor: Floor) -> None:
    ticket_id = floor.sell().id
    with floor.noted() as events, sessions(floor, RPC) as (first, second):
        assert first.run("complete_filling", id=ticket_id)["already_done"] is False
        late = second.start("complete_filling", id=ticket_id)
        second.wait_until_blocked()
        first.commit()
        answer = late.result(PATIENCE)
        second.commit()

    assert (answer["ok"], answer["already_done"], answer["ticket"]["stage"]) == (True, True, "Covering")
    assert [event["kind"] for event in events] == ["complete_filling"]


@pytest.mark.parametrize(("number", "stage"), [(1, "Filling"), (2, "Covering"), (3, "Packing")])
def test_a_scan_sent_twice_at_once_is_answered_twice_the_same(floor: Floor, number: int, stage: str) -> None:
    """Whether the first is done, refused or found done."""
    ticket_id, scan_id = floor.at(stage), SCAN % number
    with floor.noted() as events, sessions(floor, RPC) as (first, second):
        answer = first.run("complete_covering", id=ticket_id, scan_id=scan_id)
        late = second.start("complete_covering", id=ticket_id, scan_id=scan_id)
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE) == answer
        second.commit()

    assert len(events) == (0 if stage == "Packing" else 1)


def test_a_scan_whose_first_try_is_rolled_back_is_done_by_the_second(floor: Floor) -> None:
    ticket_id, scan_id = floor.sell().id, SCAN % 9
    with floor.noted() as events, sessions(floor, RPC) as (first, second):
        first.run("complete_filling", id=ticket_id, scan_id=scan_id)
        late = second.start("complete_filling", id=ticket_id, scan_id=scan_id)
        second.wait_until_blocked()
        first.execute("rollback").result(PATIENCE)
        assert late.result(PATIENCE)["already_done"] is False
        second.commit()

    assert len(events) == 1


def test_twenty_kiosks_scan_one_ticket_and_one_of_them_does_it(floor: Floor, pooler: Pooler) -> None:
    ticket_id, kiosks = floor.sell().id, 20
    ready = threading.Barrier(kiosks)

    def scan(number: int) -> Json:
        url = pooler.url(RPC, floor.one("select current_database()"))
        with psycopg.connect(url, autocommit=True, prepare_threshold=None) as connection:
            ready.wait(PATIENCE)
            who = actor("staff", device=f"kiosk-{number}")
            return call(connection, "complete_filling", actor=who, id=ticket_id, scan_id=SCAN % (50 + number))

    with floor.noted() as events, ThreadPoolExecutor(kiosks) as threads:
        answers = list(threads.map(scan, range(kiosks)))

    assert all(answer["ok"] and answer["ticket"]["stage"] == "Covering" for answer in answers)
    assert sorted(answer["already_done"] for answer in answers) == [False] + [True] * 19
    assert [event["kind"] for event in events] == ["complete_filling"]


def test_two_supervisors_who_clear_one_order_from_two_of_its_tickets_do_not_wait_for_each_other_for_ever(
    floor: Floor,
) -> None:
    floor.stock("SHORT", 0)
    sale = floor.sell(cakes=2, sku="SHORT")
    # Both have their own ticket, and neither has come to the shortfall yet.
    with sessions(floor, "postgres", 1) as (gate,), sessions(floor, RPC) as (first, second):
        gate.execute("select 1 from core.shortfalls where order_gid = %s for update", sale.gid).result(PATIENCE)
        one = first.start("clear_shortfall", id=sale.tickets[0])
        first.wait_until_blocked()
        other = second.start("clear_shortfall", id=sale.tickets[1])
        second.wait_until_blocked()
        gate.commit()
        assert one.result(PATIENCE)["ok"]
        first.commit()
        assert other.result(PATIENCE)["already_done"]
        second.commit()
