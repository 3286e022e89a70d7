"""What holds of every order that is read, whatever its titles, names and dates."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordak.order_reading.shopify_order import NewTicket
from ordak.shopify.order_rules import OrderRules
from tests.functions.webhook.order_reading import cake, order, read, ticket

SYDNEY = ZoneInfo("Australia/Sydney")
ORDERED = date(2026, 11, 27)
PARTS = ("Topper", "Candle", "Card", "Box", "Icing", "Filling", "Drip", "Balloon", "Ribbon", "Plaque holder")
WORDS = st.sampled_from(
    ["Chocolate", "Balloon", "Candle", "Gold", "Party Hat", "Confetti", "Rose", "Card", "8 inch", "Zoë"]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
FORMS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%y",
    "%d %B %Y",
    "%A, %d %B %Y",
    "%B %d, %Y",
    "%a %d %b %Y",
    "%Y%m%d",
    "%Y-%m-%dT00:00:00Z",
    "%d %b '%y",
    "%A %d %B",
)
DAYS = st.integers(0, 300).map(lambda days: ORDERED + timedelta(days))


def said(made: NewTicket) -> str:
    """All that a bench is shown of a ticket."""
    fields = (made.product_title, made.flavour, made.size, made.cake_message, made.notes, made.allergies, made.due_slot)
    return "\n".join(text for text in (*fields, made.due_text) if text)


def due(text: str) -> tuple[date | None, list[str]]:
    made = ticket(note_attributes=[{"name": "Pickup Date", "value": text}], created_at="2026-11-27T12:00:00+11:00")
    return made.due_date, [flag for flag in made.flags if flag.startswith("due_date")]


@settings(max_examples=200)
@given(
    st.lists(WORDS, max_size=3),
    st.sampled_from(["Cake", "Torte", "Cupcakes", "Cheesecake"]),
    st.lists(WORDS, max_size=1),
)
def test_a_title_whose_last_word_is_a_cake_is_a_cake(before: list[str], last: str, after: list[str]) -> None:
    title = " ".join([*before, last] + (["8 inch"] if after else []))
    assert [line.kind for line in order(cake(title=title)).lines] == ["cake"]


@settings(max_examples=200)
@given(TEXTS, TEXTS, st.sampled_from(["line", "order"]))
def test_whatever_somebody_wrote_by_name_is_shown(name: str, value: str, place: str) -> None:
    if name.startswith("_"):
        return
    pair = [{"name": name, "value": value}]
    made = ticket(cake(properties=pair)) if place == "line" else ticket(note_attributes=pair)
    assert value in said(made) or made.delivery_method is not None


@settings(max_examples=200)
@given(st.sampled_from(PARTS), st.sampled_from(["size", "flavour", "flavor", "message", "colour", "font"]), TEXTS)
def test_what_belongs_to_a_part_is_not_the_cakes(part: str, what: str, value: str) -> None:
    made = ticket(cake(variant_title="20cm / Red Velvet", properties=[{"name": f"{part} {what}", "value": value}]))
    assert (made.size, made.flavour, made.cake_message) == ("20cm", "Red Velvet", None)
    assert f"{part} {what}: {value}" in said(made)


@settings(max_examples=300)
@given(DAYS, st.sampled_from(FORMS))
def test_a_day_within_the_year_is_read_in_every_way_that_people_write_it(day: date, form: str) -> None:
    found, flags = due(day.strftime(form))
    assert found == day
    if "%m" not in form or form.startswith("%Y"):
        assert flags == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Date de livraison", "5 décembre 2026"),
        ("Date de ramassage", "samedi 5 décembre"),
        ("Date de cueillette", "le 5 déc. 2026"),
        ("Fulfillment date", "2026-12-05"),
        ("Fulfilment Date", "Dec 5"),
        ("Pickup Date", "5 dec 2026"),
    ],
)
def test_a_french_day_is_read_like_an_english_one(name: str, text: str) -> None:
    made = ticket(note_attributes=[{"name": name, "value": text}], created_at="2026-11-27T12:00:00+11:00")
    assert made.due_date == date(2026, 12, 5)
    assert not any(flag.startswith("due") for flag in made.flags)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er février 2027", date(2027, 2, 1)),
        ("3 août 2027", date(2027, 8, 3)),
        ("14 juil. 2027", date(2027, 7, 14)),
        ("14 juin 2027", date(2027, 6, 14)),
        ("mardi 2 mars 2027", date(2027, 3, 2)),
        ("10 mai 2027", date(2027, 5, 10)),
        ("10 avr 2027", date(2027, 4, 10)),
    ],
)
def test_every_french_month_is_its_own(text: str, day: date) -> None:
    assert due(text) == (day, [])


def test_a_french_weekday_may_contradict() -> None:
    assert due("lundi 5 décembre 2026") == (date(2026, 12, 5), ["due_date_ambiguous"])


@settings(max_examples=200)
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(FORMS))
def test_no_cake_is_due_before_it_was_ordered(day: date, form: str) -> None:
    found, flags = due(day.strftime(form))
    assert found is None or found >= ORDERED
    # What lies before the order is never taken without a word.
    assert found == day or flags or "%Y" not in form


@pytest.mark.parametrize(
    ("text", "day", "flagged"),
    [
        ("12/05/2026", "2026-12-05", True),  # store's reading before the order, the other not
        ("03/09/2027", "2027-09-03", True),  # the other is nearer by half a year
        ("03/04/2027", "2027-04-03", False),
        ("2025-12-05", None, True),
        ("01/02/2026", None, True),
        ("5 December 2062", "2062-12-05", True),
        ("26 November", "2027-11-26", True),  # has just gone by
        ("27 November", "2026-11-27", False),
        ("26-12-05", "2026-12-05", True),
        ("Sat Dec 05 2026 00:00:00 GMT+1100 (AEDT)", "2026-12-05", False),
        ("Fri, 04 Dec 2026 13:00:00 GMT", "2026-12-05", False),
        ("2026-12-04T20:00:00-05:00", "2026-12-05", False),
        ("2026-12-05 10:00-12:00", "2026-12-05", False),
        ("5 December 1999", None, False),
    ],
)
def test_a_date_is_judged_by_the_day_of_its_order(text: str, day: str | None, flagged: bool) -> None:  # noqa: FBT001
    body = {
        "id": 1,
        "created_at": "2026-11-26T23:30:00Z",  # the 27th where the store is
        "note_attributes": [{"name": "Pickup Date", "value": text}],
        "line_items": [cake()],
    }
    [made] = read(body, zone=SYDNEY).tickets
    assert str(made.due_date) == str(day)
    assert ("due_date_ambiguous" in made.flags) == flagged


ALLERGIES: dict[str, list[tuple[str, str]]] = {
    "one": [
        ("Allergies", "nuts"),
        ("Allergies / diet", "vegan"),
        ("Dietary requirements", "Halal"),
        ("Nut free?", "Yes"),
        ("Gluten free", "✓"),
        ("Allergies", "No nuts please"),
        ("Allergie", "arachides"),
        ("Allergies", "I understand the risk, peanuts"),
        ("Special instructions", "my son is allergic to egg"),
        ("Comments", "not allergic to eggs but no nuts"),
        ("Instructions", "sans gluten svp"),
        ("Message", "Happy Birthday Mia (nut free please)"),
        ("I have no allergies", "No"),
    ],
    "none": [
        ("Allergies", "No"),
        ("Allergies", "N/A"),
        ("Allergies", "nil"),
        ("Allergies", "none that I know of"),
        ("Allergies", "☐"),
        ("Allergies", "-"),
        ("Allergie", "Aucune"),
        ("Dietary requirements", "No dietary requirements, thanks"),
        ("I have no allergies", "Yes"),
        ("Nut free", "false"),
        ("Cake flavour", "Vegan chocolate"),
        ("Filling", "dairy free caramel"),
        ("Allergen disclaimer: I understand", "Yes"),
        ("Allergies", "I understand"),
        ("Comments", "no allergies, thank you!"),
        ("Comments", "May contain traces of nuts: I understand"),
        ("Message", "Happy birthday nut lover"),
    ],
}


@pytest.mark.parametrize(("kind", "pair"), [(kind, pair) for kind, pairs in ALLERGIES.items() for pair in pairs])
@pytest.mark.parametrize("place", ["line", "order"])
def test_an_allergy_is_told_from_a_no(kind: str, pair: tuple[str, str], place: str) -> None:
    written: list[dict[str, Any]] = [{"name": pair[0], "value": pair[1]}]
    made = ticket(cake(properties=written)) if place == "line" else ticket(note_attributes=written)
    assert (made.allergies is not None) == (kind == "one")
    assert pair[1] in said(made)


def test_a_flat_rate_is_what_the_store_says_or_a_question() -> None:
    fields = {"id": 1, "shipping_lines": [{"title": "Flat Rate"}], "shipping_address": {"city": "x"}}
    [unsure] = read({**fields, "line_items": [cake()]}).tickets
    assert (unsure.delivery_method, "delivery_method_unsure" in unsure.flags) == (None, True)
    [sure] = read({**fields, "line_items": [cake()]}, named_rate="shipping").tickets
    assert (sure.delivery_method, "delivery_method_unsure" in sure.flags) == ("shipping", False)


def test_a_voided_payment_is_flagged() -> None:
    assert "payment_voided" in ticket(financial_status="voided").flags


def test_rules_that_stores_have_written_are_valid_as_they_are() -> None:
    old = {"lines": [{"field": "product_type", "pattern": "Accessories", "kind": "extra"}]}
    assert OrderRules.model_validate(old).lines[0].field == "product_type"
