"""api.set_location: the location of a shop whose levels are ours to set."""

from tests.sql.books import footprint
from tests.sql.floor import Floor
from tests.sql.push.pushes import HERE, known, shown, worker


def move(floor: Floor, location: str) -> bool:
    """Set the location of Bannos, and say whether it was that already."""
    done: bool = worker(floor, "set_location", store="bannos", location_gid=location)["already_done"]
    return done


def test_levels_of_another_location_say_nothing_of_this_one(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    other = shown(floor, "TRAY", 3, known=5, store="flourlane")
    assert move(floor, "elsewhere") is False
    assert floor.one("select location_gid from core.shops where store = 'bannos'") == "elsewhere"
    assert (known(floor, name)["known_qty"], known(floor, name)["location_gid"]) == (None, "elsewhere")
    assert known(floor, other, "flourlane")["known_qty"] == 5
    assert floor.one("select location_gid from core.shops where store = 'flourlane'") == HERE


def test_the_same_location_changes_nothing(floor: Floor) -> None:
    shown(floor, "CAKE", 3, known=5)
    before = footprint(floor)
    assert move(floor, HERE)
    assert footprint(floor) == before
