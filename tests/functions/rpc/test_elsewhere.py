"""Every route for the Admin of another store or organisation: of what is Bannos's they are told what the table says, and change none."""

from collections.abc import Iterator
from typing import Any

import pytest

from local.doubles.tokens import sign
from local.stack import Stack
from tests.functions.callers import Shop, cake, digest, enrolled, order, rows, system_token
from tests.functions.rpc.test_who_may import ask, bearer
from tests.functions.rpc.who_may import ELSEWHERE, NOTHING, SHARED, WHO_MAY

CORA = "5a000000-0000-4000-8000-0000000000f2"  # of another organisation
FLO = "5a000000-0000-4000-8000-0000000000f1"
TOM = "5a000000-0000-4000-8000-000000000007"  # of Bannos alone
# The other organisation has no such item. set_item is asked with an authority that there is not.
STOCK_ELSEWHERE = {
    "POST /rpc/get_inventory": "INV002",
    "GET /api/v1/inventory": "INV002",
    "POST /rpc/receive_stock": "INV002",
    "POST /rpc/waste_stock": "INV002",
    "POST /rpc/adjust_stock": "INV002",
    "POST /rpc/count_stock": "INV002",
    "POST /rpc/set_item": "REQ001",
    "POST /rpc/set_item_place": "INV002",
    "POST /rpc/set_item_barcode": "INV002",
}
OF_NO_HOUSE = {"POST /rpc/open_live", "POST /rpc/report_page_error", "POST /rpc/set_requirement"}
# What differs from nothing, in an answer that shows nothing: the words of the question, days, and where to read on.
SAID_BACK = {"ok", "already_done", "store", "period", "date_from", "date_to", "date", "today", "at", "txid"}


@pytest.fixture(scope="module")
def theirs(stack: Stack) -> Iterator[dict[str, Any]]:
    """Make one of each thing in Bannos, and name them by the arguments that take them."""
    sold = order(cake("BRW-12-SC"))
    assert Shop(stack.env).deliver(sold).status_code == 200
    gid = sold["admin_graphql_api_id"]
    ticket = first(stack, "select id from core.orders where order_gid = %s", gid)
    enrolled(stack)
    rows(stack, "with gone as (delete from core.api_tokens returning 1) select count(*) from gone")
    system_token(stack, "Staff", "bannos")
    run = first(
        stack,
        "insert into core.sync_runs (store, kind, status) values ('bannos', 'inventory', 'done') returning run_id",
    )
    held = first(
        stack,
        "insert into core.held_deliveries (store, topic, body, reason, permanent) "
        "values ('bannos', 'orders/create', 'x', 'elsewhere', true) returning delivery_id",
    )
    yield {
        "id": ticket,
        "scan": ticket,
        "store": "bannos",
        "staff_id": TOM,
        "stores": ["bannos"],
        "role": "Staff",
        "kind": "inventory",
        "topic": "inventory_push",
        "device_id": str(first(stack, "select device_id from core.devices where store = 'bannos' limit 1")),
        "token_id": str(first(stack, "select token_id from core.api_tokens where stores = '{bannos}' limit 1")),
        "run_id": run,
        "delivery_id": held,
    }
    first(stack, "delete from core.held_deliveries where delivery_id = %s returning 1", held)
    first(stack, "delete from core.sync_runs where run_id = %s returning 1", run)


@pytest.fixture(scope="module")
def flo(stack: Stack) -> Iterator[dict[str, str]]:
    """Make an Admin of Flour Lane alone, and return what they send."""
    rows(
        stack,
        "insert into core.staff_shared (id, display_name, role, stores) "
        "values (%s, 'Flo (Flour Lane)', 'Admin', '{flourlane}') returning 1",
        FLO,
    )
    yield bearer(sign(stack.state, FLO, 60))
    rows(stack, "delete from core.staff_shared where id = %s returning 1", FLO)


@pytest.fixture(scope="module")
def cora(stack: Stack) -> Iterator[dict[str, str]]:
    """Make an Admin of the demo's other organisation, and return what they send."""
    rows(
        stack,
        "insert into core.staff_shared (id, display_name, role, stores, organisation) "
        "values (%s, 'Cora (Corner)', 'Admin', '{pantry}', 'corner') returning 1",
        CORA,
    )
    yield bearer(sign(stack.state, CORA, 60))
    rows(stack, "delete from core.staff_shared where id = %s returning 1", CORA)


def test_every_route_says_what_it_shows_to_another_store() -> None:
    assert ELSEWHERE.keys() == WHO_MAY.keys()


@pytest.mark.parametrize("route", [route for route, told in ELSEWHERE.items() if told != SHARED])
def test_admin_of_another_store_is_told_what_the_table_says(
    stack: Stack, theirs: dict[str, Any], flo: dict[str, str], route: str
) -> None:
    answer = asked(stack, route, theirs, flo)
    if ELSEWHERE[route] == NOTHING:
        assert answer["ok"], answer
        assert [value for name, value in answer.items() if name not in SAID_BACK and anything(value)] == []
    else:
        assert answer.get("code") == ELSEWHERE[route], answer


@pytest.mark.parametrize("route", [route for route in ELSEWHERE if route not in OF_NO_HOUSE])
def test_admin_of_another_organisation_is_told_less(
    stack: Stack, theirs: dict[str, Any], cora: dict[str, str], route: str
) -> None:
    answer = asked(stack, route, {**theirs, "sku": "BRW-12-SC", "component_sku": "CANDLE-10"}, cora)
    told = STOCK_ELSEWHERE.get(route, ELSEWHERE[route])
    if told == NOTHING:
        assert answer["ok"], answer
        assert [value for name, value in answer.items() if name not in SAID_BACK and anything(value)] == []
    else:
        # To another organisation its labels are no codes.
        assert answer.get("code") == {"ORD001": "SCN001"}.get(told, told), answer


def asked(stack: Stack, route: str, theirs: dict[str, Any], who: dict[str, str]) -> dict[str, Any]:
    """Ask a route for what is theirs, and see that nothing changes by it."""
    _, arguments = WHO_MAY[route]
    before = digest(stack)
    # What a product is, is a kind of another sort.
    named = theirs if arguments.get("kind") != "cake" else theirs | {"kind": "cake"}
    answer: dict[str, Any] = ask(
        stack, route, {name: named.get(name, value) for name, value in arguments.items()}, who
    ).json()
    assert digest(stack) == before
    return answer


def anything(value: object) -> bool:
    """Tell whether there is anything in it but empty lists and noughts."""
    if isinstance(value, dict):
        return any(anything(each) for name, each in value.items() if name not in SAID_BACK)
    return any(map(anything, value)) if isinstance(value, list) else bool(value)


def first(stack: Stack, query: str, *values: object) -> Any:
    """Return the one value that a query is after."""
    return rows(stack, query, *values)[0][0]
