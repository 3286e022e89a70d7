"""The running pieces that tests use: a server, its clones, a pooler, the whole stack; one of each per worker.

Started when a test asks for them. ORDAK_TEST_POSTGRES=16 runs everything on the older major version.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from local.pooler import MISSING, Pooler
from local.postgres import Postgres
from local.stack import MIGRATIONS, Settings, Stack
from local.state import ROOT
from local.template import read_template
from migrator import migrate, seed_dev

POSTGRES_MAJOR = int(os.environ.get("ORDAK_TEST_POSTGRES", "18"))
TEMPLATE_DATABASE = "ordak_template"
# What tests replace in their databases, such as core.now(); production has no switch for it.
TEST_DOUBLES = Path(__file__).with_name("test_doubles.sql")

Clone = Callable[[], str]


@contextmanager
def server_folder() -> Iterator[Path]:
    """Make a folder for servers: a short path for sockets, and open to the user that they run as."""
    folder = Path(tempfile.mkdtemp(prefix="ordak-test-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare_test_database(owner_url: str) -> None:
    """Bring a database to this version and put the test doubles in."""
    migrate(owner_url)
    if TEST_DOUBLES.exists():
        with psycopg.connect(owner_url) as connection:
            connection.execute(TEST_DOUBLES.read_bytes())


def prepare_test_data(owner_url: str) -> None:
    """Prepare a database as above, with the demo data of the local stack."""
    prepare_test_database(owner_url)
    seed_dev(owner_url)
    with psycopg.connect(owner_url) as connection:
        # So much that no test runs into a shortage that another one made.
        connection.execute(
            "select core.post_txn(i.sku, 'receive', 100000, 'tests') from core.inventory_items i where i.stocked"
        )


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Run a server without fsync: a crash of it loses nothing, a crash of the machine would."""
    with server_folder() as folder:
        server = Postgres(folder, major=POSTGRES_MAJOR, durable=False)
        server.start()
        yield server
        server.stop("immediate")


@pytest.fixture(scope="session")
def template_database(postgres: Postgres) -> str:
    """Migrate the database that clones are made of; nobody may stay connected to it."""
    prepare_test_database(postgres.create_database(TEMPLATE_DATABASE))
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
        running = Stack(
            Settings(
                state=folder,
                port=0,
                prepare=prepare_test_data,
                durable=False,
                postgres_major=POSTGRES_MAJOR,
                timed=False,
                redelivery_seconds=2,
                log=keep_line,
            )
        )
        running.start()
        yield running
        running.stop()


def keep_line(function: str, line: str) -> None:
    """Keep a function's log line for the report of a test that fails, out of what the test itself prints."""
    log = logging.getLogger("functions")
    log.setLevel(logging.INFO)
    log.info("[%s] %s", function, line)


def require_pgbouncer() -> None:
    """Skip a test that needs the pooler when there is none; in CI there has to be one."""
    if not Pooler.installed():
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
