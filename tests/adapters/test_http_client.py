"""The HTTP door: what a caller may believe after each thing that can happen to a call."""

import socket
import threading
from collections.abc import Callable

import pytest

from local.servers.processes import free_port, wait_until
from ordak.http import client as http_client
from ordak.http.client import HttpError
from tests.adapters.conftest import Lines
from tests.adapters.wire import Call, wire
from tests.clock import Clock

CANARY = "Zz-CANARY"
CLOCK = Clock()


def ok(call: Call) -> None:
    call.answer(200, b"hello", X_Word="a")


def silent(call: Call) -> None:
    """Answer in the end, when nobody should be there any more."""
    if not call.stopped.wait(30):
        ok(call)


def dripping(call: Call) -> None:
    """Send a byte a second by the client's clock."""
    call.send(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n")
    for _ in range(20):
        CLOCK.move(1)
        call.send(b"x")


def cut_off(call: Call) -> None:
    call.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    call.reset()


def garbled(call: Call) -> None:
    call.send(b"not HTTP at all\r\n\r\n")


def test_answer_has_status_headers_in_lower_case_and_body() -> None:
    with wire(ok) as other:
        answer = http_client.send("POST", f"{other.url}/a", headers={"X-Mine": "1"}, body=b"body", seconds=5)
    assert (answer.status, answer.headers["x-word"], answer.body) == (200, "a", b"hello")
    assert (other.calls[0].header("x-mine"), other.calls[0].body) == ("1", b"body")


@pytest.mark.parametrize("status", [301, 307, 400, 500, 503])
def test_answer_is_passed_on_whatever_it_is_and_nothing_is_sent_twice(status: int) -> None:
    with wire(lambda call: call.answer(status, Location="/elsewhere", Retry_After="0")) as other:
        assert http_client.send("POST", other.url, body=b"x", seconds=5).status == status
        assert len(other.calls) == 1


def test_process_keeps_its_connection() -> None:
    with wire(ok) as other:
        for _ in range(3):
            http_client.send("GET", other.url, seconds=5)
        assert (other.connections, len(other.calls)) == (1, 3)


def test_refused_connection_surely_was_not_sent() -> None:
    with pytest.raises(HttpError) as error:
        http_client.send("POST", f"http://127.0.0.1:{free_port()}/{CANARY}", body=b"x", seconds=5)
    assert error.value.kind == "connect"


def test_host_that_takes_no_connection_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    monkeypatch.setattr(http_client, "CONNECT_SECONDS", 0.1)
    hooks = {"request": [lambda request: asked.append(request.extensions["timeout"]["connect"])]}
    monkeypatch.setattr(http_client._client(), "event_hooks", hooks)  # noqa: SLF001 - what httpx is told
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for one in (first, second):  # whoever comes after these waits for ever
            one.settimeout(0)
            one.connect_ex(full.getsockname())
        with pytest.raises(HttpError) as error:
            http_client.send("POST", f"http://127.0.0.1:{full.getsockname()[1]}", body=b"x", seconds=30)
    assert error.value.kind == "connect"
    assert asked == [0.1]


@pytest.mark.parametrize("script", [Call.reset, silent, dripping, cut_off, garbled])
def test_answer_that_does_not_come_leaves_open_what_was_done(
    script: Callable[[Call], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_client, "time", CLOCK)
    with wire(script) as other:
        with pytest.raises(HttpError) as error:
            http_client.send("POST", f"{other.url}/{CANARY}", body=b"x", seconds=0.3)
        wait_until(lambda: bool(other.calls), 30, lambda: "Nothing was sent.")
    assert len(other.calls) == 1
    assert error.value.kind == "lost"


def test_neither_error_nor_log_shows_address_header_or_body(lines: Lines) -> None:
    def call(url: str) -> str:
        with pytest.raises(HttpError) as error:
            http_client.send(
                "POST", f"{url}/?key={CANARY}", headers={"X-Token": CANARY}, body=CANARY.encode(), seconds=5
            )
        return f"{error.value!r} {error.value}"

    with wire(Call.reset) as resetting, wire(ok) as answering:
        http_client.send("GET", f"{answering.url}/{CANARY}", seconds=5)
        said = (
            call(resetting.url) + call("http://127.0.0.1:1") + call(f"nonsense://{CANARY}") + call(f"http://{CANARY} /")
        )
    assert CANARY not in said
    assert CANARY not in lines.text


def test_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    http_client._client().close()  # noqa: SLF001 - as in a process that begins
    http_client._client.cache_clear()  # noqa: SLF001
    with wire(ok) as other:
        assert http_client.send("GET", other.url, seconds=5).status == 200


def test_document_is_read_while_it_still_arrives() -> None:
    read = threading.Event()

    def script(call: Call) -> None:
        call.send(b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"a": 1}\n{"b"')
        assert read.wait(5)
        call.send(b": 2}\n\nlast")
        call.connection.close()

    with wire(script) as other:
        found = http_client.lines(other.url, seconds=5)
        assert next(found) == b'{"a": 1}'
        read.set()
        assert list(found) == [b'{"b": 2}', b"last"]


@pytest.mark.parametrize("script", [lambda call: call.answer(403, b"<Error/>"), cut_off, dripping, silent])
def test_document_that_does_not_come_whole_is_an_error(
    script: Callable[[Call], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_client, "time", CLOCK)
    with wire(script) as other, pytest.raises(HttpError) as error:
        list(http_client.lines(other.url, seconds=0.3))
    assert error.value.kind == "lost"


def test_document_of_which_enough_was_read_is_let_go() -> None:
    with wire(lambda call: call.answer(200, b"1\n2\n3\n")) as other:
        found = http_client.lines(other.url, seconds=5)
        next(found)
        found.close()  # type: ignore[attr-defined]  # it is a generator
        assert http_client.send("GET", other.url, seconds=5).status == 200
