"""One call of Mirakl's seller API: address, key, time, and how it can fail."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from ordak.http import client as http_client
from ordak.http.client import Answer, HttpError
from ordak.http.outcome import failed, unreadable, without_answer
from ordak.http.pace import Pace
from ordak.mirakl.error import MiraklError
from ordak.setting_values import MiraklAccess
from ordak.soft_values import items, parsed, record

_OK = range(200, 300)
_NO_CONTENT = 204
_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
_LONGEST_CODE = 60


@dataclass(frozen=True)
class Call:
    """What is asked. `path` is below /api, its parts quoted by `path`; one that `changes` something may be unknown."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = field(default=None, repr=False)
    content_type: str | None = None
    changes: bool = False


@dataclass(frozen=True)
class Line:
    """A line to the shop of one store."""

    access: MiraklAccess
    pace: Pace


def path(*parts: str) -> str:
    """Return a path of these parts, whatever they hold."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def as_body(value: Any) -> bytes:
    """Return JSON as it is sent."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def ask(line: Line, call: Call, *, gap: float = 0.0) -> dict[str, Any]:
    """Make a call that is answered with an object."""
    found = parsed(_send(line, call, gap).body)
    if not isinstance(found, dict):
        raise unreadable(MiraklError, changes=call.changes)
    return found


def ask_text(line: Line, call: Call) -> str:
    """Make a call that is answered with a text, a CSV say."""
    return _send(line, call, 0.0).body.decode("utf-8-sig", errors="replace")


def command(line: Line, call: Call) -> None:
    """Make a call that is answered with 204; every other success is one of something else than Mirakl."""
    if _send(line, call, 0.0).status != _NO_CONTENT:
        raise unreadable(MiraklError, changes=call.changes)


def _send(line: Line, call: Call, gap: float) -> Answer:
    query = f"?{urlencode(call.query)}" if call.query else ""
    headers = {"Authorization": line.access.key, "Accept": "application/json"}
    if call.content_type:
        headers["Content-Type"] = call.content_type
    seconds = line.pace.turn(MiraklError, gap)
    url = f"{line.access.url}/api{call.path}{query}"
    try:
        answer = http_client.send(call.method, url, headers=headers, body=call.body, seconds=seconds)
    except HttpError as error:
        raise without_answer(MiraklError, error, changes=call.changes) from None
    if answer.status not in _OK:
        raise failed(MiraklError, answer, changes=call.changes, code=_code(answer.body))
    return answer


def _code(body: bytes) -> str | None:
    """Return the code of an error, if there is one: its sentence may quote a customer."""
    found = record(parsed(body))
    candidates = [found.get("code"), *(record(each).get("code") for each in items(found.get("errors")))]
    codes = [each for each in candidates if isinstance(each, str) and len(each) <= _LONGEST_CODE]
    return next((each for each in codes if _CODE.fullmatch(each)), None)
