"""How requests are read: what is written in one way is read in one way, and what could be read in two is refused."""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DAY.pattern + r"[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})")
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


def read_json[Model: BaseModel](model: type[Model], body: bytes) -> Model:
    """Read a request; no number passes for text or a date, no text for a number, and no name comes twice."""
    read = model.model_validate_json(body, strict=True)
    json.loads(body, object_pairs_hook=_once(model), parse_int=str, parse_float=str)  # no deeper than the line above
    return read


def _once(model: type[BaseModel]) -> Any:
    """Some readers of JSON take the first of two equal names, some the last."""

    def pairs(found: list[tuple[str, Any]]) -> None:
        seen = set[str]()
        for name, _ in found:
            if name in seen:
                fault = InitErrorDetails(type=PydanticCustomError("twice", "comes twice"), loc=(name,), input=None)
                raise ValidationError.from_exception_data(model.__name__, [fault])
            seen.add(name)

    return pairs


def _day(value: Any) -> date:
    """Read YYYY-MM-DD alone: 20261205 would be seconds since 1970."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "Input should be a day as YYYY-MM-DD")


def _moment(value: Any) -> datetime:
    try:
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            return datetime.fromisoformat(value.upper())
    except ValueError:
        pass
    raise PydanticCustomError("moment", "Input should be a moment with its zone, as 2026-12-05T09:30:00Z")


def _whole(value: Any) -> Any:
    """Read 12.0 as 12: JSON has one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _exact(value: Any) -> Decimal:
    """Read a number or its digits: no 1_000, no 1e3, no digits of another script."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    raise PydanticCustomError("exact", "Input should be a number, as 12 or 0.5")


Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
# After the bounds in a list of annotations, so that the bounds are the day's or the number's.
OnDay = BeforeValidator(_day)
Day = Annotated[date, OnDay]
Whole = BeforeValidator(_whole)
Exact = BeforeValidator(_exact)
