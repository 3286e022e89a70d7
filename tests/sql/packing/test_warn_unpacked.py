"""api.warn_unpacked: of a label that is a day old on no parcel a person is told, once."""

from tests.sql.floor import Floor
from tests.sql.packing.boxes import become, filled, gid_of, pack
from tests.sql.shipping.parcels import alerts, market


def age(floor: Floor, id_: str, hours: int) -> None:
    """Let a label be so old."""
    floor.rows(
        "update core.shipments set label_at = core.now() - make_interval(hours => %s) where order_gid = %s",
        *(hours, gid_of(id_)),
    )


def test_a_label_that_is_a_day_old_is_told_once(floor: Floor) -> None:
    old, new, told, void = (filled(floor) for _ in range(4))
    become(floor, told, "shipped")
    become(floor, void, "shipping_failed")
    for id_ in (old, told, void):
        age(floor, id_, 25)
    age(floor, new, 23)
    assert not market(floor, "warn_unpacked")["already_done"]
    assert [alerts(floor, gid_of(id_)).count("label_unpacked") for id_ in (old, told, new, void)] == [1, 1, 0, 0]
    assert market(floor, "warn_unpacked")["already_done"]


def test_what_is_packed_is_not_told(floor: Floor) -> None:
    id_ = filled(floor)
    pack(floor, "open_label", id_)
    pack(floor, "pack_parcel", id_)
    age(floor, id_, 25)
    assert market(floor, "warn_unpacked")["already_done"]


def test_no_more_than_asked_for_are_told_at_once_and_the_oldest_first(floor: Floor) -> None:
    first, second = filled(floor), filled(floor)
    age(floor, first, 26)
    age(floor, second, 27)
    market(floor, "warn_unpacked", limit=1)
    assert (alerts(floor, gid_of(first)), alerts(floor, gid_of(second))) == ([], ["label_unpacked"])
    market(floor, "warn_unpacked", limit=1)
    assert alerts(floor, gid_of(first)) == ["label_unpacked"]
