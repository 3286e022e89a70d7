"""The rules of a store: what is a cake, what day a text names, and what settings are refused."""

from datetime import date

import pytest
from pydantic import ValidationError

from ordak.order_reading.cake_sizes import is_size
from ordak.order_reading.due_date import read_date
from ordak.order_reading.line_kind import Sold, guess_kind
from ordak.shopify.order_rules import OrderRules

RULES = OrderRules()


def kind(title: str, sku: str = "") -> str:
    return guess_kind(RULES, Sold(title, "", sku, [], touched=True)).kind


def day_of(text: str, *, day_first: bool = True) -> date | None:
    reading = read_date(text, RULES.date_formats, day_first=day_first)
    return reading.day if reading else None


def doubtful(text: str, *, day_first: bool = True) -> bool:
    reading = read_date(text, RULES.date_formats, day_first=day_first)
    assert reading
    return reading.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-05",
        "2026/12/05",
        "2026-12-05T12:00:00Z",
        "05/12/2026",
        "5/12/26",
        "05-12-2026",
        "05.12.2026",
        "Dec 5, 2026",
        "Dec. 5th, 2026",
        "December 5 2026",
        "DECEMBER 5 2026",
        "5 December 2026",
        "5th Dec 2026",
        "5th of December, 2026",
        "Sat 5 Dec 2026",
        "Saturday, 05 December 2026",
        "05-Dec-2026",
        "Pickup on Saturday 5 December 2026 at 10:30",
        "Pickup 2026-12-05 10:30",
    ],
)
def test_every_common_way_to_write_a_date_is_read(text: str) -> None:
    assert day_of(text) == date(2026, 12, 5)
    assert not doubtful(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "soon please",
        "2026-02-30",
        "31/11/2026",
        "1999-12-31",
        "2101-01-01",
        "26-12-05",
        "12345-12-05",
        "2026-12-055",
        "5 December",
        "192.0.2.10",
        "5 Decembrist 2026",
        "\u0660\u0665/\u0661\u0662/\u0662\u0660\u0662\u0666",
    ],
)
def test_what_names_no_plausible_day_is_no_date(text: str) -> None:
    assert day_of(text) is None


def test_first_and_last_plausible_day_are_read() -> None:
    assert day_of("2000-01-01") == date(2000, 1, 1)
    assert day_of("2100-12-31") == date(2100, 12, 31)


def test_day_first_decides_how_a_numeric_date_is_read() -> None:
    assert day_of("03/04/2026") == date(2026, 4, 3)
    assert day_of("03/04/2026", day_first=False) == date(2026, 3, 4)


def test_day_first_does_not_touch_a_date_that_begins_with_its_year() -> None:
    assert day_of("2026-03-04", day_first=False) == date(2026, 3, 4)


def test_numbers_in_the_other_order_are_read_but_doubtful() -> None:
    assert day_of("12/25/2026") == date(2026, 12, 25)
    assert doubtful("12/25/2026")
    assert not doubtful("12/25/2026", day_first=False)
    assert doubtful("25/12/2026", day_first=False)


def test_weekday_that_contradicts_the_date_makes_it_doubtful() -> None:
    assert day_of("Friday, 05 December 2026") == date(2026, 12, 5)
    assert doubtful("Friday, 05 December 2026")


def test_second_date_makes_the_first_doubtful() -> None:
    assert day_of("5 Dec 2026 or 6 Dec 2026") == date(2026, 12, 5)
    assert doubtful("5 Dec 2026 or 6 Dec 2026")
    assert not doubtful("5 Dec 2026 (5 December 2026)")


def test_only_the_formats_of_the_store_are_read() -> None:
    assert read_date("05/12/2026", ("iso",), day_first=True) is None


@pytest.mark.parametrize(
    "title",
    [
        "Candlelight chocolate cake",
        "Cake with candles",
        "Cake w/ topper",
        "Cake & candles",
        "Chocolate cake - with candles",
        "Balloon cake",
        "Cardamom cupcakes",
        "Brownie tray with candles",
        "Knifefish",
        "Sourdough loaf",
        "Tiptoe tart",
        "",
    ],
)
def test_what_may_be_a_cake_is_a_cake(title: str) -> None:
    assert kind(title) == "cake"


@pytest.mark.parametrize(
    "title",
    [
        "Cake topper",
        "CAKE TOPPER",
        "Cake topper with name",
        "Candle pack",
        "Birthday candles",
        "Candle for a birthday cake",
        "Gift card",
        "Greeting card",
        "Balloons and confetti",
        "Cake knife",
        "Knives",
        "Tip",
        "Delivery",
    ],
)
def test_what_goes_with_a_cake_is_an_extra(title: str) -> None:
    assert kind(title) == "extra"


# Of each title: what it is with a product and a parcel, and without; in capitals, that it is doubtful.
SERVICES = {
    "Delivery fee": ("SERVICE", "service"),
    "Rush surcharge": ("SERVICE", "service"),
    "Shipping protection": ("SERVICE", "service"),
    "Donation to the food bank": ("SERVICE", "service"),
    "Remaining balance": ("SERVICE", "service"),
    "Delivery - Zone 2 (10-20 km)": ("SERVICE", "service"),
    "Custom cake deposit": ("CAKE", "SERVICE"),
    "Comfort zone, 8 inch": ("CAKE", "SERVICE"),
    "Custom cake - wedding": ("cake", "cake"),
    "Sheet for 40 people": ("cake", "cake"),
}


@pytest.mark.parametrize("title", SERVICES)
def test_service_is_known_by_its_word_and_surer_without_a_product(title: str) -> None:
    found = (guess_kind(RULES, Sold(title, "", "", [], touched=touched)) for touched in (True, False))
    assert tuple(guess.kind.upper() if guess.unsure else guess.kind for guess in found) == SERVICES[title]


def test_service_word_beside_a_question_about_the_cake_is_a_doubtful_cake() -> None:
    asked = Sold("Comfort zone", "", "", [("Cake message", "Hi")], touched=True)
    guess = guess_kind(RULES, asked)
    assert (guess.kind, guess.unsure) == ("cake", True)


def test_sku_shows_an_extra_that_the_title_does_not() -> None:
    assert kind("Number seven", "CANDLE-10") == "extra"


def test_rule_for_a_product_type_is_valid_and_fits_nothing() -> None:
    """Only a fetched order has one: read, it would make two readings of one order."""
    rules = OrderRules.model_validate({"lines": [{"field": "product_type", "pattern": ".*", "kind": "extra"}]})
    assert rules.kind_of({"title": "Cake", "product_type": "Accessories"}) is None


def test_first_line_rule_that_fits_wins() -> None:
    rules = OrderRules.model_validate(
        {
            "lines": [
                {"field": "vendor", "pattern": "^bannos$", "kind": "cake"},
                {"field": "title", "pattern": "candle", "kind": "extra"},
            ]
        }
    )
    assert rules.kind_of({"title": "Candle", "vendor": "Bannos"}) == "cake"
    assert rules.kind_of({"title": "Candle", "vendor": "Other"}) == "extra"
    assert rules.kind_of({"title": "Gift card", "vendor": "Other"}) is None


@pytest.mark.parametrize(
    "text",
    [
        "8 inch",
        '8"',
        "8”",
        "20cm",
        "10 in",
        "6-8 inch",
        "serves 20",
        "Serves 10-12",
        "Large",
        "Large (serves 20)",
        "Extra large",
        "XL",
        "S",
        "2 tier",
        "Two-tier",
        "6 pack",
        "Box of 12",
        "Half dozen",
        "1 dozen",
        "8 inch round",
        "20 people",
        "serves up to 20",
    ],
)
def test_sizes_are_known_by_their_form(text: str) -> None:
    assert is_size(text)


@pytest.mark.parametrize("text", ["Vanilla", "Salted caramel", "Small batch caramel", "Round", "Raspberry 70%", "-"])
def test_what_is_no_size_is_a_flavour(text: str) -> None:
    assert not is_size(text)


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({"due_date": [{"place": "tag", "name": "("}]}, ("due_date", 0, "name")),
        ({"lines": [{"field": "sku", "pattern": "a{9999999999}", "kind": "extra"}]}, ("lines", 0, "pattern")),
        ({"flavour": [{"place": "moon", "name": "x"}]}, ("flavour", 0, "place")),
        ({"flavor": []}, ("flavor",)),
        ({"max_tickets": 0}, ("max_tickets",)),
        ({"date_formats": ["%d"]}, ("date_formats", 0)),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_the_name_of_the_field(
    settings: dict[str, object], where: tuple[object, ...]
) -> None:
    with pytest.raises(ValidationError) as refused:
        OrderRules.model_validate(settings)
    assert [error["loc"] for error in refused.value.errors()] == [where]


def test_default_rules_survive_the_way_through_settings() -> None:
    assert OrderRules.model_validate_json(RULES.model_dump_json()) == RULES
