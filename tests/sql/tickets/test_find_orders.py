"""api.find_orders: any order, by what people know of it. What it reads among 100,000 is in test_find_among_many."""

from itertools import chain

import psycopg
import pytest

from tests.sql.floor import Floor, Sale


@pytest.fixture(scope="module")
def sales(floor: Floor) -> dict[str, Sale]:
    """Sell some cakes in both shops, one of them in two tickets, one complete, one cancelled."""
    cakes = {
        "ann": ("bannos", "Ann Lee", "Vanilla dream", "2026-12-01"),
        "chloe": ("bannos", "Chloé O'Brien-Smith", "Chocolate Dreamer 8 inch", "2026-12-03"),
        "done": ("bannos", "Dan Annand", "Celebration cake", "2026-12-02"),
        "gone": ("bannos", "Gwen Lee", "Lemon drizzle", "2026-12-04"),
        "undated": ("bannos", "Ulf Østergård", "Größte Torte", None),
        "theirs": ("flourlane", "Ann Lee", "Vanilla dream", "2026-12-01"),
    }
    made = {
        key: floor.sell(
            store,
            cakes=2 if key == "ann" else 1,
            customer_name=name,
            name=f"#{key}",
            ticket={"product_title": title, "due_date": due},
        )
        for key, (store, name, title, due) in cakes.items()
    }
    floor.bring(made["done"].id, "Complete")
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", made["gone"].id)
    return made


def found(floor: Floor, sales: dict[str, Sale], text: str | None, who: str = "staff", **more: object) -> list[str]:
    """Return whose sales are found, in order; a ticket each."""
    arguments = {"store": "bannos", "text": text, **more}
    answer = floor.rpc("find_orders", who, **arguments)
    assert answer["ok"], answer
    whose = {ticket_id: key for key, sale in sales.items() for ticket_id in sale.tickets}
    return [whose[ticket["id"]] for ticket in answer["tickets"]]


WORDS = [
    ("lee", ["gone", "ann", "ann"]),
    ("LEE ann", ["ann", "ann"]),
    ("ann", ["done", "ann", "ann"]),  # Ann, and Annand
    ("nand", []),  # no word begins so
    ("brien", ["chloe"]),
    ("o'brien-smi", ["chloe"]),
    ("chloe", ["chloe"]),
    ("CHLOÉ", ["chloe"]),
    ("østerga", ["undated"]),
    ("gross", []),
    ("größ", ["undated"]),
    ("dream", ["chloe", "ann", "ann"]),
    ("dream van", ["ann", "ann"]),
    ("8 inch", ["chloe"]),
    ("drizzle lee", []),  # words of one of the two, title or name
    ("lemon", ["gone"]),
    ("celebr", ["done"]),
    ("zzz", []),
    ("' -- & | \\", []),  # no word at all
    ("—", []),
    ("&|!:*()<->'\\ lee", ["gone", "ann", "ann"]),
    ("— lee", ["gone", "ann", "ann"]),
    (None, ["undated", "gone", "chloe", "done", "ann", "ann"]),
    ("  ", ["undated", "gone", "chloe", "done", "ann", "ann"]),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_by_the_beginnings_of_words_of_the_customer_or_the_product(
    floor: Floor, sales: dict[str, Sale], text: str | None, expected: list[str]
) -> None:
    assert found(floor, sales, text) == expected


@pytest.mark.parametrize("key", ["ann", "done", "gone", "undated"])
def test_by_its_number_or_any_code_of_its_ticket(floor: Floor, sales: dict[str, Sale], key: str) -> None:
    sale = sales[key]
    for text in (f"{sale.number}", f" # {sale.number} ", f"bannos-{sale.number}", f"https://x/?t=Bannos-{sale.number}"):
        assert set(found(floor, sales, text)) == {key}
    assert found(floor, sales, sale.tickets[0].upper()) == [key]
    assert found(floor, sales, f"{sale.number}0") == found(floor, sales, "9" * 18) == []


def test_a_code_of_the_other_shop_is_found_by_who_works_there_too(floor: Floor, sales: dict[str, Sale]) -> None:
    theirs = sales["theirs"]
    assert found(floor, sales, f"flour-lane-{theirs.number}") == ["theirs"]
    assert found(floor, sales, f"flour-lane-{theirs.number}", "tom") == []
    assert found(floor, sales, "lee", store="flourlane") == ["theirs"]
    assert floor.rpc("find_orders", "tom", text="lee", store="flourlane")["code"] == "AUTH001"
    assert floor.rpc("find_orders", "zoe", store="bannos")["code"] == "AUTH001"


def test_an_order_that_a_shop_numbers_otherwise_is_found_by_both_numbers(own_floor: Floor) -> None:
    sale = own_floor.sell()
    own_floor.rows("update core.sales set shopify_order_number = 770077 where order_gid = %s", sale.gid)
    for text in ("770077", str(sale.number)):
        answer = own_floor.rpc("find_orders", store="bannos", text=text)
        assert [(each["id"], each["order_number"]) for each in answer["tickets"]] == [(sale.id, 770077)]
    assert own_floor.rpc("find_orders", store="bannos", text="m770077")["tickets"] == []


def test_in_a_stage_and_due_within_dates(floor: Floor, sales: dict[str, Sale]) -> None:
    due = {"due_from": "2026-12-02", "due_to": "2026-12-03"}
    assert found(floor, sales, None, **due) == ["chloe", "done"]
    assert found(floor, sales, "dream", **due) == ["chloe"]
    assert found(floor, sales, None, stage="Complete") == ["done"]
    assert found(floor, sales, "ann", stage="Complete") == ["done"]
    assert found(floor, sales, "lee", stage="Complete") == []
    assert found(floor, sales, str(sales["ann"].number), stage="Covering") == []
    assert found(floor, sales, None, stage="Filling", due_to="2026-12-01") == ["ann", "ann"]


@pytest.mark.parametrize("who", ["staff", "supervisor", "admin", "agent"])
def test_who_may_see_customers_is_told_whose_it_is(floor: Floor, sales: dict[str, Sale], who: str) -> None:
    (ticket,) = floor.rpc("find_orders", who, store="bannos", text="drizzle")["tickets"]
    assert (ticket["customer_name"], ticket["order_name"]) == ("Gwen Lee", "#gone")
    assert (ticket["order_number"], ticket["cancelled_at"] is None) == (sales["gone"].number, False)


def test_who_may_not_see_customers_neither_sees_nor_finds_by_them(floor: Floor, sales: dict[str, Sale]) -> None:
    assert found(floor, sales, "gwen", "packer") == []
    (ticket,) = floor.rpc("find_orders", "packer", store="bannos", text="drizzle")["tickets"]
    assert ticket["customer_name"] is None
    with floor.noted() as events:
        assert floor.rpc("find_orders", "member", store="bannos", text="lee")["code"] == "AUTH001"
    assert [event["code"] for event in events] == ["AUTH001"]


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 7])
@pytest.mark.parametrize("text", [None, "lee"])
def test_the_pages_make_the_whole_without_gap_or_repeat(
    floor: Floor, sales: dict[str, Sale], text: str | None, limit: int
) -> None:
    whole = found(floor, sales, text)
    pages = [found(floor, sales, text, limit=limit, offset=offset) for offset in range(0, 7, limit)]
    assert list(chain.from_iterable(pages)) == whole
    answer = floor.rpc("find_orders", store="bannos", text=text, limit=limit)
    assert answer["more"] is (limit < len(whole))


@pytest.mark.parametrize("wrong", [{"limit": 501}, {"offset": 10_001}, {"offset": -1}, {"text": "x" * 101}])
def test_a_page_of_too_many_or_too_far_is_impossible(floor: Floor, wrong: dict[str, object]) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        floor.rpc("find_orders", store="bannos", **wrong)  # type: ignore[arg-type]


def test_a_customer_who_was_forgotten_is_not_found(own_floor: Floor) -> None:
    sale = own_floor.sell(customer_name="Xenia Xanthos")
    assert own_floor.rpc("find_orders", store="bannos", text="xanth")["tickets"][0]["id"] == sale.id
    own_floor.rows("select bakery.redact_sales('bannos', array[%s])", sale.gid)
    assert own_floor.rpc("find_orders", store="bannos", text="xanth")["tickets"] == []
