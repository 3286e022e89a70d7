"""What is to be baked and written: flavour, size, message, notes; whose it is."""

from typing import Any

import pytest

from tests.functions.webhook.order_reading import HIDDEN, cake, order, properties, read, ticket

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
