"""A copy of the whole database of a world, and its return: what marketplace and carrier know stays as it is."""

from local.servers.postgres import Postgres
from ordak.database import database
from tests.marketplace.market_world import MarketWorld


class Backup:
    """What the database was at one moment. Time goes on."""

    def __init__(self, postgres: Postgres, world: MarketWorld, name: str) -> None:
        self._postgres, self._world = postgres, world
        self._live = world.floor.owner.info.dbname
        self._kept = f"{self._live}_{name}"

    def take(self) -> None:
        """Keep the database as it is now, in place of what was kept before."""
        self._copy(self._live, self._kept)

    def restore(self) -> None:
        """Let the database be what it was."""
        self._copy(self._kept, self._live)
        self._world.floor.set_clock(self._world.mirakl.clock.now())

    def drop(self) -> None:
        """Keep it no longer."""
        self._postgres.drop_database(self._kept)

    def _copy(self, source: str, target: str) -> None:
        # Nobody may be connected to what is copied.
        database()._close()  # noqa: SLF001 - the function's
        self._world.floor.close()
        self._postgres.drop_database(target)
        self._postgres.create_database(target, source)
        self._world.floor.reconnect()
