"""api.find_orders by what people remember of a cake: flavour, size, message, the last digits of a phone."""

import json

import pytest

from tests.sql.floor import Floor, Json, Sale

PHONES: list[tuple[Json, str | None]] = [
    ({"phone": "+61 412 344 567"}, "4567"),
    ({"phone": None, "customer": {"phone": "(02) 9555-0188"}}, "0188"),
    ({"phone": "", "shipping_address": {"phone": "0412.003.322"}}, "3322"),
    ({"customer": None, "billing_address": {"phone": "+1 (212) 555-0147 "}}, "0147"),
    ({"customer": {"default_address": {"phone": "0491 570 006"}}}, "0006"),
    ({"phone": "112"}, None),
    ({"phone": {"number": "none"}}, None),
    ({"phone": "ask at the door", "customer": []}, None),
    ({}, None),
]


def body(**fields: object) -> str:
    """Return an order's body as a shop sends it."""
    return json.dumps({"id": 1, **fields})


@pytest.fixture(scope="module")
def sales(floor: Floor) -> dict[str, Sale]:
    """Sell some cakes that people remember something of."""
    cakes: dict[str, tuple[Json, str | None]] = {
        "tigers": ({"flavour": "Chocolate", "size": '8"', "cake_message": "Go Tigers!"}, "+61 412 344 567"),
        "mum": ({"flavour": "Lemon curd", "size": "10 inch", "cake_message": "Mum/Oma & 40"}, "0412 004 567"),
        "party": ({"flavour": "Vanille", "size": "8in", "cake_message": "Ça c'est 100%_été 🎂"}, None),
        "plain": ({"product_title": "Chocolate box", "size": "Large"}, "0412 009 999"),
    }
    return {
        key: floor.sell(customer_name=f"Customer {key}", ticket=ticket, raw_json=body(phone=phone))
        for key, (ticket, phone) in cakes.items()
    }


def found(floor: Floor, sales: dict[str, Sale], text: str, who: str = "staff", **more: object) -> set[str]:
    """Return whose sales are found."""
    answer = floor.rpc("find_orders", who, store="bannos", text=text, **more)
    assert answer["ok"], answer
    whose = {ticket_id: key for key, sale in sales.items() for ticket_id in sale.tickets}
    return {whose[ticket["id"]] for ticket in answer["tickets"] if ticket["id"] in whose}


LOOKS: list[tuple[str, set[str]]] = [
    ("chocolate", {"tigers", "plain"}),
    ("CHOCOLATE 8 inch", {"tigers"}),
    ("8 inch", {"tigers", "party"}),
    ('8"', {"tigers", "party"}),
    ("8in", {"tigers", "party"}),
    ("8-Inch", {"tigers", "party"}),
    ("10in", {"mum"}),
    ("large", {"plain"}),
    ("Go Tigers!", {"tigers"}),
    ("tigers go", {"tigers"}),
    ("oma", {"mum"}),
    ("mum & oma", {"mum"}),
    ("40", {"mum"}),  # no order has the number
    ("ca été", {"party"}),
    ("100%", {"party"}),
    ("tiger chocolate customer", set()),  # words of the cake, or of the name
    ("%", set()),
    ("_", set()),
    ("'; drop table core.orders; --", set()),
    ("🎂", set()),
    ("tigers 🎂", {"tigers"}),
    ("\\", set()),
    ("(((!|&:*", set()),
    ("x" * 100, set()),
    ("4567", {"tigers", "mum"}),
    ("0412 344 567", {"tigers", "mum"}),  # by its end
    ("+61 412 009-999", {"plain"}),
    ("456", set()),
    ("00000", set()),
]


@pytest.mark.parametrize(("text", "expected"), LOOKS)
@pytest.mark.parametrize("who", ["staff", "packer"])
def test_by_what_is_remembered_of_it(
    floor: Floor, sales: dict[str, Sale], text: str, expected: set[str], who: str
) -> None:
    assert found(floor, sales, text, who) == expected


def test_a_message_of_signs_and_a_million_letters_is_taken_and_found(floor: Floor) -> None:
    sale = floor.sell(ticket={"cake_message": "word " * 400_000, "flavour": "x" * 5000, "size": "it's 9''"})
    assert found(floor, {"long": sale}, "9 inch word") == {"long"}


def test_four_digits_find_the_order_of_that_number_too(own_floor: Floor) -> None:
    numbered = own_floor.sell(raw_json=body(phone="0400 000 000"))
    called = own_floor.sell(raw_json=body(phone=f"0400 00 {numbered.number}"))
    both = {"numbered": numbered, "called": called}
    assert found(own_floor, both, f"{numbered.number}") == {"numbered", "called"}
    assert found(own_floor, both, f"#{numbered.number}") == {"numbered"}


@pytest.mark.parametrize(("told", "digits"), PHONES)
def test_of_a_phone_the_last_four_digits_are_kept_and_no_more(floor: Floor, told: Json, digits: str | None) -> None:
    sale = floor.sell(raw_json=body(**told))
    row = "select phone_last4 from core.sales where order_gid = %s"
    assert floor.one(row, sale.gid) == digits
    # They follow the order, and go with it.
    floor.again(sale, "10:01", raw_json=body(phone="0412 777 888"))
    assert floor.one(row, sale.gid) == "7888"
    floor.service("redact", store="bannos", orders=[sale.gid])
    assert floor.one(row, sale.gid) is None
    floor.again(sale, "10:02", raw_json=body(phone="0412 777 888"))
    assert floor.one(row, sale.gid) is None


def test_an_answer_tells_nobody_the_phone(floor: Floor) -> None:
    sale = floor.sell(raw_json=body(phone="0412 31 87 46"))
    answer = floor.rpc("find_orders", "admin", store="bannos", text="8746")
    assert [each["id"] for each in answer["tickets"]] == sale.tickets
    assert "8746" not in json.dumps(answer)
    assert floor.rpc("find_orders", "tom", store="bannos", text="8746")["tickets"] != []
    assert floor.rpc("find_orders", "zoe", store="flourlane", text="8746")["tickets"] == []
