"""Two organisations with equal SKUs, recipes and names of places: what one sells, receives or counts never moves the other's."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, NamedTuple

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.catalog import our_tables
from tests.sql.floor import BOTH, Floor, Json, actor, line
from tests.sql.floors import Floors
from tests.sql.houses import MILL, miller, open_mill, theirs_alone
from tests.sql.sync.runs import sweep
from tests.sql.test_scopes import ORGANISATION
from tests.sql.test_stores_apart import tool_of, touched

HOUSE: Json = {"house": actor("admin"), "mill": miller()}
# Of each: how many sponges, and below how many they are low.
STOCK = {"house": (10, 2), "mill": (3, 1)}


class Rooms(NamedTuple):
    """Both organisations' store rooms, with a sponge and a cake of one sponge that are this test's alone."""

    floor: Floor
    sponge: str
    cake: str


@pytest.fixture(scope="module")
def two(floors: Floors) -> Iterator[Floor]:
    """Return a floor with the house and the mill, which have a place of one name."""
    with floors.lend() as floor:
        open_mill(floor)
        for house, who in HOUSE.items():
            done(floor, who, "set_storage_location", store="bannos" if house == "house" else "rye", name="Fridge")
        yield floor


@pytest.fixture
def rooms(two: Floor, numbers: Iterator[int]) -> Rooms:
    """Let both organisations have the same SKUs, recipe and place."""
    number = next(numbers)
    made = Rooms(two, f"SPONGE-{number}", f"CAKE-{number}")
    for house, who in HOUSE.items():
        for sku, low in ((made.sponge, STOCK[house][1]), (made.cake, None)):
            done(two, who, "set_item", sku=sku, title=f"{sku} of the {house}", low_at=low)
        done(two, who, "set_requirement", sku=made.cake, component_sku=made.sponge, qty=1)
        done(two, who, "receive_stock", sku=made.sponge, qty=STOCK[house][0])
        done(two, who, "set_item_barcode", sku=made.sponge, barcode=f"B{number}")
    return made


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    """Return what makes each test's SKUs its own."""
    return count(1)


def done(floor: Floor, who: Json, function: str, **arguments: Any) -> Json:
    """Call for one of the organisations, and see that it is done."""
    answer = floor.rpc(function, actor=who, **arguments)
    assert answer["ok"], answer
    return answer


def counted(rooms: Rooms, house: str) -> tuple[float, float]:
    """Return what is on hand and reserved, as the house itself reads it."""
    (item,) = done(rooms.floor, HOUSE[house], "get_inventory", sku=rooms.sponge)["items"]
    assert item["title"] == f"{rooms.sponge} of the {house}"
    return item["on_hand"], item["reserved"]


def short(rooms: Rooms, store: str) -> float:
    """Return how much of the sponge a store's orders are short of."""
    who = HOUSE["house" if store in BOTH else "mill"]
    listed = done(rooms.floor, who, "list_shortfalls", store=store)["shortfalls"]
    return float(sum(each["qty"] for each in listed if each["sku"] == rooms.sponge))


@pytest.mark.parametrize(("house", "store", "other"), [("house", "bannos", "rye"), ("mill", "rye", "bannos")])
def test_an_order_holds_pushes_and_lacks_what_is_its_organisations(
    rooms: Rooms, house: str, store: str, other: str
) -> None:
    on_hand, _ = STOCK[house]
    with theirs_alone(rooms.floor, house):
        rooms.floor.sell(store, on_hand + 2, rooms.cake)
    assert counted(rooms, house) == (on_hand, on_hand)
    assert (short(rooms, store), short(rooms, other)) == (2, 0)


@pytest.mark.parametrize("house", HOUSE)
def test_what_is_received_goes_to_its_own_backorders(rooms: Rooms, house: str) -> None:
    for store in ("bannos", "rye"):
        rooms.floor.sell(store, 12, rooms.cake)
    mine, other = ("bannos", "rye") if house == "house" else ("rye", "bannos")
    waits = short(rooms, other)
    with theirs_alone(rooms.floor, house):
        done(rooms.floor, HOUSE[house], "receive_stock", sku=rooms.sponge, qty=20)
    assert (short(rooms, mine), short(rooms, other)) == (0, waits)


def test_the_sweeper_gives_each_organisation_its_own_stock(rooms: Rooms) -> None:
    for store in ("bannos", "rye"):
        rooms.floor.sell(store, 12, rooms.cake)
    # Came while the orders were locked, so that nobody was given any.
    for house, qty in (("house", 1), ("mill", 2)):
        rooms.floor.rows(
            "with t as (insert into core.inventory_txn (organisation, sku, kind, qty, reason) values (%s, %s, 'receive', %s, 'x')"
            " returning organisation, sku, qty) update core.inventory_items i set on_hand = on_hand + t.qty from t "
            "where i.organisation = t.organisation and i.sku = t.sku",
            *(house, rooms.sponge, qty),
        )
    sweep(rooms.floor)
    assert (short(rooms, "bannos"), short(rooms, "rye")) == (1, 7)
    assert rooms.floor.service("check_stock", who="reconcile")["faults"] == []


@pytest.mark.parametrize("house", HOUSE)
def test_low_stock_is_its_organisations_event_and_alert(rooms: Rooms, house: str) -> None:
    on_hand, low = STOCK[house]
    before = rooms.floor.last_event()
    with theirs_alone(rooms.floor, house):
        done(rooms.floor, HOUSE[house], "waste_stock", sku=rooms.sponge, qty=on_hand - low, reason="dropped")
    low_in = {event["store"] for event in rooms.floor.events(before) if event["kind"] == "inventory:low"}
    assert low_in == set(BOTH if house == "house" else MILL)
    (alert,) = rooms.floor.work("alert", f"%{rooms.sponge}:inventory:low")
    assert alert["payload"]["organisation"] == house


def test_both_run_low_and_each_is_alerted(rooms: Rooms) -> None:
    for house, who in HOUSE.items():
        done(rooms.floor, who, "waste_stock", sku=rooms.sponge, qty=STOCK[house][0], reason="dropped")
    alerts = rooms.floor.work("alert", f"%{rooms.sponge}:inventory:low")
    assert [alert["payload"]["organisation"] for alert in alerts] == ["house", "mill"]


@pytest.mark.parametrize("house", HOUSE)
def test_counting_wasting_and_correcting_move_ones_own_item(rooms: Rooms, house: str) -> None:
    for store in ("bannos", "rye"):
        rooms.floor.bring(rooms.floor.sell(store, 1, rooms.cake).id, "Covering") if store == "bannos" else _filled(
            rooms
        )
    with theirs_alone(rooms.floor, house):
        # On the shelf, without the one in a cake that is begun: so many are there.
        answer = done(rooms.floor, HOUSE[house], "count_stock", sku=rooms.sponge, counted=STOCK[house][0] - 1)
        assert answer["already_done"] is True
        done(rooms.floor, HOUSE[house], "adjust_stock", sku=rooms.sponge, delta=2, reason="found")
        # The other's orders are no holders of this one's stock.
        done(rooms.floor, HOUSE[house], "waste_stock", sku=rooms.sponge, qty=STOCK[house][0] + 2, reason="dropped")
    assert counted(rooms, house) == (0, 0)


def _filled(rooms: Rooms) -> None:
    done(rooms.floor, HOUSE["mill"], "complete_filling", id=rooms.floor.sell("rye", 1, rooms.cake).id)


@pytest.mark.parametrize("house", HOUSE)
def test_a_recipe_is_its_organisations_and_books_its_own_orders_anew(rooms: Rooms, house: str) -> None:
    for store in ("bannos", "rye"):
        rooms.floor.sell(store, 1, rooms.cake)
    with theirs_alone(rooms.floor, house):
        done(rooms.floor, HOUSE[house], "set_requirement", sku=rooms.cake, component_sku=rooms.sponge, qty=2)
    assert ("bannos" if house == "house" else "rye") in {row["store"] for row in rooms.floor.work("stock_rebook")}


def test_half_of_a_circle_in_each_organisation_is_none(rooms: Rooms) -> None:
    whole, slice_ = f"WHOLE of {rooms.cake}", f"SLICE of {rooms.cake}"
    done(rooms.floor, HOUSE["house"], "set_requirement", sku=slice_, component_sku=whole, qty=1)
    done(rooms.floor, HOUSE["mill"], "set_requirement", sku=whole, component_sku=slice_, qty=1)
    closing = rooms.floor.rpc("set_requirement", sku=whole, component_sku=slice_, qty=1)
    assert closing["code"] == "INV004"


def test_a_sku_that_only_the_other_has_is_unknown_and_looks_like_none(rooms: Rooms) -> None:
    done(rooms.floor, HOUSE["house"], "set_item", sku="Candle", title="Candle of the house")
    assert rooms.floor.rpc("get_inventory", actor=miller(), sku="Candle")["code"] == "INV002"
    done(rooms.floor, miller(), "set_item", sku="CANDLE", title="CANDLE of the mill")
    assert rooms.floor.rpc("set_item", sku="CANDLE", title="c")["code"] == "INV008"


@pytest.mark.parametrize("house", HOUSE)
def test_the_nightly_check_reads_every_store_room(rooms: Rooms, house: str) -> None:
    wrong = "update core.inventory_items set on_hand = on_hand + %s where organisation = %s and sku = %s"
    rooms.floor.rows(wrong, 1, house, rooms.sponge)
    (fault,) = rooms.floor.service("check_stock", who="reconcile")["faults"]
    rooms.floor.rows(wrong, -1, house, rooms.sponge)
    assert (fault["kind"], fault["detail"]["on_hand"]) == ("ledger_differs", STOCK[house][0] + 1)
    assert fault["detail"]["organisation"] == house


def test_a_fault_of_one_sku_in_both_store_rooms_is_an_alert_of_each(rooms: Rooms) -> None:
    wrong = "update core.inventory_items set on_hand = on_hand + %s where sku = %s"
    rooms.floor.rows(wrong, 1, rooms.sponge)
    rooms.floor.rows("delete from core.work_queue where dedupe_key like '%%ledger%%'")
    faults = rooms.floor.service("check_stock", who="reconcile")["faults"]
    rooms.floor.rows(wrong, -1, rooms.sponge)
    assert [(fault["ref"], fault["detail"]["organisation"]) for fault in faults] == [
        (rooms.sponge, "house"),
        (rooms.sponge, "mill"),
    ]
    alerts = [alert["payload"] for alert in rooms.floor.work("alert", "%ledger%")]
    assert [(alert["organisation"], alert["faults"]) for alert in alerts] == [("house", 1), ("mill", 1)]


def test_who_changes_recipes_of_one_organisation_waits_for_no_other(rooms: Rooms) -> None:
    with psycopg.connect(rooms.floor.owner_url) as connection:
        connection.execute("set local role ordak_api")
        connection.execute("select core.see_house('bannos'), stock.lock_bom(true)")
        connection.execute(
            "insert into core.product_requirements (sku, component_sku, qty) values ('WHOLE', 'PART', 1)"
        )
        assert rooms.floor.sell("rye", 1, rooms.cake).tickets
        rooms.floor.login("ordak_rpc").execute("set lock_timeout = '1ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            rooms.floor.rpc("set_requirement", sku=rooms.cake, component_sku=rooms.sponge, qty=3)
        done(rooms.floor, miller(), "set_requirement", sku=rooms.cake, component_sku=rooms.sponge, qty=3)
        rooms.floor.login("ordak_rpc").execute("reset lock_timeout")
        connection.rollback()


@contextmanager
def entered(floor: Floor, who: Json, **arguments: object) -> Iterator[psycopg.Connection]:
    """Open a transaction as it is inside an api function after core.enter."""
    with psycopg.connect(floor.owner_url) as connection:
        connection.execute("set local role ordak_api")
        store = arguments.get("store")
        row = connection.execute(
            "select core.enter(%s, %s, p_store => %s)", (Jsonb(who), arguments.get("function", "get_queue"), store)
        ).fetchone()
        assert row == (None,)
        yield connection
        connection.rollback()


def test_the_functions_neither_see_nor_write_a_row_of_another_organisation(rooms: Rooms) -> None:
    for store in ("bannos", "rye"):
        rooms.floor.sell(store, 12, rooms.cake)
    done(rooms.floor, miller(), "set_setting", key="capacity", value={})
    done(rooms.floor, miller(), "set_pantry_item", store="larder", sku=rooms.cake)
    crossed = []
    with entered(rooms.floor, actor("admin")) as connection:
        for table in our_tables(rooms.floor):
            name, columns = table["name"], ", ".join(table["columns"])
            if name not in ORGANISATION:
                continue
            row = rooms.floor.one(f"select to_jsonb(t) from {name} t where organisation = 'mill' limit 1")
            copy = f"insert into {name} ({columns}) overriding system value select {columns} from jsonb_populate_record(null::{name}, %s)"
            crossed += [
                statement
                for statement, values in (
                    (f"select 1 from {name} where organisation = 'mill'", ()),
                    (f"update {name} set organisation = organisation where organisation = 'mill'", ()),
                    (f"update {name} set organisation = 'mill'", ()),
                    (f"delete from {name} where organisation = 'mill'", ()),
                    (copy, (Jsonb(row),)),
                )
                if touched(connection, statement, *values)
            ]
    assert crossed == []


def test_a_service_that_opened_no_organisation_sees_no_store_room(rooms: Rooms) -> None:
    rooms.floor.sell("bannos", 12, rooms.cake)
    seen = "select 1 from core.{0}"
    tables = ("inventory_items", "product_requirements", "inventory_txn", "shortfalls", "shop_skus")
    service = actor("webhook")
    with entered(rooms.floor, service, function="claim_work") as connection:
        assert [name for name in tables if touched(connection, seen.format(name))] == []
        assert touched(connection, "select 1 from core.stores") == 4
    with entered(rooms.floor, service, function="ingest_order", store="bannos") as connection:
        assert [name for name in tables if not touched(connection, seen.format(name))] == []
        assert touched(connection, "select 1 from core.stores") == 2


def test_a_row_of_a_store_in_another_organisations_store_room_is_refused_by_its_key(rooms: Rooms) -> None:
    for statement in (
        "insert into core.shop_skus (store, sku, organisation) values ('rye', 'X', 'house')",
        "insert into core.inventory_txn (store, sku, kind, qty, reason) values ('rye', 'SPONGE-1', 'receive', 1, 'x')",
        "insert into core.inventory_txn (sku, kind, qty, reason, organisation) values ('NONE', 'receive', 1, 'x', 'mill')",
    ):
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            rooms.floor.rows(statement)


def test_a_read_only_tool_reads_the_store_room_of_its_person_alone(rooms: Rooms) -> None:
    with tool_of(rooms.floor, "tom") as connection:
        for name in ("inventory_items", "product_requirements"):
            assert connection.execute(f"select count(*) from core.{name}".encode()).fetchone() == (
                rooms.floor.one(f"select count(*) from core.{name} where organisation = 'house'"),
            )
        assert connection.execute("select organisation from core.organisations").fetchall() == [("house",)]


def test_what_a_shop_changes_is_noted_in_its_own_organisation(rooms: Rooms) -> None:
    for store in ("bannos", "rye"):
        rooms.floor.sell(store, 1, rooms.cake)
    with theirs_alone(rooms.floor, "mill"):
        variants = [{"sku": rooms.sponge, "inventory_item_gid": "gid://7", "tracked": True, "policy": "deny"}]
        assert not rooms.floor.service("note_product", store="rye", product_id="p", variants=variants)["already_done"]
        rooms.floor.sell("rye", lines=[line(1, sku=rooms.sponge, kind="extra")])
