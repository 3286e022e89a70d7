"""Where one store's Shopify orders keep the due date, the flavour and the rest: settings with defaults."""

import re
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

type Place = Literal["line_property", "note_attribute", "tag", "shipping_line", "variant_title", "note"]
type DateFormat = Literal["iso", "day_month", "month_day", "numeric"]
type LineField = Literal["title", "name", "variant_title", "sku", "vendor", "product_type"]
type Kind = Literal["cake", "extra"]
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
    "due_date_ambiguous",  # weekday, a second date or an unreadable text speaks against it
    "due_date_missing",
    "due_date_unreadable",  # a text where the date should be, and no date in it
    "due_slot_missing",
    "flavour_missing",
    "line_unreadable",  # an entry of line_items was no object and was left out
    "number_replaced",  # a number no database holds (1e999) is kept as text
    "quantity_unreadable",  # read as 1
    "size_missing",
    "sku_missing",
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


type Regex = Annotated[str, Field(max_length=1000), AfterValidator(_compiles)]


class _Rules(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Rules):
    """One place to look in.

    `name` is compared with the whole name of a property or attribute, whatever its case and separators.
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


def _named(name: str, *places: Place) -> tuple[Source, ...]:
    return tuple(Source.model_construct(place=place, name=name) for place in places)


def _line(field: LineField, pattern: str, kind: Kind) -> LineRule:
    return LineRule.model_construct(field=field, pattern=pattern, kind=kind)


_HANDOVER = r"pick ?up|collection|collect|delivery|shipping|dispatch"
_DATE = (
    rf"((estimated|preferred|requested) )?({_HANDOVER}|due|required|requested|preferred|needed)( by)?"
    r" (date|day)( (and|&) time)?"
    rf"|date( (required|needed|of ({_HANDOVER})))?"
)
_SLOT = rf"(({_HANDOVER}|due|preferred) )?(time|slot|window|time ?slot|time window)"
_METHOD = r"((checkout|delivery|shipping|fulfil+ment|order) )?method|(delivery|fulfil+ment|order) type"
_MESSAGE = (
    r"(?!gift|card|greeting)(.* )?(message|inscription|writing|wording)( .*)?"
    r"|(cake|plaque) text|text on.* cake"
)
_FLAVOUR = r"(.* )?flavou?rs?( .*)?"
_SIZE = r"(.* )?sizes?"
_NOTES = (
    r"((order|special|delivery|pick ?up|cake|customer|extra|additional) )*"
    r"(notes?|instructions?|comments?|requests?)"
)

_EXTRA_WORDS = (
    r"candles?|sparklers?|balloons?|toppers?|(e-?)?gift ?(cards?|vouchers?|bags?|wrap(ping)?)"
    r"|vouchers?|cards?|kni(fe|ves)|cake (stands?|boxe?s?|servers?)|napkins?|(party|paper) (plates?|hats?)"
    r"|matches|confetti|gratuity|(delivery|shipping|service|booking|rush|handling) (fee|(sur)?charge)s?"
)
_AND = r"\b(with|and|plus)\b|w/|[&+]"
# A cake that is missed is worse than a candle too many on the board: in doubt a line is a cake.
_LINE_RULES = (
    _line("title", rf"\b({_EXTRA_WORDS})\s+for\b", "extra"),  # Candle for a birthday cake
    _line("title", rf"cakes?\s*($|[-\u2013\u2014(:,|/]|{_AND}|\b(in|for|topped)\b)", "cake"),
    _line("title", rf"^((?!{_AND}).)*?\b({_EXTRA_WORDS})\b", "extra"),  # Cake topper
    _line("title", r"^\W*(tips?|delivery|local delivery|shipping)\W*$", "extra"),
    _line("sku", r"^(candles?|balloons?|toppers?|gift[-_ ]?cards?|sparklers?|tips?)($|[-_ 0-9])", "extra"),
    _line("product_type", rf"^(accessor(y|ies)|party supplies|{_EXTRA_WORDS})$", "extra"),
)

type Sources = Annotated[tuple[Source, ...], Field(max_length=50)]


@lru_cache(maxsize=2048)  # titles repeat, and a long order is read within the webhook's few seconds
def _contains(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


class OrderRules(_Rules):
    """One store's rules; in every list the first that fits wins. The defaults read the usual Shopify apps."""

    due_date: Sources = (
        *_named(_DATE, "line_property", "note_attribute"),
        *_named(r".*", "tag"),
        *_named(_DATE, "note"),
    )
    due_slot: Sources = _named(_SLOT, "line_property", "note_attribute", "tag")
    delivery_method: Sources = (
        *_named(_METHOD, "line_property", "note_attribute"),
        *_named(r".*", "shipping_line"),
        *_named(r"((local|store|in store) )?(pick ?up|delivery|shipping|click (and|&) collect)", "tag"),
    )
    flavour: Sources = (*_named(_FLAVOUR, "line_property"), *_named(r".*", "variant_title"))
    size: Sources = (*_named(_SIZE, "line_property"), *_named(r".*", "variant_title"))
    cake_message: Sources = _named(_MESSAGE, "line_property", "note_attribute")
    notes: Sources = (*_named(r"", "note"), *_named(_NOTES, "line_property", "note_attribute"))
    show_other_properties: bool = True  # a visible line property that nothing else reads is a note
    date_formats: tuple[DateFormat, ...] = ("iso", "day_month", "month_day", "numeric")
    day_first: bool = True  # 03/04/2026 is the third of April
    lines: Annotated[tuple[LineRule, ...], Field(max_length=100)] = _LINE_RULES
    required: frozenset[RequiredField] = frozenset({"due_date", "customer_name", "sku", "title"})
    max_tickets: Annotated[int, Field(ge=1, le=10_000)] = 1000

    def kind_of(self, fields: dict[LineField, str]) -> Kind:
        """Tell a cake from an extra by the line's texts."""
        for rule in self.lines:
            if _contains(rule.pattern, fields.get(rule.field, "")):
                return rule.kind
        return "cake"
