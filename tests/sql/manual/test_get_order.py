"""api.get_order: an order that no shop knows, whole, for whoever edits it and for nobody else."""

import pytest

from tests.sql.floor import STRANGERS, Floor, Json
from tests.sql.manual.manual import DUE, edit, extra, order_id, product, taken


def test_it_answers_what_was_written_with_its_lines(floor: Floor) -> None:
    written: Json = {"flavour": "Lemon", "size": "10 inch", "cake_message": "Happy 30", "notes": "no nuts"}
    written["allergies"] = "nuts"
    sale = taken(
        floor,
        product("CAKE-A", 2, **written, unit_amount="45.5"),
        extra("CANDLE-A", 3),
        due_slot="10:00-12:00",
        delivery_method="pickup",
        notes="rings first",
    )
    answer = floor.rpc("get_order", "staff", id=order_id(sale))
    assert answer["products"] == [
        {"line": 1, **product("CAKE-A", 2, **written, unit_amount="45.50")},
        {"line": 2, **extra("CANDLE-A", 3)},
    ]
    assert {
        name: answer[name] for name in ("store", "customer_name", "due_date", "due_slot", "delivery_method", "notes")
    } == {
        "store": "bannos",
        "customer_name": "Ann Canary",
        "due_date": DUE,
        "due_slot": "10:00-12:00",
        "delivery_method": "pickup",
        "notes": "rings first",
    }
    assert (answer["order_id"], answer["version"], answer["tickets"]) == (order_id(sale), 1, sale.tickets)
    assert answer["cancelled_at"] is None
    assert [floor.ticket(ticket)["allergies"] for ticket in sale.tickets] == ["nuts", "nuts"]


def test_it_answers_what_was_edited_last(floor: Floor) -> None:
    sale = taken(floor)
    edit(floor, sale, product("NEW-ONE"), customer_name="Bo")
    answer = floor.rpc("get_order", id=sale.id.upper())
    assert (answer["version"], answer["customer_name"]) == (2, "Bo")
    assert [(each["line"], each["sku"]) for each in answer["products"]] == [(2, "NEW-ONE")]


def test_an_emptied_order_has_its_lines_left(floor: Floor) -> None:
    sale = taken(floor, product("CAKE-B", 2, cake_message="For Canary", unit_amount="9.00"))
    floor.rpc("cancel_order", id=order_id(sale))
    floor.rpc("redact_order", id=order_id(sale))
    answer = floor.rpc("get_order", id=order_id(sale))
    assert answer["products"] == [{"line": 1, **product("CAKE-B", 2, title="CAKE-B", unit_amount="9.00")}]
    assert "Canary" not in str(answer)


def test_reading_leaves_no_copy_behind(floor: Floor) -> None:
    sale = taken(floor, customer_name="Canaryread")
    with floor.noted() as events:
        floor.rpc("get_order", id=sale.id)
    assert events == []
    assert floor.rows("select 1 from core.scans where answer::text like '%%Canaryread%%'") == []


def test_an_order_of_another_store_is_not_there(floor: Floor) -> None:
    assert floor.rpc("get_order", "zoe", id=taken(floor).id)["code"] == "ORD001"


@pytest.mark.parametrize(
    ("who", "may"), [("supervisor", 1), ("admin", 1), ("agent", 1), ("staff", 1), ("packer", 0), ("member", 0)]
)
def test_only_who_edits_reads(floor: Floor, who: str, may: int) -> None:
    answer = floor.rpc("get_order", who, id=taken(floor).id)
    assert answer.get("code") == (None if may else "AUTH001")
    assert ("Ann Canary" in str(answer)) == bool(may)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_reads_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.rpc("get_order", actor=STRANGERS[stranger], id=taken(floor).id)
    assert answer["code"] == "AUTH001"
