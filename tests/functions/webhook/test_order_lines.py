"""Lines of an order: extras, money, due date, slot and method."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.functions.webhook.order_reading import cake, order, properties, read, ticket

# Lines


def test_gift_card_is_an_extra_whatever_its_title() -> None:
    assert order(cake(gift_card=True)).lines[0].kind == "extra"


def test_order_without_any_cake_has_lines_and_no_tickets() -> None:
    sale = order(cake(title="Gift card"), cake(title="Candles"))
    assert [line.kind for line in sale.lines] == ["extra", "extra"]
    assert sale.tickets == []


def test_what_is_left_of_a_line_counts() -> None:
    assert len(order(cake(quantity=3, current_quantity=1)).tickets) == 1
    assert order(cake(quantity=3, current_quantity=0)).tickets == []
    assert len(order(cake(quantity=2, current_quantity=-1)).tickets) == 2


@pytest.mark.parametrize("count", [None, "3", 2.0, -1, True, [], "many"])
def test_unreadable_quantity_is_one_and_flagged(count: object) -> None:
    sale = order(cake(quantity=count))
    assert [made.flags for made in sale.tickets] == [
        ["customer_name_missing", "due_date_missing", "quantity_unreadable"]
    ]
    assert sale.flags == []


def test_flags_of_an_extra_stand_on_the_sale() -> None:
    assert order(cake(title="Candles", quantity=10**12)).flags == ["no_cake", "quantity_unreadable"]
    assert order(cake(title="Candles", quantity=10**12)).lines[0].quantity == 1


def test_line_that_is_no_object_is_left_out_and_flagged() -> None:
    sale = read({"id": 1, "currency": "AUD", "total_price": 1, "line_items": [None, cake(), "x"]})
    assert [line.line_no for line in sale.lines] == [2]
    assert sale.flags == ["line_unreadable"]


def test_line_without_title_takes_its_name_or_is_flagged() -> None:
    assert ticket(cake(title=None, name="Cake - large")).product_title == "Cake - large"
    assert "title_missing" in ticket(cake(title="  ")).flags


def test_blank_sku_is_none() -> None:
    assert order(cake(sku="  ")).lines[0].sku is None
    assert order(cake(sku=" A ")).lines[0].sku == "A"


# Money


def test_cents_are_split_so_that_they_add_up() -> None:
    sale = order(cake(quantity=3, price="10.00", discount_allocations=[{"amount": "1.00"}, {"amount": "3.99"}]))
    assert [made.total_amount for made in sale.tickets] == [Decimal("8.34"), Decimal("8.34"), Decimal("8.33")]


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        ("68.00", "68.00"),
        ("23600", "23600.00"),
        (68, "68.00"),
        (" 5.5 ", "5.50"),
        ("5.500", "5.50"),
        (0, "0.00"),
    ],
)
def test_money_is_read_exactly(price: object, amount: str) -> None:
    made = ticket(cake(price=price))
    assert str(made.total_amount) == amount
    assert "amount_unreadable" not in made.flags


@pytest.mark.parametrize(
    "price",
    [
        None,
        "",
        "free",
        "-1.00",
        -1,
        "NaN",
        "1e2",
        "1.234",
        "10000000000.00",
        True,
        [],
        {},
        "1_0",
        "\u0665",
        "9" * 400,
    ],
)
def test_unreadable_money_is_none_and_flagged(price: object) -> None:
    made = ticket(cake(price=price))
    assert made.total_amount is None
    assert "amount_unreadable" in made.flags


@pytest.mark.parametrize("discounts", [[None], [{"amount": "x"}], [{}], [{"amount": "10.01"}]])
def test_discount_that_makes_no_sense_leaves_the_share_open(discounts: object) -> None:
    made = ticket(cake(discount_allocations=discounts))
    assert made.total_amount is None
    assert "amount_unreadable" in made.flags


def test_total_and_currency_of_the_sale_are_flagged_when_unreadable() -> None:
    sale = order(total_price=None, currency="Dollar")
    assert (sale.total_amount, sale.currency) == (None, None)
    assert sale.flags == ["amount_unreadable", "currency_missing"]
    assert order(currency="aud").currency == "AUD"


# Due date, slot, method


def test_line_property_beats_attribute_beats_tag_and_lines_may_differ() -> None:
    attributes = [{"name": "Pickup-Date", "value": "2026-12-06"}]
    sale = order(
        cake(properties=properties(Delivery_Date="2026-12-05")),
        cake(),
        note_attributes=attributes,
        tags="2026-12-07",
    )
    assert [made.due_date for made in sale.tickets] == [date(2026, 12, 5), date(2026, 12, 6)]
    assert all("due_date_ambiguous" not in made.flags for made in sale.tickets)
    assert ticket(tags="VIP, 2026-12-07").due_date == date(2026, 12, 7)


@pytest.mark.parametrize("tags", ["Pickup: Sat 5 Dec 2026", "Pickup, 05/12/2026", "due 2026-12-05 am"])
def test_date_within_a_tag_is_found(tags: str) -> None:
    assert ticket(tags=tags).due_date == date(2026, 12, 5)


@pytest.mark.parametrize(
    "name",
    ["Delivery Date", "delivery_date", "Delivery-Date", "DELIVERY DATE", "Delivery Date:", "Pick-up date", "Due date"],
)
def test_name_is_found_whatever_its_case_and_separators(name: str) -> None:
    assert ticket(cake(properties=[{"name": name, "value": "2026-12-05"}])).due_date == date(2026, 12, 5)


def test_name_before_a_colon_is_the_name_of_a_tag_or_of_a_line_of_the_note() -> None:
    made = ticket(tags="Pickup Time: 1:00 PM", note="nut free\nDue date: 5 Dec 2026")
    assert (made.due_slot, made.due_date, made.due_text) == ("1:00 PM", date(2026, 12, 5), "5 Dec 2026")


def test_gift_message_is_not_written_on_the_cake() -> None:
    made = ticket(cake(properties=properties(Gift_message="with love", Writing_on_cake="Zoë")))
    assert (made.cake_message, made.notes) == ("Zoë", "Gift message: with love")


def test_unreadable_date_keeps_its_text_and_is_flagged() -> None:
    made = ticket(cake(properties=properties(Delivery_Date=" next week ")))
    assert (made.due_date, made.due_text) == (None, "next week")
    assert made.flags == ["customer_name_missing", "due_date_unreadable"]


def test_date_found_behind_an_unreadable_one_is_ambiguous() -> None:
    made = ticket(cake(properties=properties(Delivery_Date="next week")), tags="2026-12-05")
    assert (made.due_date, made.due_text) == (date(2026, 12, 5), "2026-12-05")
    assert "due_date_ambiguous" in made.flags


def test_two_dates_in_one_place_are_ambiguous() -> None:
    made = ticket(tags="2026-12-05, 2026-12-06")
    assert made.due_date == date(2026, 12, 5)
    assert "due_date_ambiguous" in made.flags


def test_day_first_comes_from_the_rules_of_the_store() -> None:
    body = {"id": 1, "line_items": [cake(properties=properties(Date="03/04/2026"))]}
    assert read(body).tickets[0].due_date == date(2026, 4, 3)
    assert read(body, day_first=False).tickets[0].due_date == date(2026, 3, 4)


def test_rules_of_the_store_name_another_place() -> None:
    body = {"id": 1, "line_items": [cake(properties=[{"name": "__schedule", "value": "2026-12-05"}])]}
    assert read(body).tickets[0].due_date is None
    rules = [{"place": "line_property", "name": "__schedule"}]
    assert read(body, due_date=rules).tickets[0].due_date == date(2026, 12, 5)


def test_required_fields_come_from_the_rules_of_the_store() -> None:
    body = {"id": 1, "line_items": [cake()]}
    assert read(body, required=[]).tickets[0].flags == []
    assert read(body, required=["flavour", "size"]).tickets[0].flags == ["flavour_missing", "size_missing"]


@pytest.mark.parametrize(
    ("fields", "method"),
    [
        ({"note_attributes": [{"name": "Checkout-Method", "value": "delivery"}]}, "delivery"),
        ({"note_attributes": {"Checkout-Method": "shipping"}}, "shipping"),
        ({"shipping_lines": [{"title": "Main Street", "code": "Main Street"}]}, "pickup"),
        ({"shipping_lines": [{"title": "Post Office Lane"}], "shipping_address": None}, "pickup"),
        ({"shipping_lines": [{"title": "Local pickup"}], "shipping_address": {"city": "x"}}, "pickup"),
        (
            {
                "shipping_lines": [{"title": "To the door", "code": "LOCAL"}],
                "shipping_address": {"city": "x"},
            },
            "delivery",
        ),
        ({"shipping_lines": [{"title": "Express post"}], "shipping_address": {"city": "x"}}, "shipping"),
        ({"shipping_lines": [{"title": "Zone 2"}], "shipping_address": {"city": "x"}}, None),
        ({"shipping_lines": [{"title": "Shop", "is_removed": True}]}, None),
        ({"tags": "Local Delivery"}, "delivery"),
        ({"tags": "local-customer"}, None),
        ({}, None),
    ],
)
def test_method_is_found_where_the_shop_writes_it(fields: dict[str, Any], method: str | None) -> None:
    assert ticket(**fields).delivery_method == method
