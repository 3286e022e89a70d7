"""What nobody should send to a pantry: each is refused with its code, and nothing that was sent is a failure of ours."""

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from uuid import uuid4

import httpx
import pytest

from local.stack import Stack
from tests.functions.callers import Person, rows
from tests.functions.pantry import MINA, STAN, STORE, ZORA, add_member, boss_of, bring, offer, open_session, place
from tests.functions.rpc.who_may import WHO_MAY
from tests.sql_files import flow, sql

SUE = "5a000000-0000-4000-8000-000000000002"  # who may, in the other organisation
CALLS = sorted(
    {file.stem for file in sql("api") if flow(file) == "pantry"} & {path.rpartition("/")[2] for path in WHO_MAY}
)
EARLY, LATE = "2030-12-05T00:00:00Z", "2030-12-06T00:00:00Z"
NOBODY = "5a000000-0000-4000-8000-0000000000ff"
HOSTILE: tuple[Any, ...] = (
    "",
    "x" * 5000,
    0,
    -1,
    1e9,
    10**30,
    None,
    True,
    [],
    {},
    [[]],
    "\x00",
    "'; drop table core.households; --",
    "🎂",
    NOBODY,
)
NOT_A_NUMBER = "NaN"


@pytest.fixture(scope="module")
def boss(stack: Stack) -> Iterator[Person]:
    with boss_of(stack) as admin:
        yield admin


@pytest.fixture(scope="module")
def there(stack: Stack) -> dict[str, Any]:
    """Return an order of Mina's in a session, and an item, by the arguments that take them."""
    sku, chosen = offer(stack), open_session(stack)
    order = place(Person.of(stack, MINA), chosen, (sku, 1))
    return {"store": STORE, "sku": sku, **chosen, "id": order["id"], "member_id": MINA}


def sent(person: Person, name: str, body: str) -> httpx.Response:
    """POST these bytes as somebody."""
    headers = {"authorization": f"Bearer {person.token}", "content-type": "application/json"}
    return httpx.post(f"{person.url}/rpc/{name}", content=body, headers=headers, timeout=60)


def valid(name: str, there: dict[str, Any]) -> dict[str, Any]:
    """Return a request of a call that names what is there."""
    return {field: there.get(field, value) for field, value in WHO_MAY[f"POST /rpc/{name}"][1].items()}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        *(
            (name, {"quantity": quantity})
            for name in ("offer_substitute", "keep_basket")
            for quantity in (0, 10**9, -1, 1.5, "two", None, NOT_A_NUMBER)
        ),
        *(("set_household", {"size": size}) for size in (0, 40, -1, 10**9, NOT_A_NUMBER)),
        ("set_household", {"size": 1, "diets": ["everything"]}),
        ("set_household", {"size": 1, "valid_until": "2026-02-30"}),
        *(("set_pantry_slot", {"capacity": capacity}) for capacity in (-1, 10**9, NOT_A_NUMBER)),
        ("set_pantry_slot", {"starts_at": LATE, "ends_at": EARLY}),
        ("set_pantry_slot", {"starts_at": EARLY, "ends_at": EARLY}),
        ("set_pantry_session", {"opens_at": LATE, "closes_at": EARLY}),
        ("set_pantry_session", {"max_orders": 0}),
        *(("set_pantry_item", {"limit_each": limit}) for limit in (-1, 10**9, NOT_A_NUMBER)),
        ("cancel_pantry_order", {"reason": "  "}),
        ("answer_substitute", {"line_no": 10**12}),
        ("browse_pantry", {"session_id": "Thursday"}),
        ("keep_basket", {"lines": [{"sku": "A", "quantity": 1}] * 10_000}),
    ],
)
def test_what_is_no_request_is_refused_as_such(
    boss: Person, there: dict[str, Any], name: str, wrong: dict[str, Any]
) -> None:
    body = valid(name, there)
    if name == "keep_basket" and "quantity" in wrong:
        wrong = {"lines": [{"sku": there["sku"], **wrong}]}
    written = json.dumps({**body, **wrong}, separators=(",", ":")).replace(f'"{NOT_A_NUMBER}"', NOT_A_NUMBER)
    answer = sent(boss, name, written)
    assert (answer.status_code, answer.json()["code"]) == (422, "REQ001"), answer.text


def test_a_body_that_is_too_long_is_refused_before_it_is_read(boss: Person, there: dict[str, Any]) -> None:
    lines = [{"sku": there["sku"], "quantity": 1}] * 10_000
    answer = sent(boss, "keep_basket", json.dumps({**valid("keep_basket", there), "lines": lines}))
    assert (answer.status_code, answer.json()["code"]) == (413, "REQ004")


@pytest.mark.parametrize("name", CALLS)
def test_whatever_stands_in_a_field_it_is_no_failure_of_ours(boss: Person, there: dict[str, Any], name: str) -> None:
    body, values = valid(name, there), cycle(HOSTILE)
    for field in body:
        for value in (next(values), next(values), next(values)):
            answer = sent(boss, name, json.dumps({**body, field: value}))
            assert answer.status_code < 500, (field, value, answer.text)
            assert answer.json()["ok"] or answer.json()["code"], (field, value)


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"erase_member"}))
def test_ids_of_another_organisation_are_refused_and_change_nothing(
    stack: Stack, there: dict[str, Any], name: str
) -> None:
    before = rows(stack, "select status, status_since from core.pantry_orders where id = %s", there["id"])
    answer = Person.of(stack, SUE).call(name, **valid(name, there))
    assert (answer.status_code, answer.json()["code"]) == (403, "AUTH001")
    assert rows(stack, "select status, status_since from core.pantry_orders where id = %s", there["id"]) == before


def test_a_member_of_another_organisation_is_not_erased(stack: Stack) -> None:
    answer = Person(stack, "Admin", "bannos").call("erase_member", member_id=MINA)
    assert (answer.status_code, answer.json()["code"]) == (422, "STF001")
    assert rows(stack, "select is_active from core.staff_shared where id = %s", MINA) == [(True,)]


def test_a_barcode_is_of_one_item_of_an_organisation(stack: Stack) -> None:
    lead, code = Person.of(stack, ZORA), uuid4().hex[:12]
    first, second = offer(stack), offer(stack)
    lead.done("set_item_barcode", barcode=code, sku=first)
    assert lead.call("set_item_barcode", barcode=code, sku=second).json()["code"] == "INV009"
    # Another organisation's has nothing to do with it.
    house = Person.of(stack, SUE)
    house.done("set_item_barcode", barcode=code, sku="CANDLE-10")
    house.done("set_item_barcode", barcode=code, sku="CANDLE-10", quantity=0)
    assert house.call("set_item_barcode", barcode=code, sku=first).json()["code"] == "INV002"


def test_a_capacity_below_what_is_taken_is_shown_and_takes_no_more(stack: Stack) -> None:
    sku, chosen, mina = offer(stack), open_session(stack, capacity=1), Person.of(stack, MINA)
    place(mina, chosen, (sku, 1))
    times = {"starts_at": "2030-12-05T00:00:00Z", "ends_at": "2030-12-06T00:00:00Z"}
    lowered = Person.of(stack, ZORA).done("set_pantry_slot", store=STORE, **chosen, **times, capacity=0)["session"]
    assert [(slot["capacity"], slot["taken"], slot["is_full"]) for slot in lowered["slots"]] == [(0, 1, True)]
    basket_id = str(uuid4())
    mina.done("keep_basket", store=STORE, basket_id=basket_id, lines=[{"sku": sku, "quantity": 1}])
    answer = mina.call("place_pantry_order", store=STORE, basket_id=basket_id, **chosen)
    assert (answer.status_code, answer.json()["code"]) == (409, "PAN003")


def test_a_member_who_is_deactivated_has_their_order_handed_over_and_is_let_in_no_more(stack: Stack) -> None:
    sku, chosen, member_id = offer(stack), open_session(stack), add_member(stack, "Gus Gone")
    member = Person.of(stack, member_id)
    order = bring(stack, place(member, chosen, (sku, 1)), "confirm", "start", "ready")
    rows(stack, "update core.staff_shared set is_active = false where id = %s returning 1", member_id)
    answer = member.call("list_pantry_orders", store=STORE)
    assert (answer.status_code, answer.json()["code"]) == (403, "AUTH001")
    assert bring(stack, order, "complete")["status"] == "COMPLETED"


def test_an_item_that_is_not_offered_is_refused_by_its_line(stack: Stack) -> None:
    mina, chosen, basket_id = Person.of(stack, MINA), open_session(stack), str(uuid4())
    mina.done("keep_basket", store=STORE, basket_id=basket_id, lines=[{"sku": "NOT-THERE", "quantity": 2}])
    answer = mina.call("place_pantry_order", store=STORE, basket_id=basket_id, **chosen).json()
    assert (answer["code"], answer["lines"]) == ("PAN005", [{"sku": "NOT-THERE", "ordered": 2, "most": 0}])


def test_staff_orders_for_nobody_who_is_no_member(stack: Stack) -> None:
    answer = Person.of(stack, STAN).call("keep_basket", store=STORE, basket_id=str(uuid4()), lines=[], member_id=STAN)
    assert (answer.status_code, answer.json()["code"]) == (422, "STF001")
