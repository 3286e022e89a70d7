"""The setting `pantry`: who confirms orders and members, how many a household may place, mail."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Pantry(BaseModel):
    """Where left out: staff confirms, one order a session, half an hour of grace after it, no mail."""

    model_config = ConfigDict(extra="forbid", strict=True)

    confirm: Literal["staff", "at_once"] = "staff"
    orders_per_session: Annotated[int, Field(ge=1, le=100)] = 1
    grace_minutes: Annotated[int, Field(ge=0, le=1440)] = 30
    substitute_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    waiting_minutes: Annotated[int, Field(ge=1, le=1440)] = 20
    no_shows: Annotated[int, Field(ge=1, le=100)] = 3
    no_show_days: Annotated[int, Field(ge=1, le=730)] = 90
    newcomers: Literal["staff", "at_once"] = "staff"
    invitation_days: Annotated[int, Field(ge=1, le=90)] = 14
    mail: bool = False
    language: Literal["en", "fr"] = "en"
