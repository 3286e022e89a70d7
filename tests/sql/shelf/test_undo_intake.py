"""api.undo_intake: an intake by mistake is taken back, once, while nobody needs it."""

from datetime import timedelta

from tests.sql.books import assert_books
from tests.sql.floor import Floor
from tests.sql.pantries import basket, choice, done, item, member, refused, session
from tests.sql.shelf.intakes import SCANS, barcode


def taken_in(floor: Floor, sku: str, who: str = "staff", pieces: int = 1) -> str:
    """Scan a barcode of so many pieces, and return the scan."""
    scan = next(SCANS)
    done(floor, "scan_intake", who, code=barcode(floor, sku, pieces), scan_id=scan)
    return scan


def test_an_intake_is_taken_back_once(floor: Floor) -> None:
    tin = item(floor, 5)
    scan = taken_in(floor, tin, pieces=12)
    assert done(floor, "undo_intake", "staff", undone_scan_id=scan)["on_hand"] == 5
    again = done(floor, "undo_intake", "staff", undone_scan_id=scan)
    assert (again["already_done"], again["on_hand"]) == (True, 5)
    kinds = floor.rows(
        "select kind::text, qty from core.inventory_txn where ref_id = %s order by txn_id", f"intake:{scan}"
    )
    assert [(row["kind"], row["qty"]) for row in kinds] == [("receive", 12), ("correction", -12)]
    assert_books(floor)


def test_of_a_scan_that_brought_nothing_there_is_nothing_to_undo(floor: Floor) -> None:
    refused(floor, "UND001", "undo_intake", undone_scan_id=next(SCANS))


def test_what_another_person_scanned_is_a_supervisors_to_undo(floor: Floor) -> None:
    tin = item(floor, 5)
    scan = taken_in(floor, tin, "admin")
    refused(floor, "AUTH001", "undo_intake", "staff", undone_scan_id=scan)
    assert done(floor, "undo_intake", "supervisor", undone_scan_id=scan)["on_hand"] == 5


def test_after_a_minute_a_supervisor_undoes_it(own_floor: Floor) -> None:
    tin = item(own_floor, 5)
    now = own_floor.one("select core.now()")
    own_floor.set_clock(now)
    scan = taken_in(own_floor, tin)
    own_floor.set_clock(now + timedelta(seconds=61))
    refused(own_floor, "UND003", "undo_intake", "staff", undone_scan_id=scan)
    assert done(own_floor, "undo_intake", "supervisor", undone_scan_id=scan)["on_hand"] == 5


def test_what_an_order_holds_of_it_is_not_taken_back(floor: Floor) -> None:
    tin, who, opened = item(floor, 0), member(floor), session(floor)
    scan = taken_in(floor, tin)
    kept = basket(floor, who, (tin, 1))
    done(floor, "place_pantry_order", who, basket_id=kept, **choice(opened))
    refused(floor, "INV005", "undo_intake", "staff", undone_scan_id=scan)
    assert floor.counters(tin) == (1, 1)
