"""Two organisations in one database: whose people, settings, tokens and codes are whose, and a pantry that is a row."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from tests.sql.floor import PEOPLE, Floor, Json, actor, line
from tests.sql.floors import Floors
from tests.sql.houses import MILLERS, miller, open_mill

WANTED: Json = {"customer_name": "Ann", "due_date": "2030-12-05", "products": [{"quantity": 1, "title": "Cake"}]}


@pytest.fixture(scope="module")
def two(floors: Floors) -> Iterator[Floor]:
    """Return a floor with the house and the mill."""
    with floors.lend() as floor:
        open_mill(floor)
        yield floor


def test_a_pantry_made_as_a_row_has_no_orders_and_is_told_so(two: Floor) -> None:
    assert two.rpc("get_queue", actor=miller(), store="larder")["tickets"] == []
    answer = two.rpc("create_order", actor=miller(), store="larder", **WANTED)
    assert (answer["code"], answer["message"]) == ("REQ001", "Not a valid request: store: no bakery")
    assert two.rpc("create_order", actor=miller(), store="rye", **WANTED)["order_id"].startswith("rye-m")


def test_codes_are_those_of_bakeries_of_ones_own_organisation(two: Floor) -> None:
    two.rows("update core.stores set spellings = '{larder,bannos}' where store = 'larder'")
    sale = two.sell("bannos").id
    assert two.rpc("get_order_for_scan", scan=sale)["ok"]
    for who, scan in ((miller(), sale), (actor("staff"), "rye-1001"), (miller("staff"), "larder-1")):
        assert two.rpc("get_order_for_scan", actor=who, scan=scan)["code"] == "SCN001"
    # Of another store of one's own organisation a person is told its name.
    assert two.rpc("get_order_for_scan", "tom", scan=two.sell("flourlane").id)["store_name"] == "Flour Lane"


def test_a_setting_without_a_store_is_its_organisations_alone(two: Floor) -> None:
    rules = {"slot": {"properties": ["When"]}}
    for who in ({}, {"actor": miller()}):
        answer = two.rpc("set_setting", "admin", key="order_rules", value={**rules, "mill": bool(who)}, **who)
        assert (answer["ok"], answer["already_done"]) == (True, False)
    assert two.service("get_order_rules", store="flourlane")["rules"]["mill"] is False
    for store, mills in (("bannos", False), ("rye", True)):
        assert two.service("get_order_rules", store=store)["rules"]["mill"] is mills
        assert two.service("keep_order_rules", store=store, rules={**rules, "mill": mills})["already_done"] is False
    (only,) = two.rpc("get_settings", actor=miller())["settings"]
    assert only["value"]["mill"] is True
    # Who has not all stores of the organisation sets none for all of it.
    two.rows("update core.staff_shared set stores = '{rye}' where id = %s", MILLERS["admin"])
    assert two.rpc("set_setting", actor=miller(), key="capacity", value={})["code"] == "AUTH001"
    two.rows("update core.staff_shared set stores = '{larder,rye}' where id = %s", MILLERS["admin"])
    assert two.rpc("set_setting", actor=miller(), key="capacity", value={})["ok"]
    assert two.rpc("set_setting", actor=miller(), key="capacity", value={}, store="bannos")["code"] == "AUTH001"


def test_people_are_managed_in_their_own_organisation_also_without_a_store(two: Floor) -> None:
    idle = str(uuid4())
    two.rpc("set_staff", "admin", staff_id=idle, display_name="Ida Idle", role="Staff", stores=[])
    assert idle in {one["staff_id"] for one in two.rpc("list_staff", "admin")["staff"]}
    assert {one["staff_id"] for one in two.rpc("list_staff", actor=miller())["staff"]} == set(MILLERS.values())
    for staff_id in (idle, PEOPLE["staff"][0]):
        changed = {"staff_id": staff_id, "display_name": "X", "role": "Staff", "stores": []}
        for function, more in (
            ("set_staff", changed),
            ("issue_badge", {"staff_id": staff_id}),
            ("sign_out_staff", {"staff_id": staff_id}),
        ):
            assert two.rpc(function, actor=miller(), **more)["code"] == "STF001", function
    mine = str(uuid4())
    two.rpc("set_staff", actor=miller(), staff_id=mine, display_name="Mo", role="Staff", stores=["rye"])
    assert two.one("select organisation from core.staff_shared where id = %s", mine) == "mill"
    two.rows("delete from core.staff_shared where id = %s", mine)


def test_a_person_or_system_with_stores_of_two_organisations_is_refused_by_the_database(two: Floor) -> None:
    for statement in (
        "update core.staff_shared set stores = '{bannos,rye}' where display_name = 'tom'",
        "insert into core.api_tokens (name, role, stores, token_hash, expires_at) values ('x', 'Admin', '{rye}', 'x', now())",
    ):
        with pytest.raises(psycopg.errors.CheckViolation):
            two.rows(statement)


def test_a_newcomer_is_of_the_organisation_of_the_stores_that_they_are_given(two: Floor) -> None:
    newcomer = {"name": "Nina New", "role": "Member", "stores": ["rye"]}
    signed = two.service(
        "sign_in",
        who="auth",
        provider="sso",
        subject="nina",
        email="nina@mill.test",
        token_hash="0" * 64,
        newcomer=newcomer,
        house="mill",
    )
    assert two.one("select organisation from core.staff_shared where id = %s", signed["staff"]["staff_id"]) == "mill"


def test_tokens_of_one_name_are_of_two_organisations_and_neither_sees_the_others(two: Floor) -> None:
    for who in ({}, {"actor": miller()}):
        issued = two.rpc("issue_token", "admin", name="Till", role="Agent", stores=[], **who)
        assert issued["ok"], issued
        (listed,) = two.rpc("list_tokens", "admin", **who)["api_tokens"]
        assert listed["token_id"] == issued["api_token"]["token_id"]
    assert two.rpc("revoke_token", "admin", token_id=listed["token_id"])["code"] == "TOK001"
    assert two.rpc("revoke_tokens_of", "admin", staff_id=MILLERS["admin"])["api_tokens"] == []


def test_low_stock_is_an_event_of_its_organisations_stores_alone(two: Floor) -> None:
    two.stock("FLOUR", 9)
    two.rpc("set_item", sku="FLOUR", title="Flour", low_at=5)
    with two.noted() as events:
        two.rpc("waste_stock", sku="FLOUR", qty=6, reason="spilt")
    assert {event["store"] for event in events if event["kind"] == "inventory:low"} == {"bannos", "flourlane"}
    (alert,) = two.work("alert", "%FLOUR:inventory:low")
    assert (alert["store"], alert["payload"]["organisation"]) == (None, "house")


def test_only_its_own_organisation_sends_an_alert_without_a_store_again(two: Floor) -> None:
    two.rows("update core.work_queue set status = 'dead' where topic = 'alert'")
    assert two.rpc("retry_failed_sync", actor=miller(), store="rye", topic="alert")["retried"] == 0
    assert two.rpc("retry_failed_sync", store="bannos", topic="alert")["retried"] > 0


def test_an_order_of_a_shop_is_ingested_for_the_organisation_of_its_store(two: Floor) -> None:
    assert two.sell("rye", lines=[line(1, sku="CAKE")]).id.startswith("rye-")
