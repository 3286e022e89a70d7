"""What the setting `capacity` may be: how many tickets each stage can do, by default, on a weekday, on a day."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel
from pydantic_core import PydanticCustomError

_NAMES = {"default", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}


def _is_day(name: str) -> str:
    if name not in _NAMES:
        try:
            same = date.fromisoformat(name).isoformat() == name
        except ValueError:
            same = False
        if not same:
            raise PydanticCustomError("day", "not default, mon to sun, or a date")
    return name


class StageCapacity(BaseModel):
    """Tickets that each stage can do; a stage that is left out, or null, has no bound of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    filling: Annotated[int, Field(ge=0, le=100_000)] | None = None
    covering: Annotated[int, Field(ge=0, le=100_000)] | None = None
    decorating: Annotated[int, Field(ge=0, le=100_000)] | None = None
    packing: Annotated[int, Field(ge=0, le=100_000)] | None = None


class Capacity(RootModel[dict[Annotated[str, AfterValidator(_is_day)], StageCapacity]]):
    """A store's capacity: a date's figures go before its weekday's, those before the default."""
