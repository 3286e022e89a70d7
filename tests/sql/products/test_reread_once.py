"""api.reread_order: once per order, whatever becomes of a worker, a bad order or a shop that changes it meanwhile."""

import pytest

from tests.sql.floor import Floor
from tests.sql.products.sold import claim, decide, product, reread, sell, sold, stages, work_off

pytestmark = pytest.mark.usefixtures("books")


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
