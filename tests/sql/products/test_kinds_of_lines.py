"""What a line is: a person's word, else a decision, else the store's rules, else a guess; and then it stays."""

from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sql.floor import WEBHOOK, Floor, Json, Sale, actor, cake, call, line
from tests.sql.manual.manual import create, edit, gid_of, imported
from tests.sql.manual.manual import product as written
from tests.sql.products.sold import DUE, decide, flags, kinds, order, product, questions, sell, sold, stages
from tests.sql.stock.stock import item


@pytest.mark.parametrize("by", ["rules", "guess"])
@pytest.mark.parametrize(("read", "decided"), [("cake", "extra"), ("extra", "cake"), ("service", "cake")])
def test_decision_counts_before_the_rules_and_the_guess(floor: Floor, read: str, decided: str, by: str) -> None:
    thing = product()
    assert kinds(floor, sell(floor, sold(kind=read, kind_by=by, **thing))) == [(read, by)]
    decide(floor, decided, **thing)
    sale = sell(floor, sold(kind=read, kind_by=by, quantity=2, **thing))
    assert kinds(floor, sale) == [(decided, "decision")]
    assert len(sale.tickets) == (2 if decided == "cake" else 0)


def test_decision_about_a_variant_counts_before_its_products(floor: Floor) -> None:
    thing = product()
    decide(floor, "extra", **thing)
    decide(floor, "cake", variant_id="44000000000001")
    sale = sell(
        floor,
        sold(1, variant_id="44000000000001", **thing),
        sold(2, variant_id="44000000000002", **thing),
        sold(3, **thing),
    )
    assert [kind for kind, _ in kinds(floor, sale)] == ["cake", "extra", "extra"]


@pytest.mark.parametrize(
    ("title", "sku", "kind"),
    [
        ("Custom  DEPOSIT", "dep-1", "service"),
        ("customdeposit", "DEP-1 ", "service"),
        ("Custom deposit", None, "cake"),
        ("Custom deposits", "DEP-1", "cake"),
        ("Custom", "depositDEP-1", "cake"),
    ],
)
def test_what_has_no_product_is_known_by_title_and_sku_without_case_and_spaces(
    floor: Floor, title: str, sku: str | None, kind: str
) -> None:
    decide(floor, "service", title="Custom deposit", sku="DEP-1")
    assert kinds(floor, sell(floor, sold(title=title, sku=sku)))[0][0] == kind
    # With a product it is the product that is decided, or not.
    assert kinds(floor, sell(floor, sold(title=title, sku=sku, **product()))) == [("cake", "guess")]


def test_decision_of_one_store_says_nothing_to_another(floor: Floor) -> None:
    thing = product()
    decide(floor, "extra", store="flourlane", **thing)
    assert len(sell(floor, sold(**thing)).tickets) == 1
    assert sell(floor, sold(**thing), store="flourlane").tickets == []


def test_line_stays_what_it_is_however_it_is_read_again(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(**thing))
    read = order(floor, sold(kind="extra", kind_by="rules", **thing))
    assert not floor.again(sale, "10:05", **{key: read[key] for key in ("lines", "tickets", "others")})["already_done"]
    assert (kinds(floor, sale), stages(floor, sale)) == ([("cake", "guess")], {sale.id: "Filling"})
    extra = sell(floor, sold(kind="extra", **thing))
    read = order(floor, sold(kind="cake", **thing))
    floor.again(extra, "10:05", **{key: read[key] for key in ("lines", "tickets", "others")})
    assert (kinds(floor, extra), stages(floor, extra)) == ([("extra", "guess")], {})


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"title": "Something else"}, "extra"),
        ({"sku": "OTHER"}, "extra"),
        ({"product_id": "1"}, "extra"),
        ({"variant_id": "2"}, "extra"),
        ({"product_id": None, "variant_id": None}, "cake"),  # deleted in the shop
        ({"quantity": 2}, "cake"),
        ({"properties": [["Colour", "Blue"]]}, "cake"),
    ],
)
def test_line_is_judged_anew_when_it_sells_something_else(floor: Floor, change: Json, kind: str) -> None:
    thing: Json = product(variant_id="1")
    sale = sell(floor, sold(**thing))
    read = order(floor, sold(kind="extra", **{**thing, **change}))
    floor.again(sale, "10:05", **{key: read[key] for key in ("lines", "tickets", "others")})
    assert kinds(floor, sale)[0][0] == kind


def test_decision_counts_for_what_a_line_sells_now(floor: Floor) -> None:
    thing, other = product(), product()
    decide(floor, "extra", **other)
    sale = sell(floor, sold(**thing))
    read = order(floor, sold(**other))
    floor.again(sale, "10:05", **{key: read[key] for key in ("lines", "tickets", "others")})
    assert (kinds(floor, sale), stages(floor, sale)) == ([("extra", "decision")], {sale.id: "cancelled"})


def test_one_alert_per_product_that_nobody_has_decided_and_a_decision_ends_it(floor: Floor) -> None:
    thing = product()
    first, second = (sell(floor, sold(unsure=True, **thing)) for _ in range(2))
    for sale in (first, second):
        assert "kind_unsure" in floor.ticket(sale.id)["flags"]
        assert floor.work("alert", f"%{sale.gid}%") == []
    assert questions(floor, thing["product_id"]) == ["pending"]
    # Once it has been told, another order asks no more.
    waiting = f"bannos:product:{thing['product_id']}:product_undecided"
    floor.rows("update core.work_queue set status = 'done' where dedupe_key = %s", waiting)
    sell(floor, sold(unsure=True, **thing))
    assert questions(floor, thing["product_id"]) == ["done"]
    floor.rows("update core.work_queue set status = 'pending' where dedupe_key = %s", waiting)
    decide(floor, "cake", **thing)
    assert questions(floor, thing["product_id"]) == ["done"]
    assert floor.ticket(sell(floor, sold(unsure=True, **thing)).id)["flags"] == []
    assert questions(floor, thing["product_id"]) == ["done"]


def test_order_of_guessed_extras_is_flagged_and_asks_of_each_product_once(floor: Floor) -> None:
    guessed, known = product(), product()
    decide(floor, "extra", **known)
    lines = [sold(1, "extra", **guessed), sold(2, "extra", **known)]
    for _ in range(2):
        assert flags(floor, sell(floor, *lines)) == ["no_cake"]
    assert questions(floor, guessed["product_id"]) == ["pending"]
    assert questions(floor, known["product_id"]) == []
    assert flags(floor, sell(floor, sold(1, "extra", **known))) == []
    assert flags(floor, sell(floor, sold(1, "extra", **guessed), sold(2))) == []


def test_alert_about_a_product_says_nothing_of_its_title(floor: Floor) -> None:
    sell(floor, sold(unsure=True, title="Cake for Canaryanna"))
    (asked,) = floor.rows(
        "select w.payload::text as told from core.work_queue w join core.product_kinds p on position(p.product_key in w.dedupe_key) > 0 "
        "where p.title = 'Cake for Canaryanna'"
    )
    assert "canaryanna" not in asked["told"].lower()


def test_what_else_is_asked_about_an_order_is_told_of_the_order(floor: Floor) -> None:
    sale = sell(floor, sold(1, "extra", unsure=True, **product()), flags=["currency_missing"])
    (alert,) = floor.work("alert", f"%{sale.gid}:needs_attention")
    assert alert["payload"]["flags"] == ["currency_missing"]
    assert sorted(flags(floor, sale)) == ["currency_missing", "kind_unsure", "no_cake"]


@pytest.mark.parametrize(("kind", "held"), [("extra", 2), ("service", 0)])
def test_service_holds_no_stock_and_the_event_says_why(floor: Floor, kind: str, held: int) -> None:
    name = item(floor, "FEE", 9)
    with floor.noted() as events:
        sale = sell(floor, sold(1), sold(2, kind, title="Delivery fee", sku=name, quantity=2))
    assert (floor.counters(name), len(sale.tickets)) == ((9, held), 1)
    (event,) = [each for each in events if each["kind"] == "order_ingested"]
    assert event["detail"].get("services") == ([{"line_no": 2, "by": "guess"}] if kind == "service" else None)


def test_service_goes_with_nothing_when_the_last_cake_is_complete(floor: Floor) -> None:
    name = item(floor, "FEE", 9)
    sale = sell(floor, sold(1), sold(2, "service", title="Delivery fee", sku=name))
    floor.bring(sale.id, "Complete")
    assert floor.counters(name) == (9, 0)


def test_more_cakes_than_the_reader_brought_are_refused_and_nothing_is_kept(floor: Floor) -> None:
    thing = product()
    decide(floor, "cake", **thing)
    body = order(floor, sold(kind="extra", quantity=3, **thing), others=[])
    assert floor.ingest(body)["code"] == "ING001"
    assert floor.rows("select 1 from core.sales where order_gid = %s", body["order_gid"]) == []


def test_release_before_reads_as_it_did(floor: Floor) -> None:
    thing = product()
    decide(floor, "extra", **thing)
    sale = floor.sell(lines=[line(1, line_id="1", title="Confetti party")], tickets=[cake(flags=["kind_unsure"])])
    assert floor.ticket(sale.id)["flags"] == ["kind_unsure"]
    assert kinds(floor, sale) == [("cake", None)]


def test_persons_word_counts_before_a_decision_which_counts_for_what_they_left_out(floor: Floor) -> None:
    decide(floor, "extra", title="Sparkler", sku="SPARK")
    said: list[tuple[str | None, tuple[str, str]]] = [
        ("cake", ("cake", "person")),
        (None, ("extra", "decision")),
        ("service", ("service", "person")),
    ]
    answer = create(
        floor, written(), *(written("SPARK", title="sparkler ", kind=kind) for kind, _ in said), written(kind=None)
    )
    assert answer["ok"], answer
    rows = floor.rows(
        "select l.kind::text, l.kind_by from core.sale_lines l join core.sales s using (store, order_gid) "
        "where s.ticket_base = %s order by l.line_no",
        answer["order_id"],
    )
    found = [(row["kind"], row["kind_by"]) for row in rows]
    assert found == [("cake", "person"), *(kind for _, kind in said), ("cake", "guess")]
    assert len(answer["tickets"]) == 3
    alone = imported(floor, written("SPARK", title="Sparkler", kind=None))
    assert (alone["code"], "no cake" in alone["message"]) == ("REQ001", True)


def test_line_that_is_edited_without_a_kind_stays_what_it_is(floor: Floor) -> None:
    made = create(floor, written(), written("BIG", kind="extra"))
    sale = Sale("bannos", gid_of(floor, made["order_id"]), None, made["tickets"], made)
    changed = edit(floor, sale, {**written(), "line": 1}, {**written("BIG", 2, kind=None), "line": 2}, due_date=DUE)
    assert changed["ok"], changed
    assert kinds(floor, sale) == [("cake", "person"), ("extra", "person")]


READ: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["cake", "extra", "service"]),
        "kind_by": st.sampled_from(["rules", "guess"]),
        "unsure": st.booleans(),
    }
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=READ, again=st.lists(READ, min_size=1, max_size=4), title=st.text("Cake fe tonix", max_size=12))
def test_kind_never_changes_by_reading_again(floor: Floor, first: Json, again: list[Json], title: str) -> None:
    thing: dict[str, Any] = product(title=title)
    sale = sell(floor, sold(**first, **thing))
    before = (kinds(floor, sale), stages(floor, sale))
    for minute, read in enumerate(again, 10):
        body = order(floor, sold(**read, **thing))
        floor.again(sale, f"10:{minute}", **{key: body[key] for key in ("lines", "tickets", "others")})
        assert (kinds(floor, sale), stages(floor, sale)) == before


def looks(floor: Floor, body: Json) -> tuple[int, int]:
    """Let an order come in, and return how often the products were looked up, and how many rows that read."""
    counted = "select idx_scan, seq_scan, idx_tup_fetch + seq_tup_read from pg_stat_xact_user_tables where relname = 'product_kinds'"
    with psycopg.connect(floor.url(WEBHOOK)) as connection:
        assert call(connection, "ingest_order", actor=actor("webhook"), store="bannos", order=body)["ok"]
        found = connection.execute(counted).fetchone()
    assert found is not None
    assert found[1] == 0  # never the whole table
    return found[0], found[2]


def test_order_costs_a_look_per_line_however_many_products_there_are(own_floor: Floor) -> None:
    things = [product() for _ in range(3)]
    for thing in things:
        decide(own_floor, "extra", **thing)
    many = (
        "insert into core.product_kinds (store, product_key, product_id, kind, decided_at) "
        "select 'bannos', 'product:' || n, n, 'cake', now() from generate_series(%s::int, %s::int) n"
    )
    found = []
    for start in (1_000, 10_000):
        own_floor.rows(many, start, start * 3)
        own_floor.rows("analyze core.product_kinds")
        found.append(looks(own_floor, order(own_floor, *(sold(no, **thing) for no, thing in enumerate(things, 1)))))
    assert found[0] == found[1]
    assert found[0][1] <= 2 * len(things)
