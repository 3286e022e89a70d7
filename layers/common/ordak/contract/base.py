"""What every model of the generated contract is made of."""

import math
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

from ordak.contract.json_value import JsonValue

# jsonb and text hold neither.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_ORDER_ID = r"^(gid://shopify/Order/)?[1-9][0-9]{0,18}$"
_MAX_ID = 2**63 - 1
_EXACT = 2.0**53  # from here on two ids are one such number


def _storable(value: str) -> str:
    if _NOT_STORABLE.search(value):
        raise PydanticCustomError("not_storable", "holds a NUL or an unpaired surrogate")
    return value


def _storable_json(value: Any) -> JsonValue:
    _check_json(value)
    return JsonValue(value)


def _check_json(value: Any) -> None:
    match value:
        case str():
            _storable(value)
        case dict():
            for key, inner in value.items():
                _storable(str(key))
                _check_json(inner)
        case list():
            for inner in value:
                _check_json(inner)
        case float() if not math.isfinite(value):
            raise PydanticCustomError("not_storable", "holds NaN or Infinity")


Storable = AfterValidator(_storable)
Json = Annotated[Any, AfterValidator(_storable_json)]


def _shopify_id(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and value < _EXACT:
        value = int(value)  # JSON has one kind of number
    text = str(value) if isinstance(value, int) else value  # of true and false no digits
    if not isinstance(text, str) or not re.fullmatch(_ORDER_ID, text) or int(text.rpartition("/")[2]) > _MAX_ID:
        raise PydanticCustomError("shopify_id", "not the id of an order in Shopify, as a number or a gid")
    return text.rpartition("/")[2]


# The digits of an order's id, which come as a number, as digits or as a gid.
ShopifyId = Annotated[
    str,
    BeforeValidator(_shopify_id),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": _MAX_ID},
                {"type": "string", "pattern": _ORDER_ID, "maxLength": 39},
            ]
        }
    ),
]


# Requests are built when one is first read: a start builds none of those that it never gets.
class Part(BaseModel):
    """A part of a request, which an answer may give back: these fields, of these types and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_enum_values=True, defer_build=True)


# A list of parts, which goes to the database as JSON.
Parts = AfterValidator(lambda parts: JsonValue([part.model_dump(mode="json") for part in parts]))


class Rpc(BaseModel):
    """A request: the arguments of one api function but for the actor. What is left out takes the function's default."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True, defer_build=True)


@dataclass(frozen=True)
class Fault:
    """An expected outcome that is no success: its HTTP status, whether trying again can help, its title."""

    status: int
    retry: bool
    title: str


class Row(BaseModel):
    """A part of an answer: exactly these fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(Row):
    """The answer of a function that did, or found done, what it was asked.

    `queued` names the topics of the work it left in the outbox.
    """

    ok: Literal[True]
    already_done: bool
    queued: list[str] | None = None


class RefusedLine(Row):
    """A line that cannot be had as it was ordered, and the most that can be."""

    sku: str
    ordered: int
    most: int


class Refusal(Row):
    """A refusal, by a function or at the door."""

    ok: Literal[False]
    code: str
    message: str
    correlation_id: str | None
    choices: list[str] | None = None
    retry_after: int | None = None
    store_name: str | None = None
    lines: list[RefusedLine] | None = None
