"""A floor per test file, as in tests/sql."""

from tests.sql.conftest import floor

__all__ = ["floor"]
