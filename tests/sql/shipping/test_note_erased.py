"""api.note_erased: files of labels that are gone from the bucket."""

from tests.sql.floor import Floor
from tests.sql.shipping.parcels import labelled, market, shipments


def test_file_that_was_deleted_is_known_no_more_and_its_label_stays_bought(floor: Floor) -> None:
    first, second = labelled(floor), labelled(floor)
    name = shipments(floor, first)[0]["label_key"]
    for done in (False, True):
        assert market(floor, "note_erased", keys=[name])["already_done"] is done
    (row,) = shipments(floor, first)
    assert (row["label_key"], row["state"], row["label_bytes"]) == (None, "bought", 900)
    assert shipments(floor, second)[0]["label_key"] is not None
