"""The embedded server and the pooler can be stopped, killed and restarted under their clients."""

import os
from collections.abc import Callable, Iterator
from functools import partial

import psycopg
import pytest

from local.servers.pooler import Pooler
from local.servers.postgres import Postgres
from local.servers.processes import StackError
from tests.clusters import POSTGRES_MAJOR, server_folder
from tests.conftest import require_pgbouncer

Eventually = Callable[[Callable[[], bool]], None]


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """Run a server of these tests' own, since they break it."""
    with server_folder() as folder:
        running = Postgres(folder, major=POSTGRES_MAJOR, durable=False)
        running.start()
        with psycopg.connect(running.url(), autocommit=True) as connection:
            connection.execute("create role ordak_demo login")
        yield running
        running.stop()


@pytest.fixture(scope="module")
def pooled(server: Postgres) -> Iterator[Pooler]:
    """Run a pooler in front of it."""
    require_pgbouncer()
    with server_folder() as folder:
        running = Pooler(folder, server.sockets, {"ordak_demo": "right"})
        running.start()
        yield running
        running.stop()


def answers(url: str) -> bool:
    """Tell whether the database answers a new connection."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        return connection.execute("select true").fetchone() == (True,)


def answers_now(url: str) -> bool:
    """Tell the same, and take a refusal for no."""
    try:
        return answers(url)
    except psycopg.Error:
        return False


def test_server_is_of_the_major_version_asked_for_and_listens_on_its_socket_only(server: Postgres) -> None:
    with psycopg.connect(server.url()) as connection:
        assert connection.info.server_version // 10000 == POSTGRES_MAJOR
        assert connection.execute("show listen_addresses").fetchone() == ("",)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_restart_keeps_what_was_committed(server: Postgres, mode: str) -> None:
    with psycopg.connect(server.url()) as connection:
        connection.execute(f"create table kept_{mode} ()")
    server.restart(mode)
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("select to_regclass(%s) is not null", [f"kept_{mode}"]).fetchone() == (True,)


def test_database_is_a_copy_of_its_template(server: Postgres) -> None:
    with psycopg.connect(server.create_database("original")) as connection:
        connection.execute("create table cakes ()")
    with psycopg.connect(server.create_database("copy", "original")) as connection:
        assert connection.execute("select to_regclass('cakes') is not null").fetchone() == (True,)
    server.drop_database("copy")
    assert not server.has_database("copy")
    assert server.has_database("original")


def test_lock_files_of_a_server_that_is_gone_do_not_stop_the_next(server: Postgres) -> None:
    server.stop()
    mine = os.getpid()  # a living process, as when the pid was given to another program
    (server.data / "postmaster.pid").write_text(f"{mine}\n{server.data}\n1\n5432\n{server.sockets}\n\n0 0\nready\n")
    (server.sockets / ".s.PGSQL.5432.lock").write_text(f"{mine}\n")
    server.start()
    assert answers(server.url())


def test_server_left_behind_in_the_folder_is_ended_by_the_next(server: Postgres) -> None:
    next_one = Postgres(server.folder, major=POSTGRES_MAJOR, durable=False)
    next_one.start()
    assert answers(next_one.url())
    next_one.stop()
    server.restart()


def test_folder_of_another_major_version_is_refused_in_a_sentence(server: Postgres) -> None:
    other = Postgres(server.folder, major=34 - POSTGRES_MAJOR)
    server.stop()
    with pytest.raises(StackError, match=f"is of PostgreSQL {POSTGRES_MAJOR}"):
        other.start()
    server.start()


def test_pooler_lets_in_the_right_password_only(pooled: Pooler) -> None:
    assert answers(pooled.url("ordak_demo", "postgres"))
    with pytest.raises(psycopg.OperationalError, match=r"authentication failed|SASL"):
        answers(pooled.url("ordak_demo", "postgres").replace("right", "wrong"))


def test_pooler_gives_each_transaction_any_connection(pooled: Pooler) -> None:
    url = pooled.url("ordak_demo", "postgres")
    with psycopg.connect(url, autocommit=True) as one, psycopg.connect(url, autocommit=True) as two:
        backends = [c.execute("select pg_backend_pid()").fetchone() for c in (one, two)]
    assert backends[0] == backends[1]


@pytest.mark.parametrize("what", ["pooler", "server", "server at once"])
def test_clients_find_pooler_and_server_again_after_a_restart(server: Postgres, pooled: Pooler, what: str) -> None:
    url = pooled.url("ordak_demo", "postgres")
    assert answers(url)
    match what:
        case "pooler":
            pooled.restart()
        case "server":
            server.restart()
        case _:
            server.restart("immediate")
    assert answers(url)


def test_pooler_says_within_its_time_that_the_server_is_away_and_finds_it_again(
    server: Postgres, pooled: Pooler, eventually: Eventually
) -> None:
    url = pooled.url("ordak_demo", "postgres")
    server.stop()
    try:
        with pytest.raises(psycopg.Error, match=r"query_wait_timeout|server login|connect failed"):
            answers(url)
    finally:
        server.start()
    eventually(partial(answers_now, url))


def kill_backend_of(connection: psycopg.Connection, server: Postgres) -> None:
    """Kill the backend that the client's transaction, or its last one, ran on."""
    found = connection.execute("select pg_backend_pid()").fetchone()
    assert found is not None
    with psycopg.connect(server.url(), autocommit=True) as owner:
        owner.execute("select pg_terminate_backend(%s, 5000)", found)


def test_killed_backend_costs_the_transaction_in_flight_and_no_more(server: Postgres, pooled: Pooler) -> None:
    url = pooled.url("ordak_demo", "postgres")
    with psycopg.connect(url) as connection:
        kill_backend_of(connection, server)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
    assert answers(url)


def test_killed_backend_costs_a_client_between_transactions_nothing(server: Postgres, pooled: Pooler) -> None:
    with psycopg.connect(pooled.url("ordak_demo", "postgres"), autocommit=True) as connection:
        kill_backend_of(connection, server)
        assert connection.execute("select 1").fetchone() == (1,)
