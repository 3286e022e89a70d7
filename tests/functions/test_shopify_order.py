"""From the bytes of `orders/create` to tickets: the three invented orders, every odd shape, and a fuzz."""

import contextlib
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from order_rules import OrderRules
from shopify_order import NewTicket, NotAnOrder, ShopifyOrder, read_order

PAYLOADS = Path(__file__).parent.parent / "payloads"
ZAPIET = "invented_2026_orders_create_zapiet_pickup"
PROPERTY_DATE = "invented_2026_orders_create_lineitem_delivery_date"
POS = "invented_2026_orders_create_pos_nulls"
NAMES = (ZAPIET, PROPERTY_DATE, POS)
RULES = OrderRules()
MAX_ID = 2**63 - 1
HIDDEN = {"name": "_ZapietId", "value": "M=P"}


def payload(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_bytes())
    return body


def read(body: Any, **rules: Any) -> ShopifyOrder:
    return read_order(json.dumps(body).encode(), OrderRules.model_validate(rules))


def order(*lines: dict[str, Any], **fields: Any) -> ShopifyOrder:
    return read({"id": 1, "currency": "AUD", "total_price": "1.00", "line_items": list(lines), **fields})


def cake(**fields: Any) -> dict[str, Any]:
    return {"title": "Celebration cake", "sku": "C-1", "quantity": 1, "price": "10.00", **fields}


def properties(**values: Any) -> list[dict[str, Any]]:
    return [{"name": name.replace("_", " "), "value": value} for name, value in values.items()]


def ticket(line: dict[str, Any] | None = None, **fields: Any) -> NewTicket:
    [only] = order(line or cake(), **fields).tickets
    return only


def reason(body: bytes | dict[str, Any], **rules: Any) -> str:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(NotAnOrder) as refused:
        read_order(raw, OrderRules.model_validate(rules))
    assert refused.value.__context__ is None
    assert refused.value.args == (refused.value.reason,)
    return refused.value.reason


# The three orders


def test_zapiet_pickup_becomes_one_ticket_and_one_extra() -> None:
    sale = read(payload(ZAPIET))
    assert [(line.line_no, line.kind, line.sku, line.quantity) for line in sale.lines] == [
        (1, "cake", "CAKE-8-VAN", 1),
        (2, "extra", "CANDLE-10", 2),
    ]
    assert [made.model_dump(mode="json") for made in sale.tickets] == [
        {
            "line_no": 1,
            "product_title": "Celebration cake",
            "flavour": "Vanilla",
            "size": "8 inch",
            "cake_message": "Happy 7th, Zoë & Max!",
            "notes": "Please keep nut free",
            "due_date": "2026-12-05",
            "due_slot": "1:00 PM",
            "due_text": "2026-12-05",
            "delivery_method": "pickup",
            "total_amount": "68.00",
            "flags": [],
        }
    ]


def test_head_of_the_sale_is_read_exactly() -> None:
    head = read(payload(ZAPIET)).model_dump(mode="json", exclude={"lines", "tickets", "raw_json"})
    assert head == {
        "order_gid": "gid://shopify/Order/6600000000001",
        "shopify_order_id": "6600000000001",
        "shopify_order_number": 2001,
        "name": "#2001",
        "currency": "USD",
        "total_amount": "76.00",
        "customer_name": "Ada Example",
        "source_name": "web",
        "test": True,
        "created_at": "2026-11-20T09:14:03-05:00",
        "updated_at": "2026-11-20T09:14:05-05:00",
        "flags": [],
    }


def test_quantity_three_makes_three_tickets() -> None:
    sale = read(payload(PROPERTY_DATE))
    assert len(sale.tickets) == 3
    for made in sale.tickets:
        assert (made.due_date, made.due_text) == (date(2026, 12, 5), "Saturday, 05 December 2026")
        assert (made.due_slot, made.delivery_method) == ("09:00 AM - 04:00 PM", "delivery")
        assert (made.flavour, made.size, made.notes) == ("Salted caramel", None, None)
        assert (made.total_amount, made.flags) == (Decimal("30.00"), [])


def test_pos_order_full_of_nulls_makes_a_flagged_ticket() -> None:
    sale = read(payload(POS))
    [made] = sale.tickets
    assert made.flags == ["customer_name_missing", "due_date_missing", "sku_missing"]
    assert (sale.customer_name, made.due_date, made.delivery_method) == (None, None, None)


@pytest.mark.parametrize("name", NAMES)
def test_wire_bytes_read_as_the_pretty_ones_do(name: str) -> None:
    wire = read_order((PAYLOADS / f"{name}.wire.json").read_bytes(), RULES)
    pretty = read_order((PAYLOADS / f"{name}.json").read_bytes(), RULES)
    assert wire.model_dump(exclude={"raw_json"}) == pretty.model_dump(exclude={"raw_json"})
    assert json.loads(wire.raw_json) == json.loads(pretty.raw_json) == payload(name)


# What can never be ingested


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"id": 1, "line_items": [', "not_json"),
        (b'{"id": 1, "line_items": [], "x": NaN}', "not_json"),
        (b'{"id": 1, "line_items": [], "x": -Infinity}', "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (b"[" * 100_000, "too_deep"),
        (b"[" * 100 + b"]" * 100, "too_deep"),
        (b"[]", "not_an_object"),
        (b'"text"', "not_an_object"),
        (b"null", "not_an_object"),
        (b"{}", "no_id"),
        (b'{"order_edit": {"id": 1}}', "no_id"),
        (b'{"id": null, "line_items": []}', "no_id"),
        (b'{"id": 1.0, "line_items": []}', "bad_id"),
        (b'{"id": 1e3, "line_items": []}', "bad_id"),
        (b'{"id": 0, "line_items": []}', "bad_id"),
        (b'{"id": -1, "line_items": []}', "bad_id"),
        (b'{"id": true, "line_items": []}', "bad_id"),
        (b'{"id": "007", "line_items": []}', "bad_id"),
        (b'{"id": 9223372036854775808, "line_items": []}', "bad_id"),
        (b'{"id": 1, "admin_graphql_api_id": "gid://shopify/Refund/1", "line_items": []}', "other_resource"),
        (b'{"id": 1}', "bad_line_items"),
        (b'{"id": 1, "line_items": null}', "bad_line_items"),
        (b'{"id": 1, "line_items": {}}', "bad_line_items"),
    ],
)
def test_what_can_never_be_an_order_is_refused_with_its_reason(body: bytes, expected: str) -> None:
    assert reason(body) == expected


def test_cap_of_tickets_counts_over_all_lines() -> None:
    body = {"id": 1, "line_items": [cake(quantity=2), cake(quantity=2)]}
    assert len(read(body, max_tickets=4).tickets) == 4
    assert reason(body, max_tickets=3) == "too_many_tickets"
    assert reason({"id": 1, "line_items": [cake(quantity=10**30)]}) == "too_many_tickets"


def test_extras_do_not_count_as_tickets() -> None:
    assert order(cake(title="Candles", quantity=5000)).tickets == []


# Identity


def test_id_above_two_to_the_53_keeps_every_digit() -> None:
    assert order(id=820982911946154509).order_gid == "gid://shopify/Order/820982911946154509"
    assert order(id=MAX_ID).shopify_order_id == "9223372036854775807"


def test_gid_wins_over_a_rounded_id() -> None:
    sale = order(id=820982911946154500, admin_graphql_api_id="gid://shopify/Order/820982911946154508")
    assert (sale.order_gid, sale.shopify_order_id) == (
        "gid://shopify/Order/820982911946154508",
        "820982911946154508",
    )


@pytest.mark.parametrize(
    "gid", ["gid://shopify/Order/", "gid://shopify/Order/07", "5", None, 5, f"gid://shopify/Order/{MAX_ID + 1}"]
)
def test_malformed_gid_gives_way_to_the_id(gid: object) -> None:
    assert order(id=5, admin_graphql_api_id=gid).order_gid == "gid://shopify/Order/5"


@pytest.mark.parametrize("number", [None, 0, -1, True, "x", 1.5, 2**63])
def test_unreadable_order_number_is_none(number: object) -> None:
    assert order(order_number=number).shopify_order_number is None


@pytest.mark.parametrize(
    "moment",
    [
        None,
        5,
        "",
        "yesterday",
        "2026-11-20",
        "2026-11-20T09:14:03",
        "2026-11-20T09:14:03+20:00",
        "0001-01-01T00:00:00Z",
    ],
)
def test_time_without_meaning_is_none(moment: object) -> None:
    assert order(created_at=moment).created_at is None


@pytest.mark.parametrize("test", [None, 0, 1, "true"])
def test_only_true_is_a_test_order(test: object) -> None:
    assert order(test=test).test is False


# The body as it is kept


def test_raw_json_keeps_numbers_as_they_were_written() -> None:
    body = b'{"id": 820982911946154509, "line_items": [], "rate": 0.10, "b": 1E2, "c": 12345678901234567890}'
    raw = read_order(body, RULES).raw_json
    assert raw == body.decode()


def test_last_of_two_equal_keys_wins() -> None:
    assert read_order(b'{"id": 1, "id": 2, "line_items": []}', RULES).shopify_order_id == "2"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (rb"a\u0000b", "a\ufffdb"),
        (b"a\x00b", "a\ufffdb"),
        (rb"a\ud800b", "a\ufffdb"),
        (rb"a\udc00b", "a\ufffdb"),
        (rb"\ud83d\u0000", "\ufffd\ufffd"),
        (rb"\udf82\ud83c", "\ufffd\ufffd"),
        (b"a\xffb", "a\ufffdb"),
    ],
)
def test_what_jsonb_refuses_is_replaced_and_flagged(written: bytes, kept: str) -> None:
    sale = read_order(b'{"id": 1, "line_items": [], "note": "' + written + b'", "' + written + b'": 1}', RULES)
    assert "text_replaced" in sale.flags
    assert json.loads(sale.raw_json)["note"] == kept
    assert json.loads(sale.raw_json)[kept] == 1


@pytest.mark.parametrize("written", [rb"\ud83c\udf82", rb"\\u0000", rb"\\ud800", rb"\/", rb"\ufffd", "🎂".encode()])
def test_text_that_jsonb_takes_is_left_alone(written: bytes) -> None:
    body = b'{"id": 1, "line_items": [], "note": "' + written + b'"}'
    sale = read_order(body, RULES)
    assert "text_replaced" not in sale.flags
    assert sale.raw_json == body.decode()


def test_byte_order_mark_is_no_part_of_the_order() -> None:
    sale = read_order(b'\xef\xbb\xbf{"id": 1, "line_items": []}', RULES)
    assert sale.raw_json[0] == "{"
    assert "text_replaced" not in sale.flags


@pytest.mark.parametrize("number", ["1e999999", "-1E-20000", "1" * 5000, "0." + "1" * 5000])
def test_number_that_no_database_holds_is_kept_as_text(number: str) -> None:
    sale = read_order(f'{{"id": 1, "line_items": [], "s": "1e999", "x": {number}, "y": 1.50}}'.encode(), RULES)
    assert "number_replaced" in sale.flags
    assert json.loads(sale.raw_json)["x"] == number
    assert sale.raw_json.endswith('"y": 1.50}')
    assert '"s": "1e999"' in sale.raw_json


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
    assert order(cake(title="Candles", quantity=10**12)).flags == ["quantity_unreadable"]
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
    rules = {"due_date": [{"place": "line_property", "name": "__schedule"}]}
    assert read(body, **rules).tickets[0].due_date == date(2026, 12, 5)


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


# Flavour, size, message, notes


@pytest.mark.parametrize(
    ("variant", "flavour", "size"),
    [
        ("8 inch / Vanilla", "Vanilla", "8 inch"),
        ('Vanilla / 8"', "Vanilla", '8"'),
        ("Large", None, "Large"),
        ("Salted caramel", "Salted caramel", None),
        ("Default Title", None, None),
        ("Choc/Mint / 2 tier / Gluten free", "Choc/Mint / Gluten free", "2 tier"),
        (None, None, None),
    ],
)
def test_variant_title_gives_flavour_and_size(variant: object, flavour: str | None, size: str | None) -> None:
    made = ticket(cake(variant_title=variant))
    assert (made.flavour, made.size) == (flavour, size)


def test_line_property_beats_the_variant_title() -> None:
    made = ticket(cake(variant_title="Large / Vanilla", properties=properties(Flavor="Lemon", Cake_Size="6 inch")))
    assert (made.flavour, made.size) == ("Lemon", "6 inch")


@pytest.mark.parametrize("message", ["שלום 🎂", "👩‍👩‍👧 one\ntwo", "a  b", "Zoë\u2019s 7th"])
def test_cake_message_is_kept_as_it_was_written(message: str) -> None:
    assert ticket(cake(properties=properties(Message=f"  {message} "))).cake_message == message


def test_control_characters_are_removed_but_lines_stay() -> None:
    made = ticket(cake(properties=properties(Message="a\x07b\r\nc\x1b\x85"), title="Cake\nof\ttoday"))
    assert (made.cake_message, made.product_title) == ("ab\nc", "Cake of today")


def test_other_visible_properties_are_notes_and_hidden_ones_never() -> None:
    made = ticket(
        cake(properties=[*properties(Colour="pink", Notes="thin", Size="8 inch"), HIDDEN]),
        note="nut free",
    )
    assert made.notes == "nut free\nNotes: thin\nColour: pink"


def test_hidden_property_is_no_note_even_by_a_rule_that_fits_it() -> None:
    body = {"id": 1, "line_items": [cake(properties=[HIDDEN])]}
    assert read(body, notes=[{"place": "line_property", "name": ".*"}]).tickets[0].notes is None


def test_other_properties_can_be_left_out() -> None:
    body = {"id": 1, "line_items": [cake(properties=properties(Colour="pink"))]}
    assert read(body, show_other_properties=False).tickets[0].notes is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ([{"name": "A", "value": "x"}, None, "y", {}], [("A", "x")]),
        ([{"name": "A"}, {"name": "B", "value": None}], [("A", ""), ("B", "")]),
        ({"A": "x", "B": 2}, [("A", "x"), ("B", "2")]),
        (
            [{"name": "A", "value": True}, {"name": 7, "value": {"b": [1]}}],
            [("A", "true"), ("7", '{"b": [1]}')],
        ),
        ({}, []),
        (None, []),
        ("text", []),
        (5, []),
    ],
)
def test_properties_of_any_shape_are_read(sent: object, kept: list[tuple[str, str]]) -> None:
    assert order(cake(properties=sent)).lines[0].properties == kept


def test_long_texts_are_cut_at_their_caps_and_flagged() -> None:
    made = ticket(cake(title="t" * 301, properties=properties(Message="m" * 2001)), note="n" * 4001)
    assert (made.product_title, made.cake_message, made.notes) == ("t" * 300, "m" * 2000, "n" * 4000)
    assert "text_truncated" in made.flags
    assert "text_truncated" not in ticket(cake(title="t" * 300), note="n" * 4000).flags


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"customer": {"first_name": " Ada ", "last_name": None}}, "Ada"),
        ({"customer": {"first_name": "", "last_name": ""}, "shipping_address": {"name": "Bo Lee"}}, "Bo Lee"),
        ({"customer": None, "billing_address": {"first_name": "C", "last_name": "D", "name": "X"}}, "C D"),
        ({"customer": {"first_name": 5}}, None),
        ({"customer": "Ada"}, None),
    ],
)
def test_customer_name_is_taken_from_the_first_place_that_has_one(fields: dict[str, Any], name: str | None) -> None:
    sale = order(cake(), **fields)
    assert sale.customer_name == name
    assert ("customer_name_missing" in sale.tickets[0].flags) == (name is None)


def test_order_of_300_lines_makes_300_tickets() -> None:
    assert len(order(*[cake()] * 300).tickets) == 300


# Whatever the bytes


def check(body: bytes) -> None:
    """Read, and if it is an order see that every value is one that the database takes."""
    with contextlib.suppress(NotAnOrder):
        sale = read_order(body, RULES)
        assert ShopifyOrder.model_validate(sale.model_dump(mode="json")) == sale
        everything = json.dumps(sale.model_dump(mode="json"), ensure_ascii=False)
        everything.encode()  # a lone surrogate would fail
        assert "\\u0000" not in everything
        assert "\0" not in sale.raw_json
        json.loads(sale.raw_json)
        cakes = sum(line.quantity for line in sale.lines if line.kind == "cake")
        assert len(sale.tickets) == cakes <= RULES.max_tickets
        assert all(line.quantity < 2**31 for line in sale.lines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
DEEP: Any = json.loads("[" * 80 + "]" * 80)
HOSTILE: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**400,
    2**63,
    1.5,
    float("nan"),
    float("inf"),
    1e300,
    "",
    "x" * 5000,
    "\ud800",
    "\0",
    "NaN",
    "-1",
    "99/99/9999",
    "\u202e☃",
    [],
    {},
    [None],
    {"": None},
    [[[{}]]],
    DEEP,
)


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from leaves(child, (*path, key))


def put(body: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Copy the body with one place replaced."""
    if not path:
        return value
    copied = body.copy()
    copied[path[0]] = put(body[path[0]], path[1:], value)
    return copied


def read_paths(name: str) -> list[tuple[Any, ...]]:
    """All places of the body but the copies of each amount, which nothing reads."""
    return [path for path in leaves(payload(name)) if not any(str(step).endswith("_set") for step in path[:-1])]


@pytest.mark.parametrize("name", NAMES)
def test_no_value_anywhere_makes_anything_but_an_order_or_a_refusal(name: str) -> None:
    body = payload(name)
    for turn, path in enumerate(read_paths(name)):
        # What is read gets every hostile value, the rest three of them in turn.
        read_here = {"line_items", "shipping_lines", "note_attributes", "customer"} & set(path) or len(path) == 1
        values = HOSTILE if read_here and len(path) < 4 else HOSTILE[turn % 8 :: 8]
        for value in values:
            check(json.dumps(put(body, path, value)).encode())


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_an_order_or_a_refusal(body: bytes) -> None:
    check(body)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_arbitrary_json_is_an_order_or_a_refusal(body: Any) -> None:
    check(json.dumps(body).encode())


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_arbitrary_values_within_an_order_are_an_order_or_a_refusal(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    body = payload(name)
    for path in data.draw(st.lists(st.sampled_from(PATHS[name]), min_size=1, max_size=4)):
        with contextlib.suppress(KeyError, IndexError, TypeError, AttributeError):  # an earlier one took the place away
            body = put(body, path, data.draw(JSON))
    check(json.dumps(body).encode())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 12_000), st.integers(0, 12_000), st.binary(max_size=6))
def test_bytes_cut_out_and_put_in_are_an_order_or_a_refusal(name: str, start: int, length: int, put_in: bytes) -> None:
    wire = WIRE[name]
    check(wire[:start] + put_in + wire[start + length % 40 :])


PATHS = {name: read_paths(name) for name in NAMES}
WIRE = {name: (PAYLOADS / f"{name}.wire.json").read_bytes() for name in NAMES}
