"""The running pieces that tests use: a server, its clones, a pooler, the whole stack; one of each per worker.

Started when a test asks for them. ORDAK_TEST_POSTGRES=16 runs everything on the older major version.
"""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Self, override

import httpx
import pytest
import sqlparse
from yoyo.connections import get_backend_class

from local.aws.lambda_service import LambdaService
from local.aws.template import read_template
from local.servers.pooler import MISSING, Pooler
from local.servers.postgres import Postgres
from local.stack import MIGRATIONS, Settings, Stack
from local.state import ROOT
from tests import rpc_coverage
from tests.clusters import POSTGRES_MAJOR, TEMPLATE_DATABASE, begin_now, put_cluster, server_folder
from tests.figures import FOLDER

Clone = Callable[[], str]
# Seconds until a connection that nothing uses is left: uvicorn closes it after five.
SHORTER_THAN_SERVERS = 2


# To set a level empties the cache of every logger: once.
_LINES = logging.getLogger("functions")
_LINES.setLevel(logging.INFO)


class KeptTransport(httpx.HTTPTransport):
    """A pool of connections that outlives the clients that use it."""

    @override
    def __enter__(self) -> Self:
        return self

    @override
    def __exit__(self, *_: object) -> None:
        """Keep the connections."""


@pytest.fixture(scope="session", autouse=True)
def noted_calls() -> Iterator[None]:
    """Note which functions and routes answer, a browser too, and keep it where the runner of the suite asks for it."""
    if not (folder := os.environ.get(FOLDER)):
        yield
        return
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(LambdaService, "invoke", rpc_coverage.watched(LambdaService.invoke))
        yield
    rpc_coverage.keep(Path(folder))


@pytest.fixture(scope="session", autouse=True)
def one_list_of_authorities() -> Iterator[None]:
    """Read it once a worker: each httpx.get would again, 14 ms of CPU for a server that speaks no TLS."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("httpx._transports.default.create_ssl_context", cache(httpx.create_ssl_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def connections_kept() -> Iterator[None]:
    """Let httpx.post and the like keep their connections: to make a pool and to connect is a third of what a call costs.

    Only these: a client that a test makes is its own, and so is one of the code that it tests.
    """
    kept = KeptTransport(limits=httpx.Limits(keepalive_expiry=SHORTER_THAN_SERVERS))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("httpx._api.Client", partial(httpx.Client, transport=kept))
        yield
    kept.close()


@pytest.fixture(scope="session", autouse=True)
def one_list_of_backends() -> Iterator[None]:
    """Look for yoyo's backends once a worker: each migration would read what every installed package offers, 90 ms of CPU."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("yoyo.connections.get_backend_class", cache(get_backend_class))
        yield


@pytest.fixture(scope="session", autouse=True)
def versions_split_once() -> Iterator[None]:
    """Split each text of SQL once a worker: each migration would split all versions and their rollbacks, 220 ms of CPU."""
    split = cache(sqlparse.split)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("yoyo.migrations.sqlparse.split", lambda text: split(text).copy())
        yield


def pytest_collection_finish() -> None:
    """Leave what was collected out of every further search for garbage: it stays to the end."""
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Run a server without fsync: a crash of it loses nothing, a crash of the machine would."""
    with server_folder() as folder:
        put_cluster(folder)
        server = Postgres(folder, major=POSTGRES_MAJOR, durable=False)
        server.start()
        yield server
        server.stop("immediate")


@pytest.fixture(scope="session")
def template_database(postgres: Postgres) -> str:
    """Name the migrated database that clones are made of; nobody may stay connected to it."""
    assert postgres.has_database(TEMPLATE_DATABASE)
    return TEMPLATE_DATABASE


@pytest.fixture(scope="session")
def clone_numbers() -> Iterator[int]:
    """Numbers for the names of clones."""
    return count(1)


@pytest.fixture
def clone(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Clone]:
    """Make migrated databases on demand and return their owner URLs; they are dropped after the test."""
    made: list[str] = []

    def make() -> str:
        made.append(f"clone_{next(clone_numbers)}")
        return postgres.create_database(made[-1], template_database)

    yield make
    for name in made:
        postgres.drop_database(name)


@pytest.fixture
def database(clone: Clone) -> str:
    """Return the owner URL of a migrated database that only this test uses."""
    return clone()


@pytest.fixture(scope="session")
def worker_database(postgres: Postgres, template_database: str) -> str:
    """Return the owner URL of a migrated database that the worker's tests share: leave nothing behind."""
    return postgres.create_database("worker", template_database)


@pytest.fixture(scope="session")
def pooler(postgres: Postgres) -> Iterator[Pooler]:
    """Run PgBouncer in front of the server, for every function's login and any database."""
    require_pgbouncer()
    functions = read_template(ROOT / "template.yaml", "http://127.0.0.1").functions.values()
    logging_in = (function for function in functions if "ORDAK_DATABASE_URL" in function.variables)
    logins = {f"ordak_{function.code.name}" for function in logging_in} - {f"ordak_{MIGRATIONS}"}
    with server_folder() as folder:
        running = Pooler(folder, postgres.sockets, dict.fromkeys(logins, "local"))
        running.start()
        yield running
        running.stop()


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Run the whole stack with a real HTTP port and demo data; schedules run when they are fired."""
    with stack_of_its_own() as running:
        yield running


@contextmanager
def stack_of_its_own() -> Iterator[Stack]:
    """Run a stack that nobody else has sold at."""
    require_pgbouncer()
    with server_folder() as folder:
        put_cluster(folder / "postgres")
        running = Stack(
            Settings(
                state=folder,
                port=0,
                prepare=begin_now,
                durable=False,
                postgres_major=POSTGRES_MAJOR,
                timed=False,
                redelivery_seconds=2,
                log=keep_line,
            )
        )
        running.start()
        try:
            yield running
        finally:
            running.stop()


def keep_line(function: str, line: str) -> None:
    """Keep a function's log line for the report of a test that fails, out of what the test itself prints."""
    _LINES.info("[%s] %s", function, line)


def require_pgbouncer() -> None:
    """Skip a test that needs the pooler when there is none; in CI there has to be one."""
    if not Pooler.installed():
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
