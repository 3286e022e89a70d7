"""A double of three lines has every failure, in the words that all doubles share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.routing import Route

from local.doubles.kit import DoubleServer, Failure, Reply, Request, Switches, answer_or_fail, server
from local.doubles.kit.failures import KINDS
from tests.clock import Gate

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest
    from starlette.responses import Response


class Till:
    """A double that keeps what it is sent; an operation is a method."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.switches = Switches("shut")
        self.server = DoubleServer("The till", [Route("/", self._ask, methods=["PUT", "POST"])])

    def answer(self, request: Request) -> Reply:
        return answer_or_fail(self.switches, request.method, lambda: self.keep(request))

    def keep(self, request: Request) -> Reply:
        self.kept.append(request.body)
        return Reply(201, b'{"kept":true}')

    async def _ask(self, request: "HttpRequest") -> "Response":
        return await self.server.answer(request, self.answer)


@pytest.fixture(scope="module")
def running() -> Iterator[Till]:
    till = Till()
    till.server.start()
    yield till
    till.server.stop()


@pytest.fixture
def till(running: Till) -> Till:
    running.switches.clear()
    running.kept.clear()
    return running


def sent(till: Till) -> httpx.Response | None:
    """Send something; None where the connection was cut."""
    try:
        return httpx.post(till.server.url, content=b"x")
    except httpx.TransportError:
        return None


@pytest.mark.parametrize(
    ("failure", "status", "body", "kept"),
    [
        (Failure("status"), 503, "<html><body>busy</body></html>", 0),
        (Failure("status", status=200, body="?"), 200, "?", 0),
        (Failure("reset before"), None, None, 0),
        (Failure("silence", seconds=0), None, None, 0),
        (Failure("status after"), 503, "<html><body>busy</body></html>", 1),
        (Failure("status after", status=200, body=""), 200, "", 1),
        (Failure("reset after"), None, None, 1),
        (Failure("garbage"), 201, '{"kept<', 1),
        (Failure("headers", headers={"x-more": "1"}), 201, '{"kept":true}', 1),
        (Failure("latency", seconds=7), 201, '{"kept":true}', 1),
    ],
    ids=lambda one: one.kind if isinstance(one, Failure) else "",
)
def test_a_failure_strikes_once_and_applies_what_it_says(  # noqa: PLR0913, PLR0917 - what a case is made of
    till: Till, monkeypatch: pytest.MonkeyPatch, failure: Failure, status: int | None, body: str | None, kept: int
) -> None:
    gate = Gate()
    gate.open()
    monkeypatch.setattr(server, "sleep", gate.sleep_async)
    till.switches.set(Failure(**vars(failure)))
    answer = sent(till)
    assert (answer and answer.status_code, answer and answer.text, len(till.kept)) == (status, body, kept)
    assert gate.sleeps == ([7] if failure.kind == "latency" else [])
    assert (answer is not None and answer.headers.get("x-more") == "1") is (failure.kind == "headers")
    second = sent(till)
    assert second is not None
    assert (second.status_code, second.text, len(till.kept)) == (201, '{"kept":true}', kept + 1)
    assert "x-more" not in second.headers


def test_every_shared_word_is_known_and_no_other_but_the_doubles_own(till: Till) -> None:
    for kind in (*KINDS, "shut"):
        till.switches.set(Failure(kind))
    with pytest.raises(ValueError, match="earthquake"):
        till.switches.set(Failure("earthquake"))


def test_a_failure_of_another_operation_strikes_only_that(till: Till) -> None:
    till.switches.set(Failure("status", count=2, operation="PUT", retry_after="7"))
    assert httpx.post(till.server.url).status_code == 201
    answers = [httpx.put(till.server.url) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 201]
    assert [answer.headers.get("retry-after") for answer in answers] == ["7", "7", None]
