"""A floor per test file, as in tests/sql."""

from tests.sql.conftest import floor, floors, own_floor

__all__ = ["floor", "floors", "own_floor"]
