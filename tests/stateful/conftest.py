"""A world per test: two shops over a database of its own."""

from collections.abc import Iterator
from itertools import count

import pytest

from local.servers.pooler import Pooler
from local.servers.postgres import Postgres
from ordak.database import database
from tests.clusters import server_folder
from tests.conftest import require_pgbouncer
from tests.sql.floor import floor_over
from tests.stateful.world import World, doors_watched, environment, two_shops

_NUMBERS = count(1)
OWNER = "postgres"


@pytest.fixture(scope="session")
def owners_pooler(postgres: Postgres) -> Iterator[Pooler]:
    """Run PgBouncer for the owner: a function that was killed leaves a warm server connection to the next, as everywhere."""
    require_pgbouncer()
    with server_folder() as folder:
        running = Pooler(folder, postgres.sockets, {OWNER: "local"})
        running.start()
        yield running
        running.stop()


@pytest.fixture(scope="module")
def world(postgres: Postgres, owners_pooler: Pooler, template_database: str) -> Iterator[World]:
    """Run two shops over a database, and let every function of this process use them."""
    shopify = two_shops()
    shopify.start()
    name = f"world_{next(_NUMBERS)}"
    with floor_over(postgres, template_database, name) as floor, pytest.MonkeyPatch.context() as patch:
        one = World(floor, shopify, owners_pooler.url(OWNER, name))
        for variable, value in environment(shopify, one.database_url).items():
            patch.setenv(variable, value)
        database.cache_clear()
        with doors_watched(one):
            yield one
        database()._close()  # noqa: SLF001 - the server drops the database after this
        database.cache_clear()
    shopify.stop()
