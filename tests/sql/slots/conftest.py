"""Every floor has a pantry."""

from tests.sql.pantries import own_floor, pantry

__all__ = ["own_floor", "pantry"]
