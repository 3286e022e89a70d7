"""api.scan_intake: what came in is counted by its barcode."""

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor
from tests.sql.pantries import STAFF, done, item, refused
from tests.sql.shelf.intakes import SCANS, barcode


@pytest.mark.parametrize("who", STAFF)
def test_a_scan_adds_the_pieces_of_its_barcode(floor: Floor, who: str) -> None:
    tin = item(floor, 5)
    single, box = barcode(floor, tin), barcode(floor, tin, 12)
    assert done(floor, "scan_intake", who, code=single, scan_id=next(SCANS))["on_hand"] == 6
    assert done(floor, "scan_intake", who, code=box, quantity=2, scan_id=next(SCANS))["on_hand"] == 30
    assert_books(floor)


def test_the_same_scan_again_adds_nothing(floor: Floor) -> None:
    tin, scan = item(floor, 5), next(SCANS)
    sent = {"code": barcode(floor, tin), "scan_id": scan}
    first = done(floor, "scan_intake", **sent)
    assert done(floor, "scan_intake", **sent) == first
    assert floor.counters(tin) == (6, 0)
    refused(floor, "REQ002", "scan_intake", **{**sent, "quantity": 2})


def test_a_barcode_that_no_item_has_is_refused(floor: Floor) -> None:
    refused(floor, "INV002", "scan_intake", code="5000000000001")


def test_a_barcode_of_two_items_is_refused_and_both_are_named(floor: Floor) -> None:
    first, second = item(floor), item(floor)
    done(floor, "set_item_barcode", store=None, barcode="036000291452", sku=first)
    done(floor, "set_item_barcode", store=None, barcode="0036000291452", sku=second)
    for code in ("036000291452", "0036000291452"):
        message = refused(floor, "INV009", "scan_intake", code=code)["message"]
        assert first in message
        assert second in message
    assert (floor.counters(first), floor.counters(second)) == ((100, 0), (100, 0))


def test_twelve_digits_and_thirteen_with_a_zero_are_one_item(floor: Floor) -> None:
    tin = item(floor, 5)
    done(floor, "set_item_barcode", store=None, barcode="042100005264", sku=tin)
    assert done(floor, "scan_intake", code="0042100005264")["on_hand"] == 6


def test_what_is_made_of_others_does_not_come_in(floor: Floor) -> None:
    made = floor.stock("PARCEL-OF-TINS", None)
    refused(floor, "INV006", "scan_intake", code=barcode(floor, made))


def test_a_store_that_is_no_pantry_has_no_intake(floor: Floor) -> None:
    refused(floor, "PAN007", "scan_intake", store="bannos", code=barcode(floor, item(floor)))


def test_what_comes_in_is_low_no_more_and_low_stock_is_told_once(floor: Floor) -> None:
    tin = item(floor, 5)
    done(floor, "set_item", store=None, sku=tin, title="Tin", stocked=True, low_at=5)
    code = barcode(floor, tin)
    with floor.noted() as events:
        done(floor, "scan_intake", code=code, scan_id=next(SCANS))
        floor.rpc("waste_stock", sku=tin, qty=1, reason="dented")
    assert [event["kind"] for event in events if event["store"] in {"shelter", None}] == [
        "stock_received",
        "inventory:low",
        "stock_wasted",
    ]
