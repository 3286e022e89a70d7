"""Where one store's Shopify orders keep the due date, the flavour and the rest: settings with defaults."""

import re
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from ordak import allergy_words, order_names

type Place = Literal["line_property", "note_attribute", "tag", "shipping_line", "variant_title", "note"]
type DateFormat = Literal["iso", "day_month", "month_day", "numeric"]
type LineField = Literal["title", "name", "variant_title", "sku", "vendor", "product_type"]
type Kind = Literal["cake", "extra", "service"]
type RequiredField = Literal[
    "due_date",
    "due_slot",
    "delivery_method",
    "flavour",
    "size",
    "cake_message",
    "customer_name",
    "sku",
    "title",
]
# The closed set of what a person may be told about a sale or a ticket.
type Flag = Literal[
    "amount_unreadable",  # price, discount or total is missing, negative or beyond numeric(12,2)
    "cake_message_missing",
    "currency_missing",
    "customer_name_missing",
    "delivery_method_missing",
    "delivery_method_unsure",  # a rate with an address, and neither its name nor the rules say what it means
    "due_date_ambiguous",  # the order's own day, its weekday, a second date or an unreadable text speaks against it
    "due_date_missing",
    "due_date_unreadable",  # a text where the date should be, and no date in it
    "due_slot_missing",
    "flavour_missing",
    "kind_unsure",  # what a line is, is a guess that something speaks against
    "line_unreadable",  # an entry of line_items was no object and was left out
    "no_cake",  # no line is a cake, and one of them only by a guess
    "number_replaced",  # a number no database holds (1e999) is kept as text
    "payment_voided",
    "quantity_unreadable",  # read as 1
    "size_missing",
    "sku_missing",
    "test_order",  # of the shop's own trying out: Shopify takes the stock all the same
    "text_replaced",  # NUL, lone surrogates or broken UTF-8 became U+FFFD
    "text_truncated",
    "title_missing",
]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as bad:
        raise PydanticCustomError("regex", "not a regular expression: {bad}", {"bad": str(bad)}) from None
    return pattern


type Regex = Annotated[str, Field(max_length=2000), AfterValidator(_compiles)]


class _Rules(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Rules):
    """One place to look in.

    `name` is compared with the whole name of a property or attribute, whatever its case and separators, and as plain
    words: `deliveryDate` and `Delivery Date (required)` are `delivery date`.
    A tag, a shipping line and an option of a variant title are their own name; `Pickup: 5 Dec 2026` in a tag
    or on a line of the note has the name `Pickup`. The empty name is the whole note.
    """

    place: Place
    name: Regex


class LineRule(_Rules):
    """A line whose `field` contains `pattern` (any case) is of this `kind`."""

    field: LineField
    pattern: Regex
    kind: Kind


class AllergyWords(_Rules):
    """Searched for (any case) in what the customer wrote: each is a part of a text, not the whole."""

    names: Regex = allergy_words.NAMES  # of a property that asks for them: what it says is one, unless it says no
    words: Regex = allergy_words.WORDS  # by which a free text speaks of one
    surely: Regex = allergy_words.SURELY  # those that count in a flavour too
    disclaimers: Regex = allergy_words.DISCLAIMERS  # by which the shop, not the customer, speaks


def _named(name: str, *places: Place) -> tuple[Source, ...]:
    return tuple(Source.model_construct(place=place, name=name) for place in places)


type Sources = Annotated[tuple[Source, ...], Field(max_length=50)]


@lru_cache(maxsize=2048)  # titles repeat, and a long order is read within the webhook's few seconds
def _contains(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


class OrderRules(_Rules):
    """One store's rules; in every list the first that fits wins. The defaults read the usual Shopify apps."""

    due_date: Sources = (
        *_named(order_names.DATE, "line_property", "note_attribute"),
        *_named(order_names.ZAPIET, "line_property", "note_attribute"),
        *_named(r".*", "tag"),
        *_named(order_names.DATE, "note"),
    )
    due_slot: Sources = _named(order_names.SLOT, "line_property", "note_attribute", "tag")
    delivery_method: Sources = (
        *_named(order_names.METHOD, "line_property", "note_attribute"),
        *_named(r".*", "shipping_line"),
        *_named(r"((local|store|in store) )?(pick ?up|delivery|shipping|click (and|&) collect)", "tag"),
    )
    # What a shipping line with an address means whose name says nothing (Flat Rate, Zone 2); None: a person is asked.
    named_rate: Literal["delivery", "shipping"] | None = None
    flavour: Sources = (*_named(order_names.FLAVOUR, "line_property"), *_named(r".*", "variant_title"))
    size: Sources = (*_named(order_names.SIZE, "line_property"), *_named(r".*", "variant_title"))
    cake_message: Sources = _named(order_names.MESSAGE, "line_property", "note_attribute")
    notes: Sources = (*_named(r"", "note"), *_named(order_names.NOTES, "line_property", "note_attribute"))
    show_other_properties: bool = True  # a visible property or attribute that nothing else reads is a note
    allergies: AllergyWords = AllergyWords()
    date_formats: tuple[DateFormat, ...] = ("iso", "day_month", "month_day", "numeric")
    day_first: bool = True  # 03/04/2026 is the third of April
    lines: Annotated[tuple[LineRule, ...], Field(max_length=100)] = ()
    required: frozenset[RequiredField] = frozenset({"due_date", "customer_name", "sku", "title"})
    max_tickets: Annotated[int, Field(ge=1, le=10_000)] = 1000

    def kind_of(self, fields: dict[LineField, str]) -> Kind | None:
        """Tell what a line is by the store's own rules; None when none of them fits."""
        for rule in self.lines:
            # Only a fetched order has a product type: a rule for it stays valid, and fits nothing.
            if rule.field != "product_type" and _contains(rule.pattern, fields.get(rule.field, "")):
                return rule.kind
        return None


def usable(*stored: Any) -> OrderRules:
    """Return the first of them that makes sense, else the usual rules."""
    for value in stored:
        try:
            return OrderRules.model_validate(value or {})
        except ValidationError:
            continue
    return OrderRules()
