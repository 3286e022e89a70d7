"""A strict double of Mirakl's seller API, after its documentation: orders, conversations, stock."""

from local.doubles.mirakl.server import Mirakl
from local.doubles.mirakl.settings import Settings

__all__ = ["Mirakl", "Settings"]
