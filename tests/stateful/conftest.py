"""A world per test: two shops over a database of its own."""

from collections.abc import Iterator
from itertools import count

import pytest

from local.servers.postgres import Postgres
from ordak.database import database
from tests.sql.floor import floor_over
from tests.stateful.world import World, doors_watched, environment, two_shops

_NUMBERS = count(1)


@pytest.fixture(scope="module")
def world(postgres: Postgres, template_database: str) -> Iterator[World]:
    """Run two shops over a database, and let every function of this process use them."""
    shopify = two_shops()
    shopify.start()
    name = f"world_{next(_NUMBERS)}"
    with floor_over(postgres, template_database, name) as floor, pytest.MonkeyPatch.context() as patch:
        for variable, value in environment(shopify, floor.owner_url).items():
            patch.setenv(variable, value)
        database.cache_clear()
        one = World(floor, shopify)
        with doors_watched(one):
            yield one
        database()._close()  # noqa: SLF001 - the server drops the database after this
        database.cache_clear()
    shopify.stop()
