"""Every floor has a pantry."""

from tests.sql.pantries import pantry

__all__ = ["pantry"]
