"""api.note_stock_import: what an import leaves is known, or sent again."""

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE
from tests.sql.offers.offered import at, claimed, imported, kept, noted, offer

_STATE = "known_qty, is_unsure, sending, fault"


@pytest.fixture
def sending(own_market: Floor) -> Floor:
    """A store whose offer falls from 5 to 2, and the import that says so."""
    own_market.stock("LAMP", 2)
    offer(own_market, 0, LAMP=5)
    assert claimed(own_market) == {"LAMP": 2}
    return own_market


def alerts(floor: Floor) -> list[dict[str, object]]:
    """Return the alerts that there are."""
    return [row["payload"] for row in floor.work("alert")]


def test_what_was_taken_is_shown(sending: Floor) -> None:
    noted(sending, "sent", import_id="7")
    noted(sending, "done")
    assert (kept(sending, "LAMP", _STATE), claimed(sending), alerts(sending)) == ((2, False, None, None), {}, [])


def test_what_was_refused_shows_what_it_did_and_alerts_once(sending: Floor) -> None:
    for minutes in (0, 61):
        at(sending, minutes)
        claimed(sending)
        noted(sending, "done", refused=["LAMP", "STRANGE"])
        assert kept(sending, "LAMP", _STATE) == (5, False, None, "REFUSED")
    (alert,) = alerts(sending)
    assert (alert["kind"], alert["store"], alert["sku"]) == ("offer_refused", STORE, "LAMP")
    at(sending, 122)
    claimed(sending)
    noted(sending, "done")
    assert kept(sending, "LAMP", _STATE) == (2, False, None, None)


def test_what_was_not_sent_is_as_it_was(sending: Floor) -> None:
    noted(sending, "not_sent")
    assert (kept(sending, "LAMP", _STATE), claimed(sending)) == ((5, False, None, None), {"LAMP": 2})


def test_what_is_not_known_may_show_either_and_is_sent_again_once_all_orders_are_here(sending: Floor) -> None:
    noted(sending, "unknown")
    assert kept(sending, "LAMP", _STATE) == (5, True, None, None)
    # Less than either is less.
    assert claimed(sending) == {"LAMP": 2}
    noted(sending, "unknown")
    sending.rpc("receive_stock", sku="LAMP", qty=3)
    assert claimed(sending) == {}
    imported(sending, 5)
    assert claimed(sending) == {"LAMP": 5}
    noted(sending, "done")
    assert kept(sending, "LAMP", _STATE) == (5, False, None, None)


def test_one_that_waits_too_long_is_not_known(sending: Floor) -> None:
    for minutes, left in ((5, 2), (9, 2), (10, None)):
        at(sending, minutes)
        noted(sending, "waits")
        assert kept(sending, "LAMP", "sending") == (left,)
    assert kept(sending, "LAMP", _STATE) == (5, True, None, None)


def test_a_code_alerts(sending: Floor) -> None:
    noted(sending, "unknown", code="IMPORT_FAILED")
    (alert,) = alerts(sending)
    assert (alert["kind"], alert["code"]) == ("stock_import_failed", "IMPORT_FAILED")


def test_without_an_import_nothing_is_noted(own_market: Floor) -> None:
    assert noted(own_market, "done")["already_done"]
