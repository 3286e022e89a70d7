"""What a figure is measured on: a stack, or a server of PostgreSQL alone, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from local.servers.pooler import Pooler
from local.servers.postgres import Postgres
from local.stack import Settings, Stack
from tests.clusters import begin_now, put_cluster, server_folder


@contextmanager
def running_stack(*, of_tests: bool = False) -> Iterator[Stack]:
    """Run a stack whose schedules fire when they are asked to; `of_tests`: on the database that tests copy."""
    with tempfile.TemporaryDirectory(prefix="ordak-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        settings = Settings(state=folder, port=0, durable=False, timed=False, log=lambda _function, _line: None)
        if of_tests:
            put_cluster(folder / "postgres")
            settings = replace(settings, prepare=begin_now)
        stack = Stack(settings)
        stack.start()
        try:
            yield stack
        finally:
            stack.stop()


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a server of PostgreSQL."""
    with server_folder() as folder:
        folder.chmod(0o755)
        server = Postgres(folder / "postgres", durable=False)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def running_pooled(passwords: dict[str, str]) -> Iterator[tuple[Postgres, Pooler]]:
    """Run a server of PostgreSQL, and a pooler before it for these logins."""
    with server_folder() as folder:
        folder.chmod(0o755)
        postgres = Postgres(folder / "postgres", durable=False)
        postgres.start()
        pooler = Pooler(folder / "pgbouncer", postgres.sockets, passwords)
        try:
            pooler.start()
            yield postgres, pooler
        finally:
            pooler.stop()
            postgres.stop()
