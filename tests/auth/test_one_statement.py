"""Asking who calls and whether they may is part of the call: one statement, whoever it is."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

import rpc_app
from local.stack import Stack
from ordak import database
from ordak.http.identity import token_hash
from tests.auth.kiosk import Kiosk, badge_of, turn_of
from tests.functions.callers import Person, rows

SAM = "5a000000-0000-4000-8000-000000000001"


@pytest.fixture
def statements(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Run the function here, on a connection of its own, and keep what it sends."""
    for name, value in stack.functions.variables("RpcFunction").items():
        monkeypatch.setenv(name, value)
    own = database.Database(lambda: stack.functions.variables("RpcFunction")["ORDAK_DATABASE_URL"])
    monkeypatch.setattr(rpc_app, "database", lambda: own)
    sent: list[str] = []
    execute = database._Connection.execute  # noqa: SLF001

    def counted(connection: Any, query: Any, *values: Any, **more: Any) -> Any:
        sent.append(query if isinstance(query, str) else query.as_string(None))
        return execute(connection, query, *values, **more)

    monkeypatch.setattr(database._Connection, "execute", counted)  # noqa: SLF001
    yield sent
    own._close()  # noqa: SLF001


def test_a_scan_is_one_statement_whoever_scans(stack: Stack, statements: list[str]) -> None:
    kiosk = Kiosk.enrolled(stack)
    turn = turn_of(kiosk.badge(badge_of(stack, SAM)))
    issued = Person(stack, "Admin").call("issue_token", name="one statement", role="Staff", stores=["bannos"]).json()
    session = {"authorization": f"Bearer {Person(stack).token}"}
    callers = [
        session,
        {"authorization": f"Bearer {kiosk.token}"},
        {"authorization": f"Bearer {kiosk.token}", "ordak-turn": turn},
        {"authorization": f"Bearer {issued['secret']}"},
    ]
    assert ask("get_queue", session, {"store": "bannos"}) == 200  # connects, and proves the connection
    for headers in callers:
        statements.clear()
        status = ask("get_queue", headers, {"store": "bannos"})
        assert (status, len(statements)) == (200, 1), statements
        assert statements[0].startswith('select api."get_queue"(')
        statements.clear()
        ask("complete_filling", headers, {"id": "bannos-1001"})
        assert len(statements) == 1


def test_a_board_of_both_stores_is_one_statement(stack: Stack, statements: list[str]) -> None:
    kiosk = Kiosk.enrolled(stack)
    [device] = rows(
        stack,
        "update core.devices set shown_stores = '{flourlane}' where token_hash = decode(%s, 'hex') returning store",
        token_hash(kiosk.token),
    )
    by = {"authorization": f"Bearer {kiosk.token}"}
    assert ask("get_board", by, {}) == 200  # connects
    statements.clear()
    assert ask("get_board", by, {}) == 200
    assert len(statements) == 1, (device, statements)


def ask(name: str, headers: dict[str, str], said: dict[str, Any]) -> int:
    event = {
        "rawPath": f"/rpc/{name}",
        "headers": headers,
        "body": json.dumps(said),
        "requestContext": {"http": {"method": "POST"}, "requestId": "one-statement"},
    }
    status: int = rpc_app.handler(event, None)["statusCode"]
    return status
