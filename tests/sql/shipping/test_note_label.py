"""api.note_label: a label's file that is kept, or why not."""

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE
from tests.sql.shipping.parcels import (
    alerts,
    bought,
    key,
    labelled,
    let_go_on,
    market,
    shipments,
    shippable,
    where,
)

FILE = {"key": f"media/labels/{STORE}/bb-1.pdf", "sha256": "ab" * 32, "bytes": 900}


def test_label_that_is_kept_makes_its_order_label_created(floor: Floor) -> None:
    gid = bought(floor)
    with floor.noted() as events:
        assert not market(floor, "note_label", **key(gid), label=FILE)["already_done"]
    (row,) = shipments(floor, gid)
    assert (row["label_key"], row["label_sha256"].hex(), row["label_bytes"]) == tuple(FILE.values())
    assert where(floor, gid) == ("label_created", None)
    assert [(event["kind"], event["from_status"], event["to_status"]) for event in events] == [
        ("label_created", "accepted", "label_created")
    ]
    assert market(floor, "note_label", **key(gid), label=FILE)["already_done"]


@pytest.mark.parametrize(("code", "tries"), [("LABEL_NOT_PDF", 3), ("LABEL_HTTP_404", 3), ("LABEL_NOT_READY", 6)])
def test_file_that_is_no_label_is_fetched_some_times_then_left_to_a_person(floor: Floor, code: str, tries: int) -> None:
    gid = bought(floor)
    for number in range(1, tries + 1):
        assert gid in shippable(floor), number
        market(floor, "note_label", **key(gid), code=code)
    assert (where(floor, gid), alerts(floor, gid)) == (("shipping_failed", code), ["shipping_parked"])
    assert gid not in shippable(floor)


def test_label_of_an_order_that_waits_for_a_person_is_there_when_it_goes_on(floor: Floor) -> None:
    gid = bought(floor, price="99.00")
    market(floor, "note_label", **key(gid), label=FILE)
    assert where(floor, gid) == ("shipping_failed", "LABEL_PRICE")
    let_go_on(floor, gid)
    assert shippable(floor)[gid]["shipment"]["kept"] is True
    market(floor, "note_label", **key(gid))
    assert where(floor, gid) == ("label_created", None)


def test_label_is_kept_once(floor: Floor) -> None:
    gid = labelled(floor)
    (before,) = shipments(floor, gid)
    assert market(floor, "note_label", **key(gid), code="LABEL_NOT_PDF")["already_done"]
    assert shipments(floor, gid) == [before]
