"""A floor with a marketplace store."""

from tests.sql.imports.conftest import market, own_market

__all__ = ["market", "own_market"]
