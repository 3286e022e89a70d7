"""A store on a marketplace, for the tests of one file; each begins without an order."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from local.doubles.canada_post import CanadaPost
from local.doubles.mirakl import Mirakl
from local.servers.postgres import Postgres
from ordak.database import database
from tests.clock import Clock
from tests.marketplace.market_world import MarketWorld, doors_watched, environment
from tests.sql.floor import floor_over

_NUMBERS = count(1)


@contextmanager
def market_of_its_own(postgres: Postgres, template_database: str) -> Iterator[MarketWorld]:
    """Run the store over a database, and let the function of this process use it."""
    mirakl, carrier = Mirakl(), CanadaPost()
    mirakl.start()
    carrier.start()
    name = f"market_{next(_NUMBERS)}"
    with floor_over(postgres, template_database, name) as floor, pytest.MonkeyPatch.context() as patch:
        for variable, value in environment(floor, mirakl, carrier).items():
            patch.setenv(variable, value)
        # Between the pages of a listing a second passes: not here.
        patch.setattr("ordak.http.pace.Pace.__init__.__kwdefaults__", {"gap": 0.0, "clock": Clock()})
        patch.setattr("ordak.canada_post.client.CanadaPost.__init__.__kwdefaults__", {"clock": Clock()})
        database.cache_clear()
        world = MarketWorld(floor, mirakl, carrier)
        patch.setattr("label_file.media", world.bucket)
        with doors_watched(world):
            yield world
        database()._close()  # noqa: SLF001 - the server drops the database after this
        database.cache_clear()
    mirakl.stop()
    carrier.stop()


@pytest.fixture(scope="module")
def world_of_file(postgres: Postgres, template_database: str) -> Iterator[MarketWorld]:
    """Run a store for the tests of a file."""
    with market_of_its_own(postgres, template_database) as world:
        yield world


@pytest.fixture
def world(world_of_file: MarketWorld) -> MarketWorld:
    """Give the store without an order."""
    world_of_file.forget()
    return world_of_file
