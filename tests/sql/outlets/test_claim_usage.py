"""api.claim_usage: what people did, by pages that nothing slips behind, without a person or an order."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.sql.floor import RPC, Floor, actor, call
from tests.sql.outlets.outlets import NOON, later, taken, used

KEYS = {"txid", "no", "at", "store", "function", "code", "from", "to"}


@pytest.fixture(autouse=True)
def switched_on(floor: Floor) -> None:
    """Let it begin now."""
    assert used(floor) == {"ok": True, "already_done": False, "txid": None, "no": None, "events": []}


def functions(floor: Floor, **more: int) -> list[str]:
    """Claim a page, finish it, and name the functions in it."""
    page = used(floor, **more)
    if page["txid"] is not None:
        assert taken(floor, page)
    return [each["function"] for each in page["events"]]


def test_it_begins_with_the_moment_that_it_is_switched_on(floor: Floor) -> None:
    floor.rows("update core.outlets set used_at = null, txid = null, event_no = null")
    ticket = floor.sell().id
    floor.rpc("complete_filling", id=ticket)
    assert functions(floor) == []
    floor.rpc("complete_covering", id=ticket)
    assert functions(floor) == ["complete_covering"]


def test_after_a_day_switched_off_it_begins_anew(floor: Floor) -> None:
    ticket = floor.sell().id
    floor.rpc("complete_filling", id=ticket)
    floor.set_clock(later(hours=23))
    assert [each["function"] for each in used(floor)["events"]] == ["complete_filling"]
    floor.set_clock(later(hours=48))
    assert functions(floor) == []
    floor.rpc("complete_covering", id=ticket)
    assert functions(floor) == ["complete_covering"]


def test_an_outage_of_two_days_loses_nothing(floor: Floor) -> None:
    floor.rpc("complete_filling", id=floor.sell().id)
    for hours in range(0, 49, 12):
        floor.set_clock(later(hours=hours))
        page = used(floor)
        taken(floor, page, error="POSTHOG_503", wait_seconds=1)
    assert [each["function"] for each in page["events"]] == ["complete_filling"]


def test_in_a_database_restored_from_a_dump_it_begins_anew(floor: Floor) -> None:
    floor.rows("update core.outlets set txid = '900000000000', event_no = 7 where name = 'posthog'")
    ticket = floor.sell().id
    assert functions(floor) == []
    floor.rpc("complete_filling", id=ticket)
    assert functions(floor) == ["complete_filling"]


def test_a_call_of_a_person_is_one_use_whatever_followed_from_it(floor: Floor) -> None:
    item = floor.stock("USAGE-SPONGE", 0)
    floor.sell(sku=item, cakes=1)
    floor.sell(sku=item, cakes=1)
    functions(floor)
    floor.rpc("receive_stock", sku=item, qty=5)
    assert len(floor.rows("select 1 from core.order_events where function_name = 'receive_stock'")) > 1
    assert functions(floor) == ["receive_stock"]


def test_an_event_says_store_function_code_and_stages_and_nothing_of_who_or_what(floor: Floor) -> None:
    sale = floor.sell("flourlane")
    floor.rpc("complete_filling", id=sale.id)
    floor.rpc("complete_packing", id=sale.id)
    floor.rpc("complete_filling", id="bannos-0")
    floor.rpc("cancel_order", "member", id=sale.id)
    page = used(floor)
    assert all(each.keys() == KEYS for each in page["events"])
    assert [(e["store"], e["function"], e["code"], e["from"], e["to"]) for e in page["events"]] == [
        ("flourlane", "complete_filling", None, "Filling", "Covering"),
        ("flourlane", "complete_packing", "ORD002", "Covering", None),
        (None, "complete_filling", "ORD001", None, None),
        (None, "cancel_order", "AUTH001", None, None),
    ]
    for secret in (sale.id, sale.gid, "5a000000", "kiosk-1", "c-supervisor"):
        assert secret not in str(page)


def test_of_look_ups_none_is_told_neither_those_that_worked_nor_those_that_were_refused(floor: Floor) -> None:
    ticket = floor.sell().id
    functions(floor)
    for who in ("staff", "member"):
        floor.rpc("get_order_for_scan", who, scan=ticket)
        floor.rpc("get_queue", who, store="bannos")
        floor.rpc("find_orders", who, store="bannos", text=ticket)
        floor.rpc("list_shortfalls", who, store="nowhere")
    floor.rpc("get_order_for_scan", "staff", scan="bannos-0")
    page = used(floor)
    assert (page["events"], page["txid"] is None) == ([], False)  # read, and passed over


def test_what_services_do_is_no_use_and_yet_passed(floor: Floor) -> None:
    floor.sell()
    page = used(floor)
    assert (page["events"], page["txid"] is None) == ([], False)
    assert taken(floor, page)
    assert used(floor)["txid"] is None


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_the_pages_make_the_whole_story(floor: Floor, limit: int) -> None:
    ticket = floor.at("Complete")
    assert ticket
    found: list[str] = []
    for _ in range(20):
        found += functions(floor, limit=limit)
    assert found == [
        "complete_filling",
        "complete_covering",
        "complete_decorating",
        "start_packing",
        "complete_packing",
    ]


@pytest.fixture
def late(floor: Floor) -> Iterator[psycopg.Connection]:
    with psycopg.connect(floor.url(RPC)) as connection:
        yield connection


def test_what_commits_late_is_not_slipped_behind(floor: Floor, late: psycopg.Connection) -> None:
    first, second = floor.sell().id, floor.sell().id
    functions(floor)
    call(late, "complete_filling", actor=actor("staff"), id=first)
    floor.rpc("handle_print_barcode", id=second)
    assert functions(floor) == []
    late.commit()
    assert functions(floor) == ["complete_filling", "handle_print_barcode"]


def test_none_is_given_while_it_is_left_alone(floor: Floor) -> None:
    floor.rpc("complete_filling", id=floor.sell().id)
    taken(floor, used(floor), error="POSTHOG_429", wait_seconds=60)
    assert used(floor)["txid"] is None
    floor.set_clock(later(seconds=61))
    assert functions(floor) == ["complete_filling"]
    assert floor.one("select used_at from core.outlets where name = 'posthog'") > NOON
