"""From the bytes of `orders/create` to tickets: the three invented orders, ids, the body as it is kept."""

import json
from datetime import date
from decimal import Decimal

import pytest

from ordak.order_reading.shopify_order import read_order
from tests.functions.webhook.order_reading import (
    MAX_ID,
    NAMES,
    PAYLOADS,
    POS,
    PROPERTY_DATE,
    RULES,
    ZAPIET,
    cake,
    order,
    payload,
    read,
    reason,
)

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
            "notes": "Please keep nut free\nPickup-Location-Id: 100001\nPickup-Location-Company: Main Street Bakery",
            "allergies": "Please keep nut free",
            "due_date": "2026-12-05",
            "due_slot": "1:00 PM",
            "due_text": "2026-12-05",
            "delivery_method": "pickup",
            "total_amount": "68.00",
            "flags": ["test_order"],
        }
    ]


def test_head_of_the_sale_is_read_exactly() -> None:
    head = read(payload(ZAPIET)).model_dump(mode="json", exclude={"lines", "tickets", "others", "raw_json"})
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
        "cancelled_at": None,
        "fulfilled": False,
        "flags": [],
    }


@pytest.mark.parametrize(
    ("status", "fulfilled"),
    [
        ("fulfilled", True),
        ("partial", False),
        ("restocked", False),
        (None, False),
        (True, False),
        (["fulfilled"], False),
    ],
)
def test_only_a_whole_fulfilment_is_one(status: object, fulfilled: bool) -> None:  # noqa: FBT001 - of the table
    assert order(fulfillment_status=status).fulfilled is fulfilled


def test_quantity_three_makes_three_tickets() -> None:
    sale = read(payload(PROPERTY_DATE))
    assert len(sale.tickets) == 3
    for made in sale.tickets:
        assert (made.due_date, made.due_text) == (date(2026, 12, 5), "Saturday, 05 December 2026")
        assert (made.due_slot, made.delivery_method) == ("09:00 AM - 04:00 PM", "delivery")
        assert (made.flavour, made.size, made.notes) == ("Salted caramel", None, None)
        assert (made.total_amount, made.flags) == (Decimal("30.00"), ["test_order"])


def test_pos_order_full_of_nulls_makes_a_flagged_ticket() -> None:
    sale = read(payload(POS))
    [made] = sale.tickets
    assert made.flags == ["customer_name_missing", "due_date_missing", "sku_missing", "test_order"]
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
