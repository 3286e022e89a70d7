"""Sentry's SDK without its surroundings: it makes and sends the events that it is given, each before `send` returns."""

from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast, override

from sentry_sdk import Client
from sentry_sdk.consts import EndpointType
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import HttpTransport
from sentry_sdk.types import Event, Hint
from urllib3 import HTTPResponse
from urllib3.exceptions import InvalidHeader

from ordak import VERSION
from ordak.http import client as http_client
from ordak.http.client import HttpError

_SECONDS = 3.0
_OK = 200
_PAUSE = 30.0  # after a failure that does not say
_LONGEST_PAUSE = 86_400.0
# All that leaves the house. The SDK would add the machine's name, its own version and what it cut.
_ATTRIBUTES = frozenset(
    {"event_id", "timestamp", "platform", "level", "logger", "environment", "release"}
    | {"transaction", "fingerprint", "exception", "tags"}
)


class SentryError(Exception):
    """An event that Sentry did not take. Carries a code, never the DSN or the event."""

    def __init__(self, code: str, wait_seconds: float = _PAUSE) -> None:
        super().__init__(code)
        self.code = code
        self.wait_seconds = wait_seconds


class Sentry:
    """A project of Sentry's, by its DSN: `https://<public key>@<host>/<project>`."""

    def __init__(self, dsn: str, environment: str) -> None:
        try:
            self._client = _client(dsn, environment)
        except ValueError:
            raise SentryError("SENTRY_DSN") from None
        self._transport = cast("_Transport", self._client.transport)

    def send(self, event: dict[str, Any]) -> float:
        """Send an event; its id makes a second one of it nothing new. Return for how many seconds to send no other."""
        self._transport.begin()
        try:
            self._client.capture_event(cast("Event", event))
        except HttpError as error:
            raise SentryError("SENTRY_NOT_SENT" if error.kind == "connect" else "SENTRY_ANSWER_LOST") from None
        if self._transport.status != _OK:
            code = f"SENTRY_{self._transport.status or 'NOT_SENT'}"
            raise SentryError(code, self._transport.wait_seconds or _PAUSE)
        return self._transport.wait_seconds


class _Transport(HttpTransport):
    """Sends at once, through our own door: a thread of the SDK's would stop with a frozen environment."""

    status: int | None = None  # of the last answer

    def begin(self) -> None:
        """Forget the last answer: for how long Sentry is left alone is kept by whoever was told so."""
        self.status = None
        self._disabled_until.clear()

    @override
    def capture_envelope(self, envelope: Envelope) -> None:
        with suppress(InvalidHeader, OverflowError):  # a Retry-After that says nothing
            self._send_envelope(envelope)

    @override
    def _request(self, method: str, endpoint_type: EndpointType, body: Any, headers: Any) -> HTTPResponse:
        url = self._auth.get_api_url(endpoint_type)
        answer = http_client.send(method, url, headers=headers, body=body, seconds=_SECONDS)
        self.status = answer.status
        return HTTPResponse(answer.body, headers=answer.headers, status=answer.status)

    @property
    def wait_seconds(self) -> float:
        """For how long an event would not be sent, as the SDK understood Sentry's limits."""
        now = datetime.now(UTC)
        until = max(self._disabled_until.get(None, now), self._disabled_until.get("error", now))
        return min((until - now).total_seconds(), _LONGEST_PAUSE)


@lru_cache(maxsize=1)
def _client(dsn: str, environment: str) -> Client:
    # One for all invocations: each that is made leaves callbacks with the interpreter for good.
    return Client(
        dsn,
        release=f"ordak@{VERSION}",
        environment=environment,
        transport=_Transport,
        before_send=_only_ours,
        default_integrations=False,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        send_client_reports=False,
        enable_backpressure_handling=False,
        spotlight=False,
        debug=False,
    )


def _only_ours(event: Event, _hint: Hint) -> Event:
    """Let nothing pass that this function did not put there."""
    return cast("Event", {name: value for name, value in event.items() if name in _ATTRIBUTES})
