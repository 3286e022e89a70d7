"""How long a function waits for Postgres: for one answer, and for all that a request asks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from ordak.database import Database, DatabaseError
from ordak.portion import Portion

LONG = 60.0  # seconds; whoever waits as long has no bound
SHORT = 0.2


@contextmanager
def silent_server() -> Iterator[tuple[str, list[socket.socket]]]:
    """Take connections and never answer, as a pooler that hangs; give its URL and who has come."""
    came: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            try:
                while True:
                    came.append(server.accept()[0])
            except OSError:
                return

        threading.Thread(target=accept, daemon=True).start()
        yield f"postgresql://nobody@127.0.0.1:{server.getsockname()[1]}/none", came
        server.shutdown(socket.SHUT_RDWR)
    for each in came:
        each.close()


@contextmanager
def sleeping(url: str, patience: float) -> Iterator[Database]:
    """Return a database whose statement takes longer than anybody waits."""
    made = Database(lambda: url, patience)
    try:
        yield made
    finally:
        made._close()  # noqa: SLF001 - the server drops the database after this


def ends(call: object) -> DatabaseError:
    """Make a call and return what it failed with; fail where it waits as long as it may."""
    found: list[BaseException] = []

    def run() -> None:
        try:
            call()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test judges it
            found.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(LONG / 2)
    assert found, "it still waits"
    (error,) = found
    assert isinstance(error, DatabaseError)
    return error


def slow(database: str) -> None:
    """Put a function into a database that takes its time, and one that does not."""
    import psycopg  # noqa: PLC0415 - to arrange, not to call

    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(
            "create function api.dawdle() returns jsonb language sql as $$ select '{}'::jsonb from pg_sleep(120) $$"
        )
        owner.execute("create function api.hurry() returns jsonb language sql as $$ select '{\"ok\": true}'::jsonb $$")


def test_an_answer_is_waited_for_as_long_as_the_function_says(database: str) -> None:
    slow(database)
    with sleeping(database, SHORT) as ours:
        assert ends(lambda: ours.call("dawdle")).unreachable
        assert ours.call("hurry") == {"ok": True}


def test_all_that_a_request_asks_ends_with_its_time(database: str) -> None:
    slow(database)
    with sleeping(database, LONG) as ours:
        assert ours.call("hurry") == {"ok": True}

        def request() -> None:
            with ours.within(SHORT):
                ours.call("dawdle")

        assert ends(request).unreachable
        with ours.within(0.0):
            assert ends(lambda: ours.call("hurry")).unreachable  # with no time left nothing is sent
        assert ours.call("hurry") == {"ok": True}


def test_a_pooler_that_says_nothing_is_not_asked_twice_when_there_is_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with silent_server() as (url, came), sleeping(url, LONG) as ours:
        monkeypatch.setattr(Database, "READY_SECONDS", LONG)

        def request() -> None:
            with ours.within(SHORT):
                ours.call("hurry")

        assert ends(request).unreachable
        assert len(came) == 1


def test_a_call_that_took_too_long_asks_for_half_next_time_and_for_more_when_it_goes_through() -> None:
    assert [DatabaseError(code).timed_out for code in ("57014", "57P01", "55P03", None)] == [True, False, False, False]
    portion, asked = Portion(10), []
    for code in ("57014", "57014", None, "57014", "57014", "", "08006", "23514", "", ""):
        with suppress(DatabaseError), portion.taken() as size:
            asked.append(size)
            if code != "":
                raise DatabaseError(code)
    assert asked == [10, 5, 2, 2, 1, 1, 2, 2, 2, 4]
