"""A value on its way into the database, apart from the models: whoever makes no request imports no pydantic for it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class JsonValue:
    """A value that goes to the database as JSON, whatever it holds."""

    value: Any
