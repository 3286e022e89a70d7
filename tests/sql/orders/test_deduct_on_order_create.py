"""api.deduct_on_order_create, and the holds that api.ingest_order makes with it: what an order needs, once."""

from decimal import Decimal
from itertools import count

import pytest

from tests.sql.floor import BOTH, STRANGERS, Floor, Json, Sale, cake, line

_NAMES = count(1)


def name(word: str) -> str:
    """Return a SKU like no other."""
    return f"{word}-{next(_NAMES)}"


def book_again(floor: Floor, sale: Sale) -> Json:
    """Run the deduction of an order again."""
    return floor.service("deduct_on_order_create", store=sale.store, order_gid=sale.gid)


def need(floor: Floor, sku: str, component: str, quantity: float) -> None:
    """Say that a SKU needs so much of a component."""
    floor.rows("insert into core.product_requirements values (%s, %s, %s)", sku, component, quantity)


def ledger(floor: Floor, sale: Sale) -> dict[str, Decimal]:
    """Sum up what the ledger holds for an order."""
    found = floor.rows("select sku, sum(qty) as qty from core.inventory_txn where ref_id = %s group by sku", sale.gid)
    return {row["sku"]: row["qty"] for row in found}


def pushes(floor: Floor, sale: Sale) -> list[tuple[str, str]]:
    """Return store and SKU of every push that an order queued."""
    queued = floor.work("inventory_push", f"%:{sale.gid}")
    return sorted((work["payload"]["store"], work["payload"]["sku"]) for work in queued)


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the ledger's sums are the counters."""
    yield
    wrong = floor.rows(
        "select i.sku from core.inventory_items i left join core.inventory_txn t using (organisation, sku) group by i.organisation, i.sku "
        "having i.on_hand <> coalesce(sum(t.on_hand_delta), 0) or i.reserved <> coalesce(sum(t.reserved_delta), 0)"
    )
    assert wrong == []


def test_a_hold_is_a_negative_row_of_the_ledger_and_is_pushed_to_the_shop(floor: Floor) -> None:
    sku = floor.stock(name("TRAY"), 10, buffer=2)
    sale = floor.sell(cakes=3, sku=sku)
    (txn,) = floor.rows("select * from core.inventory_txn where ref_id = %s", sale.gid)
    assert (txn["sku"], txn["kind"], txn["qty"], txn["store"], txn["actor_id"]) == (
        sku,
        "hold",
        -3,
        "bannos",
        "webhook",
    )
    assert floor.counters(sku) == (10, 3)
    assert floor.one("select ats from core.inventory_items where sku = %s", sku) == 5
    (work,) = floor.work("inventory_push", f"%{sale.gid}")
    assert (work["dedupe_key"], work["status"]) == (f"bannos:{sku}:5:{sale.gid}", "pending")
    assert work["payload"] == {"store": "bannos", "sku": sku, "order_gid": sale.gid}


def test_a_nested_bill_of_materials_is_held_at_its_leaves(floor: Floor) -> None:
    flour, egg = floor.stock(name("FLOUR"), 100), floor.stock(name("EGG"), 100)
    sponge, tier, tower = (floor.stock(name(word), None) for word in ("SPONGE", "TIER", "TOWER"))
    for sku, component, quantity in (
        (tower, tier, 3),
        (tower, egg, 1),
        (tier, sponge, 2),
        (sponge, flour, 0.25),
        (sponge, egg, 2),
    ):
        need(floor, sku, component, quantity)
    sale = floor.sell(cakes=2, sku=tower)
    assert ledger(floor, sale) == {flour: Decimal(-3), egg: Decimal(-26)}
    assert floor.counters(sponge) == (0, 0)
    assert pushes(floor, sale) == [("bannos", tower)]


def test_two_lines_that_share_a_component_are_added_up_before_they_are_held(floor: Floor) -> None:
    sponge = floor.stock(name("SPONGE"), 5)
    vanilla, chocolate = (floor.stock(name(word), None) for word in ("VAN", "CHOC"))
    need(floor, vanilla, sponge, 1)
    need(floor, chocolate, sponge, 2)
    sale = floor.sell(
        cakes=0,
        lines=[line(1, sku=vanilla, quantity=2), line(2, sku=chocolate), line(3, sku=sponge, kind="extra")],
        tickets=[cake(line_no=1), cake(line_no=1), cake(line_no=2)],
    )
    rows = floor.rows("select qty from core.inventory_txn where ref_id = %s", sale.gid)
    assert [row["qty"] for row in rows] == [-5]
    assert pushes(floor, sale) == sorted(("bannos", sku) for sku in (vanilla, chocolate, sponge))


def test_what_is_short_is_held_as_far_as_it_goes_and_someone_is_told(floor: Floor) -> None:
    sponge, box = floor.stock(name("SPONGE"), 2), floor.stock(name("BOX"), 9)
    vanilla, chocolate = (floor.stock(name(word), None) for word in ("VAN", "CHOC"))
    for sku in (vanilla, chocolate):
        need(floor, sku, sponge, 1)
        for store in BOTH:
            floor.rows("insert into core.shop_skus (store, sku) values (%s, %s)", store, sku)
    with floor.noted() as events:
        sale = floor.sell(
            cakes=0,
            lines=[line(1, sku=vanilla, quantity=3), line(2, sku=box)],
            tickets=[cake(line_no=1), cake(line_no=1), cake(line_no=1), cake(line_no=2)],
        )

    assert ledger(floor, sale) == {sponge: -2, box: -1}
    (short,) = floor.rows("select * from core.shortfalls where order_gid = %s", sale.gid)
    assert (short["sku"], short["qty"], short["cleared_at"]) == (sponge, 1, None)
    blocked = [floor.ticket(ticket_id)["inventory_blocked"] for ticket_id in sale.tickets]
    assert blocked == [True, True, True, False]
    assert [(event["kind"], event["code"]) for event in events] == [("stock_short", "INV001"), ("order_ingested", None)]
    (alert,) = floor.work("alert", f"%{sale.gid}%")
    assert (alert["payload"]["kind"], alert["payload"]["skus"]) == ("stock_short", [sponge])
    assert pushes(floor, sale) == sorted(
        [(store, sku) for store in BOTH for sku in (vanilla, chocolate)] + [("bannos", box)]
    )
    assert floor.one("select stock.available(%s)", chocolate) == 0


def test_the_buffer_is_kept_from_the_shops_and_not_from_an_order_that_came(floor: Floor) -> None:
    sku = floor.stock(name("TRAY"), 3, buffer=2)
    sale = floor.sell(cakes=3, sku=sku)
    assert floor.counters(sku) == (3, 3)
    assert floor.rows("select 1 from core.shortfalls where order_gid = %s", sale.gid) == []
    assert floor.one("select stock.available(%s)", sku) == 0


def test_an_unknown_sku_of_a_cake_is_flagged_and_the_order_kept(floor: Floor) -> None:
    with floor.noted() as events:
        sale = floor.sell(sku=name("NEW"))
    assert floor.ticket(sale.id)["flags"] == ["unknown_sku"]
    assert floor.ticket(sale.id)["inventory_blocked"] is False
    assert [(event["kind"], event["code"]) for event in events] == [("unknown_sku", "INV002"), ("order_ingested", None)]
    assert [alert["payload"]["kind"] for alert in floor.work("alert", f"%{sale.gid}%")] == ["unknown_sku"]
    assert pushes(floor, sale) == []


def test_an_unknown_component_is_flagged_and_the_known_ones_are_held(floor: Floor) -> None:
    sponge, product, unknown = floor.stock(name("SPONGE"), 5), floor.stock(name("CAKE"), None), name("MISSING")
    need(floor, product, sponge, 1)
    need(floor, product, unknown, 1)
    sale = floor.sell(sku=product)
    assert ledger(floor, sale) == {sponge: -1}
    assert floor.ticket(sale.id)["flags"] == ["unknown_sku"]


def test_an_extra_that_nobody_counts_calls_nobody(floor: Floor) -> None:
    sale = floor.sell(lines=[line(1), line(2, kind="extra", sku=name("BALLOON"))])
    assert (floor.work("alert", f"%{sale.gid}%"), floor.ticket(sale.id)["flags"]) == ([], [])


def test_run_again_it_holds_nothing_twice(floor: Floor) -> None:
    plenty, scarce = floor.stock(name("PLENTY"), 9), floor.stock(name("SCARCE"), 1)
    sale = floor.sell(
        cakes=0, lines=[line(1, sku=plenty), line(2, sku=scarce, quantity=2)], tickets=[cake(), cake(line_no=2)]
    )
    before = (
        floor.rows("select * from core.inventory_txn"),
        floor.rows("select * from core.shortfalls"),
        pushes(floor, sale),
    )
    with floor.noted() as events:
        answer = book_again(floor, sale)
    assert (answer["ok"], answer["already_done"], answer["held"], answer["short"]) == (True, True, [], [])
    after = (
        floor.rows("select * from core.inventory_txn"),
        floor.rows("select * from core.shortfalls"),
        pushes(floor, sale),
    )
    assert (after, events) == (before, [])


def test_run_again_after_the_bill_of_materials_was_mended_it_holds_what_was_missing(floor: Floor) -> None:
    sponge, product = floor.stock(name("SPONGE"), 5), name("CAKE")
    sale = floor.sell(cakes=2, sku=product)
    assert floor.ticket(sale.tickets[0])["flags"] == ["unknown_sku"]

    floor.stock(product, None)
    need(floor, product, sponge, 1)
    answer = book_again(floor, sale)
    assert (answer["already_done"], answer["held"], answer["unknown"]) == (False, [sponge], [])
    assert ledger(floor, sale) == {sponge: -2}
    assert [floor.ticket(ticket_id)["flags"] for ticket_id in sale.tickets] == [[], []]
    assert pushes(floor, sale) == [("bannos", product)]
    assert book_again(floor, sale)["already_done"]


def test_what_is_still_unknown_is_still_flagged(floor: Floor) -> None:
    sale = floor.sell(sku=name("NEW"), ticket={"flags": ["a_flag"]})
    book_again(floor, sale)
    assert sorted(floor.ticket(sale.id)["flags"]) == ["a_flag", "unknown_sku"]


def test_an_order_that_there_is_not_is_not_found(floor: Floor) -> None:
    with floor.noted() as events:
        answer = floor.service("deduct_on_order_create", store="bannos", order_gid="gid://shopify/Order/0")
    assert (answer["code"], [event["code"] for event in events]) == ("ORD001", ["ORD001"])


@pytest.mark.parametrize("quantity", [0.0004, 0.3333, 1.0004])
def test_a_need_finer_than_the_ledger_is_rounded_and_not_refused(floor: Floor, quantity: float) -> None:
    """A bill of materials holds three decimals at each level, and two levels make six."""
    sugar, icing, product = (
        floor.stock(name("SUGAR"), 50),
        floor.stock(name("ICING"), None),
        floor.stock(name("CAKE"), None),
    )
    need(floor, product, icing, 0.4)
    need(floor, icing, sugar, round(quantity / 0.4, 3) or 0.001)
    sale = floor.sell(sku=product)
    book_again(floor, sale)
    held, wanted = -ledger(floor, sale).get(sugar, Decimal(0)), Decimal(str(quantity))
    assert abs(held - wanted) < Decimal("0.002")
    assert book_again(floor, sale)["already_done"]


def test_a_sku_that_is_made_from_itself_in_the_end_is_refused_when_it_is_written(floor: Floor) -> None:
    a, b, c = name("A"), name("B"), name("C")
    need(floor, a, b, 1)
    need(floor, b, c, 1)
    for sku, component in ((c, a), (b, a), (a, a)):
        with pytest.raises(Exception, match=r"is made from|violates check"):
            need(floor, sku, component, 1)
    floor.rows("update core.product_requirements set qty = 2 where sku = %s", a)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_deducts_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service("deduct_on_order_create", store="bannos", order_gid="x", actor=STRANGERS[stranger])
    assert answer["code"] == "AUTH001"
