"""api.set_item_place: where an item lies and what it weighs, for the people who pick and for labels."""

import psycopg
import pytest
from pydantic import ValidationError

from ordak.contract.generated import SetItemPlace
from tests.sql.books import footprint
from tests.sql.floor import Floor
from tests.sql.stock.stock import item, kinds, sku
from tests.sql.stock.test_set_item import refused


def test_a_place_is_set_shown_and_done_already_when_it_is_so(floor: Floor) -> None:
    name = item(floor, "CABLE", 3)
    with floor.noted() as events:
        answer = floor.rpc("set_item_place", sku=name, shelf="B-07", weight="0.25")
    assert (answer["shelf"], answer["weight"], answer["on_hand"]) == ("B-07", 0.25, 3)
    assert [(event["kind"], event["detail"]) for event in events] == [("item_set", {"sku": name})]
    before = footprint(floor)
    with floor.noted() as events:
        assert floor.rpc("set_item_place", sku=name, shelf="B-07", weight="0.25")["already_done"]
    assert (events, footprint(floor)) == ([], before)
    (shown,) = floor.rpc("get_inventory", sku=name)["items"]
    assert (shown["shelf"], shown["weight"]) == ("B-07", 0.25)


def test_what_is_not_given_is_not_known_any_more_and_stock_stays(floor: Floor) -> None:
    name = item(floor, "CABLE", 3)
    floor.rpc("set_item_place", sku=name, shelf="B-07", weight="0.25")
    ledger = kinds(floor, name)
    answer = floor.rpc("set_item_place", sku=name, weight="1000")
    assert (answer["shelf"], answer["weight"], kinds(floor, name)) == (None, 1000, ledger)


def test_set_item_leaves_the_place_as_it_is(floor: Floor) -> None:
    name = item(floor, "CABLE", 3)
    floor.rpc("set_item_place", sku=name, shelf="B-07", weight="0.25")
    answer = floor.rpc("set_item", sku=name, title="Cable, 2 m")
    assert (answer["shelf"], answer["weight"]) == ("B-07", 0.25)


def test_the_place_of_what_is_no_item_is_refused(floor: Floor) -> None:
    refused(floor, "INV002", "sku", lambda: floor.rpc("set_item_place", sku=sku("NEVER"), shelf="A"))


@pytest.mark.parametrize("weight", ["0", "-1", "0.0005", "1000.001", "NaN"])
def test_a_weight_that_nothing_has_is_refused_by_contract_and_database(floor: Floor, weight: str) -> None:
    with pytest.raises(ValidationError):
        SetItemPlace.model_validate({"sku": "A", "weight": weight})
    with pytest.raises(psycopg.errors.CheckViolation):
        floor.rpc("set_item_place", sku=item(floor, "CABLE"), weight=weight)
