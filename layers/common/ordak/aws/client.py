"""AWS: the one module that calls it, by its JSON protocol: importing the SDK takes longer than most of our calls."""

import http.client
import json
import re
import select
import time
from datetime import UTC, datetime
from urllib.parse import SplitResult, quote, urlsplit

from ordak import log, settings
from ordak.aws.signature import signed
from ordak.settings import AwsKeys

_CONNECT_SECONDS, _READ_SECONDS = 1.0, 2.0
_KEPT_SECONDS = 20.0  # SQS hangs up on a connection that is idle for longer, or a router on the way forgets it
_RENEW_SECONDS = 300.0  # before they expire, keys are asked for anew
# Those that nobody uses now: several threads may call at once.
_connections: dict[str, list[tuple[float, http.client.HTTPConnection]]] = {}
_keys: dict[str, tuple[float, AwsKeys]] = {}


class QueueError(Exception):
    """SQS did not take a message, or did not say so. Carries the kind of error, never a message or a key."""


def send_message(queue_url: str, body: str) -> None:
    """Put one message of at most 1 MiB on a queue; tries twice, so it may be there twice."""
    try:
        _send(queue_url, body)
    except QueueError:
        _send(queue_url, body)


def wake(queue_url: str | None, body: str) -> None:
    """Wake the worker behind a queue, if there is one. One that fails costs nothing: the sweeper sends another."""
    if queue_url is None:
        return
    try:
        _send(queue_url, body)
    except Exception as error:  # noqa: BLE001 - what it is about is committed already
        log.survived(error, function="wake")


def post_to_connection(api_url: str, connection_id: str, message: bytes) -> int:
    """Send a message of at most 32 KB to a connected page; return the status, 410 for one that is gone."""
    return _manage("POST", api_url, connection_id, message)


def close_connection(api_url: str, connection_id: str) -> int:
    """Hang up on a connected page; return the status."""
    return _manage("DELETE", api_url, connection_id, b"")


def _manage(method: str, api_url: str, connection_id: str, content: bytes) -> int:
    """Ask the management of a WebSocket API; return the status, 0 when nobody answered."""
    address = urlsplit(f"{api_url}/@connections/{quote(connection_id, safe='')}")
    scope = f"{settings.aws_region()}/execute-api"
    try:
        headers = signed(
            {"Host": address.netloc},
            content,
            keys=_our_keys(),
            scope=scope,
            now=datetime.now(UTC),
            method=method,
            path=address.path,
        )
        return _call(address, method, address.path, headers, content)[0]
    except (OSError, http.client.HTTPException):
        return 0


def _send(queue_url: str, body: str) -> None:
    address = urlsplit(settings.aws_endpoint() or queue_url)
    content = json.dumps({"QueueUrl": queue_url, "MessageBody": body}).encode()
    headers = {
        "Host": address.netloc,
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "AmazonSQS.SendMessage",
    }
    try:
        headers = signed(
            headers, content, keys=_our_keys(), scope=f"{settings.aws_region()}/sqs", now=datetime.now(UTC)
        )
        status, answer = _call(address, "POST", "/", headers, content)
    except (OSError, http.client.HTTPException) as error:
        raise QueueError(type(error).__name__) from None
    if status != http.client.OK:
        found = re.search(rb'"__type"\s*:\s*"(?:[\w.]+#)?(\w{1,80})"', answer)
        raise QueueError(f"status {status} {found[1].decode() if found else ''}".rstrip())


def _call(
    address: SplitResult, method: str, path: str, headers: dict[str, str], content: bytes | None = None
) -> tuple[int, bytes]:
    origin = f"{address.scheme}://{address.netloc}"
    connection = _kept(origin) or _connect(address)
    try:
        connection.request(method, path, body=content, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    except BaseException:
        connection.close()
        raise
    if not answer.will_close:
        _connections.setdefault(origin, []).append((time.monotonic(), connection))
    return answer.status, body


def _kept(origin: str) -> http.client.HTTPConnection | None:
    """Take the connection that was used last, if the other side still has it; those that are dead are closed."""
    kept = _connections.setdefault(origin, [])
    while kept:
        used, connection = kept.pop()
        if time.monotonic() - used < _KEPT_SECONDS and not _hung_up(connection):
            return connection
        connection.close()
    return None


def _connect(address: SplitResult) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=_CONNECT_SECONDS)
    connection.connect()
    connection.sock.settimeout(_READ_SECONDS)
    return connection


def _hung_up(connection: http.client.HTTPConnection) -> bool:
    """Whether the other side has closed an idle connection: its socket is readable though nothing was asked."""
    return bool(select.select([connection.sock], [], [], 0)[0])


def _our_keys() -> AwsKeys:
    keys = settings.aws_keys()
    if keys is not None:
        return keys
    url, token = settings.aws_keys_address()
    until, known = _keys.get(url, (0.0, None))
    if known is None or time.time() > until:
        until, known = _fetch_keys(url, token)
        _keys[url] = (until, known)
    return known


def _fetch_keys(url: str, token: str) -> tuple[float, AwsKeys]:
    """Ask for the keys where a function restored from a snapshot is told to; they change while it lives."""
    address = urlsplit(url)
    path = f"{address.path or '/'}{'?' if address.query else ''}{address.query}"
    status, body = _call(address, "GET", path, {"Authorization": token, "Accept": "application/json"})
    if status != http.client.OK:
        raise QueueError(f"keys: status {status}")
    try:
        found = json.loads(body)
        until = datetime.fromisoformat(found["Expiration"]).timestamp() - _RENEW_SECONDS
        return until, AwsKeys(found["AccessKeyId"], found["SecretAccessKey"], found["Token"])
    except (ValueError, KeyError, TypeError):
        raise QueueError("keys: no JSON object of the kind") from None
