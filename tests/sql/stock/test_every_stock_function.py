"""What holds for everything that a person does to stock: who may, what is refused, and that a scan counts once."""

from collections.abc import Callable
from uuid import uuid4

import psycopg
import pytest
from pydantic import BaseModel, ValidationError

from ordak.contract import generated
from tests.sql.books import assert_books, footprint
from tests.sql.floor import STRANGERS, Floor, Json
from tests.sql.stock.stock import item, kinds, last_txn, made, sell, sku

# Of each function: the argument that is a quantity, and the others.
CALLS: dict[str, tuple[str, Json]] = {
    "receive_stock": ("qty", {}),
    "waste_stock": ("qty", {"reason": "dropped"}),
    "adjust_stock": ("delta", {"reason": "found"}),
    "count_stock": ("counted", {}),
}
MODELS: dict[str, type[BaseModel]] = {
    "receive_stock": generated.ReceiveStock,
    "waste_stock": generated.WasteStock,
    "adjust_stock": generated.AdjustStock,
    "count_stock": generated.CountStock,
    "set_item": generated.SetItem,
    "set_requirement": generated.SetRequirement,
}
# By hand: who may do what.
MAY = {
    "receive_stock": {"staff", "supervisor", "admin"},
    "waste_stock": {"staff", "supervisor", "admin"},
    "adjust_stock": {"supervisor", "admin"},
    "count_stock": {"supervisor", "admin"},
    "set_item": {"supervisor", "admin"},
    "set_item_place": {"supervisor", "admin"},
    "set_item_barcode": {"supervisor", "admin", "packer"},
    "set_requirement": {"supervisor", "admin"},
    "get_inventory": {"staff", "supervisor", "admin", "packer", "agent"},
}
OTHERS: dict[str, Json] = {
    "set_item": {"title": "Tray"},
    "set_item_place": {"shelf": "A1"},
    "set_item_barcode": {"barcode": "4006381333931"},
    "set_requirement": {"component_sku": "ANY-COMPONENT", "qty": 1},
    "get_inventory": {},
}

every_call = pytest.mark.parametrize("function", CALLS)


def do(floor: Floor, function: str, name: str, quantity: object = 3, **more: object) -> Json:
    """Call a function with a quantity."""
    field, others = CALLS[function]
    arguments: Json = {"sku": name, field: quantity, **others, **more}
    return floor.rpc(function, **arguments)


def refused(floor: Floor, code: str, says: str, call: Callable[[], Json]) -> None:
    """See that a call is refused with a code, a message with these words, its event, and that nothing changed."""
    before = footprint(floor)
    with floor.noted() as events:
        answer = call()
    assert (answer["ok"], answer.get("code")) == (False, code), answer
    assert says in answer["message"]
    assert [(event["kind"], event["code"]) for event in events] == [("refused", code)]
    assert footprint(floor) == before


@pytest.mark.parametrize("who", ["staff", "supervisor", "admin", "packer", "agent", "member"])
@pytest.mark.parametrize("function", MAY)
def test_only_who_may_touches_stock(floor: Floor, function: str, who: str) -> None:
    name = item(floor, "TRAY", 9)
    arguments = (
        {"sku": name, **OTHERS[function]}
        if function in OTHERS
        else {"sku": name, CALLS[function][0]: 1, **CALLS[function][1]}
    )
    if who in MAY[function]:
        if function == "set_requirement":
            arguments["sku"] = sku("NEW")
        elif function == "set_item_barcode":
            arguments["barcode"] = name  # a barcode is of one item
        assert floor.rpc(function, who, **arguments)["ok"]
    else:
        refused(floor, "AUTH001", function, lambda: floor.rpc(function, who, **arguments))


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("function", MAY)
def test_a_stranger_touches_no_stock(floor: Floor, function: str, stranger: str) -> None:
    more = OTHERS[function] if function in OTHERS else {CALLS[function][0]: 1, **CALLS[function][1]}
    refused(floor, "AUTH001", "", lambda: floor.rpc(function, actor=STRANGERS[stranger], sku="ANY", **more))


@every_call
@pytest.mark.parametrize(
    "spelling",
    ["{}-NEVER", "{:l}", "X{}", "{} X", "{}\u200b", "{}\u00a0"],
)
def test_a_sku_that_is_not_exactly_one_of_ours_is_not_found(floor: Floor, function: str, spelling: str) -> None:
    name = item(floor, "TRAY", 9)
    other = name.lower() if spelling == "{:l}" else spelling.format(name)
    refused(floor, "INV002", "sku", lambda: do(floor, function, other))


@every_call
def test_what_is_made_from_components_has_no_stock_of_its_own(floor: Floor, function: str) -> None:
    product = made(floor, "CAKE", {item(floor, "TRAY", 9): 1})
    refused(floor, "INV006", "sku", lambda: do(floor, function, product))


@every_call
@pytest.mark.parametrize("quantity", ["0.5", "2.001"])
def test_a_fraction_of_what_is_counted_in_whole_pieces_is_refused(floor: Floor, function: str, quantity: str) -> None:
    tray = item(floor, "TRAY", 9)
    refused(floor, "INV003", "qty", lambda: do(floor, function, tray, quantity))
    assert do(floor, function, item(floor, "FLOUR", 9, uom="kg"), quantity)["ok"]


@every_call
@pytest.mark.parametrize("quantity", ["0.0005", "1000000.001", "1e30", "NaN", "Infinity"])
def test_a_quantity_that_no_shelf_holds_is_refused_by_contract_and_database(
    floor: Floor, function: str, quantity: str
) -> None:
    field, others = CALLS[function]
    with pytest.raises(ValidationError) as caught:
        MODELS[function].model_validate({"sku": "A", field: quantity, **others})
    assert {error["loc"] for error in caught.value.errors()} == {(field,)}
    name = item(floor, "FLOUR", 9, uom="kg")
    before = footprint(floor)
    with pytest.raises(psycopg.errors.CheckViolation):
        do(floor, function, name, quantity)
    assert footprint(floor) == before


@pytest.mark.parametrize(
    ("function", "quantity"),
    [
        ("receive_stock", 0),
        ("receive_stock", -1),
        ("waste_stock", 0),
        ("waste_stock", -1),
        ("count_stock", -1),
    ],
)
def test_a_quantity_below_what_makes_sense_is_refused_by_contract_and_database(
    floor: Floor, function: str, quantity: int
) -> None:
    field, others = CALLS[function]
    with pytest.raises(ValidationError) as caught:
        MODELS[function].model_validate({"sku": "A", field: quantity, **others})
    assert {error["loc"] for error in caught.value.errors()} == {(field,)}
    name = item(floor, "TRAY", 9)
    before = footprint(floor)
    with pytest.raises(psycopg.errors.CheckViolation):
        do(floor, function, name, quantity)
    assert footprint(floor) == before


@every_call
def test_the_same_scan_id_counts_once(floor: Floor, function: str) -> None:
    name, scan_id = item(floor, "TRAY", 9), str(uuid4())
    start = last_txn(floor)
    first = do(floor, function, name, scan_id=scan_id)
    assert first["already_done"] is False
    before = footprint(floor)
    with floor.noted() as events:
        assert do(floor, function, name, scan_id=scan_id) == first
    assert (events, footprint(floor)) == ([], before)
    assert len(kinds(floor, name, start)) == 1
    refused(floor, "REQ002", "", lambda: do(floor, function, name, 4, scan_id=scan_id))


@every_call
def test_what_was_done_is_written_down_and_every_shop_is_told(floor: Floor, function: str) -> None:
    part = item(floor, "TRAY", 9)
    product = made(floor, "CAKE", {part: 1})
    with floor.noted() as events:
        answer = do(floor, function, part)
    (event,) = events
    assert (event["store"], event["function_name"], event["detail"]["sku"]) == (None, function, part)
    queued = {
        (work["store"], work["payload"]["sku"])
        for name in (part, product)
        for work in floor.work("inventory_push", f"%:{name}:%")
    }
    assert queued == {(store, name) for store in ("bannos", "flourlane") for name in (part, product)}
    assert answer["queued"] == ["inventory_push"]
    assert_books(floor)


@pytest.mark.parametrize("function", ["waste_stock", "adjust_stock"])
def test_more_than_there_is_does_not_go(floor: Floor, function: str) -> None:
    name = item(floor, "TRAY", 9)
    sell(floor, 4, name)
    field, _ = CALLS[function]
    quantity = -10 if field == "delta" else 10
    refused(floor, "INV005", field, lambda: do(floor, function, name, quantity))
