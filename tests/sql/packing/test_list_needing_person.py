"""api.list_needing_person: every order that goes no further by itself, why, and what may be done."""

from tests.sql.floor import Floor, Json
from tests.sql.packing.boxes import boxed, gid_of, thing
from tests.sql.shipping.parcels import accepted, bought, claim, id_of, key, market, note


def needing(floor: Floor, who: str = "supervisor") -> dict[str, Json]:
    """Return the orders that wait for a person, by their id."""
    return {each["id"]: each for each in floor.rpc("list_needing_person", who, store="bestbuyca")["orders"]}


def test_a_label_that_may_have_been_bought_names_what_to_look_for(floor: Floor) -> None:
    gid = accepted(floor)
    claim(floor, gid)
    note(floor, gid, "unknown", code="TIMEOUT")
    found = needing(floor)[id_of(gid)]
    assert (found["status"], found["why"], found["request_id"]) == (
        "unknown_outcome",
        "TIMEOUT",
        f"BB-{id_of(gid)}-P1-A1",
    )
    assert "release_shipment" in found["actions"]
    assert needing(floor, "packer")[id_of(gid)]["actions"] == []


def test_a_label_too_dear_and_one_that_could_not_be_asked_for_wait(floor: Floor) -> None:
    dear, strange = bought(floor, price="99.00"), accepted(floor)
    market(floor, "park_shipment", order_gid=strange, code="ADDRESS_STREET")
    found = needing(floor)
    assert [found[id_of(gid)]["why"] for gid in (dear, strange)] == ["LABEL_PRICE", "ADDRESS_STREET"]


def test_an_order_that_is_unclear_waits_and_one_that_goes_on_does_not(floor: Floor) -> None:
    unclear, fine = accepted(floor, flags=["no_address"]), boxed(floor, (thing(floor), 1))
    found = needing(floor)
    assert found[id_of(unclear)]["why"] == "no_address"
    assert fine not in found


def test_a_label_that_could_not_be_undone_waits(floor: Floor) -> None:
    id_ = boxed(floor, (thing(floor), 1))
    floor.rpc("void_shipment", store="bestbuyca", id=id_)
    floor.rows("update core.marketplace_orders set status = 'cancelled' where order_gid = %s", gid_of(id_))
    for _ in range(3):
        market(floor, "claim_void", **key(gid_of(id_)), how="void")
        market(floor, "note_void", **key(gid_of(id_)), code="HTTP_500")
        floor.rows("update core.shipments set undoing_at = null where order_gid = %s", gid_of(id_))
    assert needing(floor)[id_]["why"] == "label_not_undone"


def test_the_longest_waiting_come_first_and_what_cannot_be_read_is_there(own_floor: Floor) -> None:
    gids = [accepted(own_floor) for _ in range(2)]
    for gid in gids:
        market(own_floor, "park_shipment", order_gid=gid, code="ADDRESS_STREET")
    assert list(needing(own_floor)) == [id_of(gid) for gid in gids]
    market(own_floor, "note_unread_order", mirakl_id="GARBLED-A", code="lines")
    [unread] = own_floor.rpc("list_needing_person", store="bestbuyca")["unread"]
    assert (unread["id"], unread["code"], unread["times"]) == ("GARBLED-A", "lines", 1)
