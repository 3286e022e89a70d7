"""A floor per test file, as in tests/sql."""

from tests.sql.conftest import floor, own_floor

__all__ = ["floor", "own_floor"]
