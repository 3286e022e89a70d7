"""HTTP to the outside: the one module that makes such calls. It follows no redirect and tries nothing twice."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 2.0


class HttpError(Exception):
    """No answer. Says what became of the call and the kind of error: never an address, a header or a body.

    `connect`: it surely was not sent. `lost`: it was sent, or part of it, and what came of it is not known.
    """

    def __init__(self, kind: Literal["connect", "lost"], reason: str) -> None:
        super().__init__(f"{kind}: {reason}")
        self.kind = kind


class Answer(NamedTuple):
    """What the other side answered, whatever its status; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@cache
def _client() -> "httpx.Client":
    import httpx  # noqa: PLC0415  # 90 ms that only a call to the outside pays

    # They would log the address of each call, and its headers: some of either are as good as a password.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx.Client(follow_redirects=False, trust_env=False)


def send(
    method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None, seconds: float
) -> Answer:
    """Make one call, all of which may take `seconds`."""
    with _answer(method, url, headers, body, seconds) as (answer, pieces):
        return Answer(answer.status_code, dict(answer.headers), b"".join(pieces))


def lines(url: str, *, seconds: float) -> Iterator[bytes]:
    """Read a document line by line as it arrives, keeping no more than a line of it; an answer but 200 is lost."""
    with _answer("GET", url, None, None, seconds) as (answer, pieces):
        if answer.status_code != 200:  # noqa: PLR2004 - http.HTTPStatus would cost an import
            raise HttpError("lost", f"status {answer.status_code}")
        rest = b""
        for piece in pieces:
            *whole, rest = (rest + piece).split(b"\n")
            yield from filter(None, whole)
        if rest:
            yield rest


@contextmanager
def _answer(
    method: str, url: str, headers: Mapping[str, str] | None, body: bytes | None, seconds: float
) -> Iterator[tuple["httpx.Response", Iterator[bytes]]]:
    client = _client()
    import httpx  # noqa: PLC0415  # as above

    until = time.monotonic() + seconds
    timeout = httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
    try:
        with client.stream(method, url, headers=headers, content=body, timeout=timeout) as answer:
            yield answer, _within(until, answer.iter_bytes())
    except (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.UnsupportedProtocol,
        httpx.InvalidURL,
    ) as error:
        raise HttpError("connect", type(error).__name__) from None
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise HttpError("lost", type(error).__name__) from None


def _within(until: float, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pass on what arrives in time: httpx bounds the wait for each piece, not for the whole."""
    for piece in pieces:
        if time.monotonic() > until:
            raise HttpError("lost", "too slow")
        yield piece
