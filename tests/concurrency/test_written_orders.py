"""Orders that people and other systems write at one moment: made once, changed by one of two, never half known."""

from uuid import uuid4

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import assert_books
from tests.sql.floor import RPC, WEBHOOK, Floor, Json, cake, line
from tests.sql.manual.manual import create, product, request

IDS = iter(range(6_660_001, 6_670_000))


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def sent(name: str, **fields: object) -> Json:
    """Return the arguments of an order of one cake."""
    return {"store": "bannos", **request(product(name)), **fields}


def shelf(floor: Floor, name: str) -> str:
    """Put nine of an item on the shelf, on sale already, so that two orders meet at nothing before it."""
    floor.stock(name, 9)
    floor.rows("insert into core.shop_skus (store, sku) values ('bannos', %s)", name)
    return name


def from_shop(floor: Floor, name: str, shopify_id: str) -> Json:
    """Return the same order as the webhook brings it."""
    order = floor.order(
        order_gid=f"gid://shopify/Order/{shopify_id}",
        shopify_order_id=shopify_id,
        lines=[line(1, line_id="9", sku=name)],
        tickets=[cake(product_title="Celebration cake")],
    )
    return {"store": "bannos", "order": order}


@pytest.mark.parametrize("function", ["create_order", "import_order"])
def test_of_two_requests_with_one_key_the_second_waits_and_answers_the_same(floor: Floor, function: str) -> None:
    name, scan_id = shelf(floor, f"KEY-{function}"), str(uuid4())
    with sessions(floor, RPC) as (first, second):
        answer = first.run(function, **sent(name, scan_id=scan_id))
        late = second.start(function, **sent(name, scan_id=scan_id))
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE) == answer
        second.commit()
    assert floor.counters(name) == (9, 1)


def test_of_two_requests_with_one_key_and_another_body_the_second_is_refused(floor: Floor) -> None:
    name, scan_id = shelf(floor, "KEY-OTHER"), str(uuid4())
    with sessions(floor, RPC) as (first, second):
        first.run("import_order", **sent(name, scan_id=scan_id))
        late = second.start("import_order", **sent(name, scan_id=scan_id, notes="another"))
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["code"] == "REQ002"
        second.commit()
    assert floor.counters(name) == (9, 1)


def test_when_the_first_of_two_with_one_key_fails_the_second_makes_the_order(floor: Floor) -> None:
    name, scan_id = shelf(floor, "KEY-FAILS"), str(uuid4())
    with sessions(floor, RPC) as (first, second):
        first.run("import_order", **sent(name, scan_id=scan_id))
        late = second.start("import_order", **sent(name, scan_id=scan_id))
        second.wait_until_blocked()
        first.execute("rollback").result(PATIENCE)
        assert late.result(PATIENCE)["status"] == "created"
        second.commit()
    assert floor.counters(name) == (9, 1)


def test_of_two_orders_of_one_id_of_shopifys_the_second_waits_and_is_skipped(floor: Floor) -> None:
    name, shopify_id = shelf(floor, "ID-TWICE"), str(next(IDS))
    with sessions(floor, RPC) as (first, second):
        made = first.run("import_order", **sent(name, shopify_id=shopify_id))
        late = second.start("import_order", **sent(name, shopify_id=shopify_id))
        second.wait_until_blocked()
        first.commit()
        answer = late.result(PATIENCE)
        second.commit()
    assert (made["status"], answer["status"], answer["tickets"]) == ("created", "skipped", made["tickets"])
    assert floor.counters(name) == (9, 1)


def test_an_order_that_the_webhook_brings_at_the_same_moment_is_skipped(floor: Floor) -> None:
    name, shopify_id = shelf(floor, "HOOK-FIRST"), str(next(IDS))
    with sessions(floor, WEBHOOK, 1) as (hook,), sessions(floor, RPC, 1) as (system,):
        made = hook.run("ingest_order", **from_shop(floor, name, shopify_id))
        late = system.start("import_order", **sent(name, shopify_id=shopify_id))
        system.wait_until_blocked()
        hook.commit()
        answer = late.result(PATIENCE)
        system.commit()
    assert (answer["status"], answer["tickets"]) == ("skipped", made["tickets"])
    assert floor.counters(name) == (9, 1)


def test_the_webhook_that_comes_while_the_order_is_made_follows_it(floor: Floor) -> None:
    name, shopify_id = shelf(floor, "HOOK-SECOND"), str(next(IDS))
    with sessions(floor, WEBHOOK, 1) as (hook,), sessions(floor, RPC, 1) as (system,):
        made = system.run("import_order", **sent(name, shopify_id=shopify_id))
        late = hook.start("ingest_order", **from_shop(floor, name, shopify_id))
        hook.wait_until_blocked()
        system.commit()
        answer = late.result(PATIENCE)
        hook.commit()
    assert (answer["already_done"], answer["tickets"]) == (False, made["tickets"])
    assert floor.counters(name) == (9, 1)
    assert floor.ticket(made["tickets"][0])["product_title"] == "Celebration cake"


def test_of_two_edits_of_one_version_the_second_overwrites_nothing(floor: Floor) -> None:
    order = create(floor, product())
    edits = [{**request(product()), "id": order["order_id"], "version": 1, "notes": who} for who in ("first", "second")]
    with sessions(floor, RPC) as (first, second):
        assert first.run("edit_order", **edits[0])["version"] == 2
        late = second.start("edit_order", **edits[1])
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["code"] == "ORD007"
        second.commit()
    assert floor.rpc("get_order", id=order["order_id"])["notes"] == "first"


def test_a_cake_that_is_begun_while_the_order_is_edited_is_flagged(floor: Floor) -> None:
    order = create(floor, product(cake_message="Happy 30"))
    (ticket_id,) = order["tickets"]
    with sessions(floor, RPC) as (bench, counter):
        bench.run("handle_print_barcode", id=ticket_id)
        edited = {**request({**product(cake_message="Happy 40"), "line": 1}), "id": ticket_id, "version": 1}
        late = counter.start("edit_order", **edited)
        counter.wait_until_blocked()
        bench.commit()
        assert late.result(PATIENCE)["ok"]
        counter.commit()
    assert floor.ticket(ticket_id)["flags"] == ["changed"]


def test_an_edit_and_the_last_box_closed_do_not_wait_for_each_other_for_ever(floor: Floor) -> None:
    name = shelf(floor, "LAST-BOX")
    order = create(floor, product(name, 2))
    for ticket_id in order["tickets"]:
        floor.bring(ticket_id, "Packing started")
    fewer = {**request({**product(name), "line": 1}), "id": order["order_id"], "version": 1}
    with sessions(floor, RPC) as (bench, counter):
        bench.run("complete_packing", id=order["tickets"][1])
        late = counter.start("edit_order", **fewer)
        counter.wait_until_blocked()
        bench.commit()
        assert late.result(PATIENCE)["ok"]
        counter.commit()
    assert floor.counters(name) == (8, 1)


def test_two_orders_at_the_counter_at_once_have_numbers_of_their_own_and_wait_for_nothing(floor: Floor) -> None:
    with sessions(floor, RPC) as (first, second):
        one = first.run("create_order", store="bannos", **request())
        other = second.run("create_order", store="bannos", **request())
        second.commit()
        first.commit()
    assert one["order_id"] != other["order_id"]
