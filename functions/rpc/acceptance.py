"""The setting `acceptance`: until when a marketplace's orders are to be accepted, and what if stock is short."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Acceptance(BaseModel):
    """What is left out holds as it is usual: 24 hours, and 4 hours before their end a person is asked."""

    model_config = ConfigDict(extra="forbid", strict=True)

    hours: Annotated[float, Field(gt=0, le=720)] = 24
    ask_hours: Annotated[float, Field(ge=0, le=720)] = 4
    short: Literal["ask", "refuse"] = "ask"
