"""api.reread_order: what a decision does to orders that are here."""

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Json, Sale
from tests.sql.intake.manual import create, gid_of
from tests.sql.intake.manual import product as written
from tests.sql.inventory.stock import item
from tests.sql.products.sold import (
    DUE,
    claim,
    decide,
    flags,
    kinds,
    order,
    product,
    reread,
    sell,
    sold,
    stages,
    work_off,
)


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """Nothing waits before a test, and after it the books are right."""
    work_off(floor)
    yield
    assert_books(floor)


def changed(floor: Floor, sale: Sale, kind: str, **thing: str) -> Sale:
    """Decide what a product is, and have its orders read again."""
    assert decide(floor, kind, store=sale.store, **thing)["ok"]
    work_off(floor, sale)
    return sale


# Cakes that are none


@pytest.mark.parametrize(("kind", "held"), [("extra", 2), ("service", 0)])
def test_cakes_not_begun_are_cancelled_and_what_they_hold_follows(floor: Floor, kind: str, held: int) -> None:
    thing, name = product(), item(floor, "SET", 9)
    sale = sell(floor, sold(sku=name, quantity=2, **thing), sold(2))
    assert floor.counters(name) == (9, 2)
    with floor.noted() as events:
        changed(floor, sale, kind, **thing)
    assert list(stages(floor, sale).values()) == ["cancelled", "cancelled", "Filling"]
    assert (kinds(floor, sale)[0], floor.counters(name)) == ((kind, "decision"), (9, held))
    (event,) = [each for each in events if each["kind"] == "order_changed"]
    assert event["detail"] == {
        "dropped": [sale.tickets[1], sale.tickets[0]],
        "kinds": [{"line_no": 1, "was": "cake", "kind": kind}],
    }


def test_begun_cake_waits_for_somebody_at_the_bench_and_a_finished_one_stays(floor: Floor) -> None:
    thing, name = product(), item(floor, "SET", 9)
    sale = sell(floor, sold(sku=name, quantity=3, **thing))
    first, second, third = sale.tickets
    floor.bring(first, "Complete")
    floor.bring(second, "Covering")
    changed(floor, sale, "service", **thing)
    assert stages(floor, sale) == {first: "Complete", second: "changed", third: "cancelled"}
    floor.again(sale, "10:10")  # the shop knows nothing of it
    assert stages(floor, sale) == {first: "Complete", second: "changed", third: "cancelled"}
    (alert,) = floor.work("alert", f"%{sale.gid}:changed_after_start")
    assert alert["payload"]["tickets"] == [second]
    # What is in it is used up.
    assert floor.counters(name) == (8, 1)
    assert floor.rpc("acknowledge_change", id=second)["ok"]
    assert (stages(floor, sale)[second], floor.counters(name)) == ("cancelled", (7, 0))


def test_what_was_finished_as_a_cake_is_held_no_second_time_as_an_extra(floor: Floor) -> None:
    thing, name = product(), item(floor, "SET", 9)
    sale = sell(floor, sold(sku=name, quantity=2, **thing), sold(2))
    floor.bring(sale.tickets[0], "Complete")
    changed(floor, sale, "extra", **thing)
    assert floor.counters(name) == (8, 1)


def test_decision_that_is_taken_back_in_time_leaves_a_begun_cake_as_it_was(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(quantity=2, **thing))
    floor.bring(sale.tickets[0], "Covering")
    changed(floor, sale, "extra", **thing)
    changed(floor, sale, "cake", **thing)
    first, second = sale.tickets
    third = f"{first[:-1]}C"
    assert stages(floor, sale) == {first: "Covering", second: "cancelled", third: "Filling"}
    assert floor.rows("select 1 from core.ticket_changes where ticket_id = %s and acknowledged_at is null", first) == []


# Cakes that were taken for something else


def test_extra_that_is_a_cake_has_tickets_with_the_next_letters(floor: Floor) -> None:
    thing, name = product(), item(floor, "SET", 9)
    sale = sell(floor, sold(1), sold(2), sold(3, "service", sku=name, quantity=2, **thing))
    assert floor.counters(name) == (9, 0)
    with floor.noted() as events:
        changed(floor, sale, "cake", **thing)
    base = sale.tickets[0][:-2]
    assert list(stages(floor, sale)) == [f"{base}-{letter}" for letter in "ABCD"]
    assert (floor.counters(name), str(floor.ticket(f"{base}-C")["due_date"])) == ((9, 2), DUE)
    (event,) = [each for each in events if each["kind"] == "order_changed"]
    assert event["detail"]["added"] == [f"{base}-C", f"{base}-D"]


def test_first_cake_of_an_order_has_its_plain_id(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(kind="extra", unsure=True, **thing))
    assert sorted(flags(floor, sale)) == ["kind_unsure", "no_cake"]
    changed(floor, sale, "cake", **thing)
    assert stages(floor, sale) == {f"bannos-{sale.number}": "Filling"}
    assert flags(floor, sale) == []


def test_nothing_is_made_for_what_left_the_house_was_cancelled_or_is_over(floor: Floor) -> None:
    thing = product()
    gone = sell(floor, sold(kind="extra", **thing), fulfilled=True)
    off = sell(floor, sold(kind="extra", **thing), cancelled_at="2026-11-20T10:00:00+11:00")
    over = sell(floor, sold(kind="extra", **thing), due="2020-12-05")
    late = sell(floor, sold(1, "extra", **thing), sold(2), due="2020-12-05")
    decide(floor, "cake", **thing)
    work_off(floor, gone, off, over, late)
    for sale in (gone, off, over):
        floor.again(sale, "10:10")
        assert stages(floor, sale) == {}
    # Beside a cake that is still open it is wanted, however late.
    assert len(stages(floor, late)) == 2


def test_orders_whose_cakes_are_all_over_are_not_read_again(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(**thing), due="2020-12-05")
    floor.bring(sale.id, "Complete")
    assert decide(floor, "extra", **thing)["product"]["open_orders"] == 0
    work_off(floor, sale)
    assert (kinds(floor, sale), stages(floor, sale)) == ([("cake", "guess")], {sale.id: "Complete"})


def test_handed_over_order_loses_a_cake_that_is_still_open(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(**thing))
    floor.again(sale, "10:10", fulfilled=True)
    changed(floor, sale, "extra", **thing)
    assert stages(floor, sale) == {sale.id: "cancelled"}


# Once, whatever happens


def test_order_that_is_read_again_twice_is_changed_once(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(1), sold(2, "extra", **thing))
    decide(floor, "cake", **thing)
    row = claim(floor)
    assert row is not None
    reread(floor, row)  # the product's sales are put in line
    floor.service("finish_work", work_id=row["work_id"], worker="w")
    row = claim(floor)
    assert row is not None
    assert reread(floor, row, sale) == 1
    before = stages(floor, sale)
    with floor.noted() as events:
        assert reread(floor, row, sale) == 0
    assert (stages(floor, sale), events, len(before)) == (before, [], 2)


def test_worker_that_is_killed_leaves_its_row_to_another(own_floor: Floor) -> None:
    thing = product()
    sale = sell(own_floor, sold(1), sold(2, "extra", **thing))
    decide(own_floor, "cake", **thing)
    for _ in range(2):  # the product's row, then the order's: done, and killed before that was said
        row = claim(own_floor, "killed")
        assert row is not None
        reread(own_floor, row, sale, worker="killed")
        own_floor.rows(
            "update core.work_queue set lease_expires_at = now() - interval '1 second' where work_id = %s",
            row["work_id"],
        )
        late = own_floor.service("reread_order", work_id=row["work_id"], worker="another")
        assert (late["already_done"], late["body"]) == (True, None)
        again = claim(own_floor)
        assert again is not None
        reread(own_floor, again, sale)
        own_floor.service("finish_work", work_id=again["work_id"], worker="w")
    work_off(own_floor, sale)
    assert len(stages(own_floor, sale)) == 2


def test_poisoned_order_costs_itself_alone(floor: Floor) -> None:
    thing = product()
    sales = [sell(floor, sold(1, "extra", **thing)) for _ in range(3)]
    decide(floor, "cake", **thing)
    done = 0
    while row := claim(floor):
        bad = row["payload"].get("order_gid") == sales[1].gid
        if not bad:
            reread(floor, row, *sales)
        floor.service("finish_work", work_id=row["work_id"], worker="w", error="ValueError" if bad else None)
        done += 1
    assert [len(stages(floor, sale)) for sale in sales] == [1, 0, 1]
    (left,) = [each for each in floor.work("order_reread") if each["status"] == "error"]
    assert (left["payload"]["order_gid"], left["last_error"], done) == (sales[1].gid, "ValueError", 4)
    floor.rows("update core.work_queue set next_retry_at = now() where work_id = %s", left["work_id"])
    work_off(floor, *sales)
    assert [len(stages(floor, sale)) for sale in sales] == [1, 1, 1]


def test_more_cakes_than_an_order_may_have_are_a_fault_of_that_order(floor: Floor) -> None:
    thing = product()
    many = sell(floor, sold(kind="extra", quantity=1001, **thing), others=[])
    few = sell(floor, sold(kind="extra", **thing))
    decide(floor, "cake", **thing)
    failed: list[str] = []
    while row := claim(floor):
        try:
            reread(floor, row, many, few)
            error = None
        except Exception as fault:  # noqa: BLE001 - whatever it is, the worker reports it
            error, failed = type(fault).__name__, [*failed, row["payload"]["order_gid"]]
        floor.service("finish_work", work_id=row["work_id"], worker="w", error=error)
    assert (failed, stages(floor, many), len(stages(floor, few))) == ([many.gid], {}, 1)
    floor.rows("update core.work_queue set status = 'done' where topic = 'order_reread'")


def test_order_that_the_shop_changed_meanwhile_is_read_once_more(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(kind="extra", **thing))
    decide(floor, "cake", **thing)
    while (row := claim(floor)) and "product" in row["payload"]:
        reread(floor, row)
        floor.service("finish_work", work_id=row["work_id"], worker="w")
    assert row is not None
    read = {**sale.order}
    floor.again(sale, "10:10", raw_json='{"id": 2}')
    answer = floor.service("reread_order", work_id=row["work_id"], worker="w", order=read)
    assert (answer["body"], stages(floor, sale)) == ('{"id": 2}', {})
    assert reread(floor, row, sale) == 1
    floor.service("finish_work", work_id=row["work_id"], worker="w")
    assert len(stages(floor, sale)) == 1


def test_many_orders_are_put_in_line_a_batch_at_a_time(own_floor: Floor) -> None:
    thing = product()
    own_floor.rows(
        "insert into core.sales (store, order_gid, ticket_base, order_json) "
        "select 'bannos', 'gid://shopify/Order/' || n, 'bannos-' || n, '{}' from generate_series(1, 450) n"
    )
    own_floor.rows(
        "insert into core.sale_lines (store, order_gid, line_no, kind, title, quantity, product_id, kind_by) "
        "select 'bannos', 'gid://shopify/Order/' || n, 1, 'cake', 'Set', 1, %s, 'guess' from generate_series(1, 450) n",
        thing["product_id"],
    )
    decide(own_floor, "extra", **thing)
    waiting = "select count(*) from core.work_queue where topic = 'order_reread' and payload ? 'order_gid'"
    batches = []
    while (row := next(iter(own_floor.work("order_reread", "%:product:%")), None)) and row["status"] == "pending":
        taken = own_floor.rows(
            "update core.work_queue set status = 'running', locked_by = 'w', locked_at = now(), lease_expires_at = now() "
            "where work_id = %s returning work_id",
            row["work_id"],
        )
        own_floor.service("reread_order", work_id=taken[0]["work_id"], worker="w")
        own_floor.rows("delete from core.work_queue where work_id = %s", row["work_id"])
        batches.append(own_floor.one(waiting))
    assert batches == [200, 400, 450]


# Whose it is


def test_stores_are_read_again_apart(floor: Floor) -> None:
    thing = product()
    here, there = sell(floor, sold(**thing)), sell(floor, sold(**thing), store="flourlane")
    decide(floor, "extra", store="flourlane", **thing)
    work_off(floor, here, there)
    assert (stages(floor, here), stages(floor, there)) == ({here.id: "Filling"}, {there.id: "cancelled"})


def test_variants_decision_reads_the_orders_of_the_variant(floor: Floor) -> None:
    thing = product()
    one, two = (sell(floor, sold(variant_id=f"7700{n}", **thing)) for n in range(2))
    decide(floor, "extra", variant_id="77001")
    work_off(floor, one, two)
    assert (stages(floor, one), stages(floor, two)) == ({one.id: "Filling"}, {two.id: "cancelled"})


@pytest.mark.parametrize("said", ["cake", None])
def test_what_a_person_said_of_a_line_stays_and_what_they_left_out_follows(floor: Floor, said: str | None) -> None:
    title = f"Counter set {said}"
    made = create(floor, written(), written(title=title, kind=said))
    sale = Sale("bannos", gid_of(floor, made["order_id"]), None, made["tickets"], made)
    decide(floor, "extra", title=title)
    work_off(floor)
    assert list(stages(floor, sale).values()) == ["Filling", "Filling" if said else "cancelled"]
    decide(floor, "cake", title=title)
    work_off(floor)
    assert list(stages(floor, sale).values()) == (["Filling"] * 2 if said else ["Filling", "cancelled", "Filling"])


def test_order_that_no_shop_knows_keeps_its_last_cake(floor: Floor) -> None:
    made = create(floor, written(title="Lonely set", kind=None), written(title="Lonely set", kind=None))
    sale = Sale("bannos", gid_of(floor, made["order_id"]), None, made["tickets"], made)
    decide(floor, "extra", title="Lonely set")
    work_off(floor)
    assert list(stages(floor, sale).values()) == ["cancelled", "Filling"]
    work_off(floor)
    assert [kind for kind, _ in kinds(floor, sale)] == ["extra", "cake"]


def test_emptied_order_is_made_of_what_its_line_still_says(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(1), sold(2, "extra", title="Confetti set", **thing))
    lost = sell(floor, sold(1, **product()), sold(2, **thing))
    floor.service("redact", store="bannos", orders=[sale.gid, lost.gid])
    decide(floor, "cake", **thing)
    assert work_off(floor) == 0  # nothing could be read
    _, second = stages(floor, sale)
    made = floor.ticket(second)
    assert (made["product_title"], str(made["due_date"]), made["notes"]) == ("Confetti set", DUE, None)
    decide(floor, "service", **thing)
    work_off(floor)
    assert [list(stages(floor, each).values()) for each in (sale, lost)] == [["Filling", "cancelled"]] * 2


def test_decision_that_confirms_a_guess_takes_the_doubt_away_and_nothing_else(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(unsure=True, **thing))
    with floor.noted() as events:
        changed(floor, sale, "cake", **thing)
    ticket: Json = floor.ticket(sale.id)
    assert (ticket["flags"], ticket["stage"], kinds(floor, sale)) == ([], "Filling", [("cake", "decision")])
    assert [each["kind"] for each in events] == ["product_kind_set"]


def test_reader_may_only_read_what_the_worker_holds(floor: Floor) -> None:
    thing = product()
    sell(floor, sold(**thing))
    decide(floor, "extra", **thing)
    (row,) = [each for each in floor.work("order_reread", f"%{thing['product_id']}%") if each["status"] == "pending"]
    assert floor.service("reread_order", work_id=row["work_id"], worker="w")["already_done"]
    body = order(floor, sold(**thing))
    assert floor.service("reread_order", work_id=row["work_id"], worker="w", order=body)["already_done"]
    assert floor.work("order_reread", f"%{thing['product_id']}%")[-1]["status"] == "pending"
