"""Sentry's envelope endpoint: one event, one call."""

import json
import re
from typing import Any

from ordak import VERSION, http_client
from ordak.http_client import HttpError

_DSN = re.compile(r"(https?)://(\w+)(?::\w*)?@([\w.:-]+)((?:/[\w-]+)*)/(\w+)")
_SECONDS = 3.0
_OK = 200
_PAUSE = 30.0  # after a failure that does not say


class SentryError(Exception):
    """An event that Sentry did not take. Carries a code, never the DSN or the event."""

    def __init__(self, code: str, wait_seconds: float = _PAUSE) -> None:
        super().__init__(code)
        self.code = code
        self.wait_seconds = wait_seconds


class Sentry:
    """A project of Sentry's, by its DSN: `https://<public key>@<host>/<project>`."""

    def __init__(self, dsn: str) -> None:
        found = _DSN.fullmatch(dsn)
        if found is None:
            raise SentryError("SENTRY_DSN")
        scheme, key, host, folder, project = found.groups()
        self._url = f"{scheme}://{host}{folder}/api/{project}/envelope/"
        self._auth = f"Sentry sentry_version=7, sentry_client=ordak/{VERSION}, sentry_key={key}"

    def send(self, event: dict[str, Any]) -> None:
        """Send an event; its id makes a second one of it nothing new."""
        payload = json.dumps(event)
        item = {"type": "event", "content_type": "application/json", "length": len(payload.encode())}
        envelope = f"{json.dumps({'event_id': event['event_id']})}\n{json.dumps(item)}\n{payload}\n"
        headers = {"Content-Type": "application/x-sentry-envelope", "X-Sentry-Auth": self._auth}
        try:
            answer = http_client.send("POST", self._url, headers=headers, body=envelope.encode(), seconds=_SECONDS)
        except HttpError as error:
            raise SentryError("SENTRY_NOT_SENT" if error.kind == "connect" else "SENTRY_ANSWER_LOST") from None
        if answer.status != _OK:
            said = answer.headers.get("retry-after", "")
            raise SentryError(f"SENTRY_{answer.status}", float(said) if re.fullmatch(r"[0-9]{1,6}", said) else _PAUSE)
