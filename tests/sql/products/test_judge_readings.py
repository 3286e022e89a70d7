"""api.judge_readings: what a reading comes to where somebody has decided, as if the order came anew."""

from tests.sql.floor import Floor, Json
from tests.sql.products.sold import decide, order, product, sell, sold


def judge(floor: Floor, *orders: Json) -> list[Json]:
    found: list[Json] = floor.service("judge_readings", who="rpc", store="bannos", orders=list(orders))["orders"]
    return found


def test_a_decision_counts_also_where_the_line_is_here_and_stays_what_it_was(floor: Floor) -> None:
    known = product()
    sale = sell(floor, sold(kind="cake", **known))
    decide(floor, "extra", product_id=known["product_id"])
    with floor.noted() as events:
        [found] = judge(floor, sale.order)
    assert events == []
    assert ([each["kind"] for each in found["lines"]], found["tickets"]) == (["extra"], [])


def test_flags_are_those_that_the_sale_would_have(floor: Floor) -> None:
    read = order(floor, sold(kind="extra", unsure=True), flags=["test_order"])
    copy = sell(floor, sold(kind="extra", unsure=True), flags=["test_order"])
    stored = floor.one("select flags from core.sales where order_gid = %s", copy.gid)
    assert judge(floor, read)[0]["flags"] == sorted({"test_order", "kind_unsure", "no_cake"} & set(stored))


def test_one_that_could_not_be_ingested_is_null_and_the_others_are_judged(floor: Floor) -> None:
    known = product()
    decide(floor, "cake", product_id=known["product_id"])
    short = order(floor, sold(kind="extra", quantity=2, **known)) | {"others": []}
    assert [each is None for each in judge(floor, short, order(floor, sold()))] == [True, False]


def test_no_person_judges_readings(floor: Floor) -> None:
    assert floor.rpc("judge_readings", "admin", store="bannos", orders=[])["code"] == "AUTH001"
