"""What scanners add to a code is dropped, in SQL and in functions as on the page (web/test/typed.test.ts), by one table of cases."""

import json
from pathlib import Path

import pytest

from badge import badge_code
from tests.sql.floor import Floor

CASES = json.loads(Path(__file__).with_name("symbology.json").read_text())
DROPPED = [tuple(case) for case in CASES["dropped"]]


@pytest.mark.parametrize(("before", "after"), DROPPED, ids=repr)
def test_what_a_scanner_adds_is_dropped_from_tickets_badges_and_places(floor: Floor, before: str, after: str) -> None:
    ticket_id = floor.sell().id
    assert floor.rpc("get_order_for_scan", scan=f"{before}{ticket_id}{after}")["ticket"]["id"] == ticket_id
    name = f"Shelf {before.encode().hex()} {after.encode().hex()}"
    code = floor.rpc("set_storage_location", store="bannos", name=name)["location"]["code"]
    placed = floor.rpc("set_storage", id=f"{before}{ticket_id}{after}", storage=f"{before}{code.lower()}{after}")
    assert placed["ticket"]["storage"] == name.strip()
    badge = floor.one("select core.typed_code('S')")
    assert badge_code(f"{before}{badge}{after}") == badge


@pytest.mark.parametrize("before", CASES["kept"])
def test_what_no_scanner_adds_is_not_dropped(floor: Floor, before: str) -> None:
    ticket_id = floor.sell().id
    assert floor.rpc("get_order_for_scan", scan=f"{before}{ticket_id}")["code"] == "SCN001"
    assert badge_code(before + floor.one("select core.typed_code('S')")) is None


@pytest.mark.parametrize(("before", "after"), DROPPED, ids=repr)
def test_a_bare_number_from_a_scanner_stays_no_code(floor: Floor, before: str, after: str) -> None:
    sale = floor.sell()
    assert floor.rpc("get_order_for_scan", scan=f"{before}{sale.number}{after}")["code"] == "SCN001"


def test_a_code_of_another_store_says_whose_it_is_and_nothing_of_its_orders(floor: Floor) -> None:
    sold = floor.sell("flourlane")
    for scan in (sold.id, "flour-lane-999999999"):
        refused = floor.rpc("get_order_for_scan", "tom", scan=scan)
        assert (refused["code"], refused["store_name"]) == ("ORD001", "Flour Lane")
    for scan in ("bannos-999999999", "nowhere-1", "1234"):
        assert "store_name" not in floor.rpc("get_order_for_scan", "tom", scan=scan)
