"""api.reread_order: what a decision does to orders that are here."""

import pytest

from tests.sql.floor import Floor, Json, Sale
from tests.sql.manual.manual import create, gid_of
from tests.sql.manual.manual import product as written
from tests.sql.products.sold import (
    DUE,
    decide,
    flags,
    kinds,
    order,
    product,
    sell,
    sold,
    stages,
    work_off,
)
from tests.sql.stock.stock import item

pytestmark = pytest.mark.usefixtures("books")


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
    left = sell(floor, sold(1, "extra", **thing), sold(2))
    floor.again(left, "10:10", fulfilled=True)
    decide(floor, "cake", **thing)
    work_off(floor, gone, off, over, late, left)
    assert list(stages(floor, left)) == [left.id]  # its other cake is still baked
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
