"""api.claim_void: one caller undoes a label, and none that is on its way."""

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE
from tests.sql.shipping.parcels import id_of, incoming, key, labelled, market, shipments


def cancelled(floor: Floor) -> str:
    """Have a label whose order the customer cancelled."""
    gid = labelled(floor)
    market(floor, "ingest_marketplace_order", order=incoming("CANCELED", order_gid=gid, mirakl_id=id_of(gid)))
    return gid


def claim(floor: Floor, gid: str, how: str = "void") -> bool:
    """Claim the undoing."""
    claimed: bool = market(floor, "claim_void", **key(gid), how=how)["claimed"]
    return claimed


def test_claim_is_kept_before_the_carrier_is_called_and_made_once(floor: Floor) -> None:
    gid = cancelled(floor)
    assert claim(floor, gid)
    (row,) = shipments(floor, gid)
    assert (row["undoing"], row["undo_tries"], row["state"]) == ("void", 1, "bought")
    assert not claim(floor, gid)


def test_void_that_came_too_late_becomes_a_refund_in_the_same_try(floor: Floor) -> None:
    gid = cancelled(floor)
    assert claim(floor, gid)
    assert claim(floor, gid, "refund")
    (row,) = shipments(floor, gid)
    assert (row["undoing"], row["undo_tries"]) == ("refund", 1)
    assert not claim(floor, gid, "refund")


def test_try_whose_answer_was_lost_is_made_again_after_some_minutes(floor: Floor) -> None:
    gid = cancelled(floor)
    assert claim(floor, gid, "refund")
    floor.rows("update core.shipments set undoing_at = undoing_at - interval '5 minutes' where order_gid = %s", gid)
    assert claim(floor, gid, "refund")


def test_label_of_an_order_that_goes_on_is_not_undone(floor: Floor) -> None:
    gid = labelled(floor)
    assert not claim(floor, gid)
    market(floor, "ingest_marketplace_order", order=incoming("SHIPPED", order_gid=gid, mirakl_id=id_of(gid)))
    assert not claim(floor, gid)
    assert (
        floor.one(
            "select count(*) from core.shipments where store = %s and undoing is not null and order_gid = %s",
            STORE,
            gid,
        )
        == 0
    )
