"""A request is answered and logged once, and nobody who asks is left with an exception."""

from typing import Any

import pytest

from ordak import log
from ordak.database import DatabaseError
from ordak.http.endpoint import Handler, endpoint
from ordak.http.event import Request
from ordak.log import Line

EVENT: dict[str, Any] = {"rawPath": "/somewhere", "headers": {}, "requestContext": {"requestId": "request-1"}}
type Lines = list[tuple[str, Line]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Lines:
    """Return what is logged."""
    logged: Lines = []
    monkeypatch.setattr(log, "handled", lambda _started, **line: logged.append(("handled", line)))
    monkeypatch.setattr(log, "failed", lambda _started, _error, **line: logged.append(("failed", line)))
    return logged


def saying(line: Line | None) -> Handler:
    return endpoint(lambda _: ({"statusCode": 200}, line), lambda _, code: {"statusCode": 500, "code": code})


def failing(error: Exception, name: str | None = None) -> Handler:
    def answer(_: Request) -> tuple[dict[str, Any], Line | None]:
        raise error

    return endpoint(answer, lambda request, code: {"statusCode": 500, "code": code, "path": request.path}, name)


def test_an_answer_is_one_line_with_the_requests_id_or_with_that_of_what_was_asked(lines: Lines) -> None:
    assert saying(Line(function="a"))(EVENT, None) == {"statusCode": 200}
    saying(Line(function="b", correlation_id="delivery-1"))(EVENT, None)
    saying(None)(EVENT, None)
    assert lines == [
        ("handled", {"function": "a", "correlation_id": "request-1"}),
        ("handled", {"function": "b", "correlation_id": "delivery-1"}),
    ]


@pytest.mark.parametrize(
    ("error", "code"),
    [(ValueError(), "SYS001"), (DatabaseError("22023"), "SYS001"), (DatabaseError(None), "SYS002")],
)
def test_a_failure_is_one_line_and_a_refusal(lines: Lines, error: Exception, code: str) -> None:
    assert failing(error)(EVENT, None) == {"statusCode": 500, "code": code, "path": "/somewhere"}
    failing(error, "webhook")(EVENT, None)
    shared: Line = {"code": code, "correlation_id": "request-1"}
    assert lines == [("failed", {"function": name, **shared}) for name in ("/somewhere", "webhook")]
