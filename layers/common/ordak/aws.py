"""AWS: the one module that calls it, by its JSON protocol: importing the SDK takes longer than most of our calls."""

import http.client
import json
import re
import select
import time
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

from ordak import log, settings
from ordak.aws_signature import signed
from ordak.settings import AwsKeys

_CONNECT_SECONDS, _READ_SECONDS = 1.0, 2.0
_KEPT_SECONDS = 20.0  # SQS hangs up on a connection that is idle for longer, or a router on the way forgets it
_RENEW_SECONDS = 300.0  # before they expire, keys are asked for anew
_connections: dict[str, tuple[float, http.client.HTTPConnection]] = {}
_keys: dict[str, tuple[float, AwsKeys]] = {}


class QueueError(Exception):
    """SQS did not take a message, or did not say so. Carries the kind of error, never a message or a key."""


def send_message(queue_url: str, body: str) -> None:
    """Put one message of at most 1 MiB on a queue; tries twice, so it may be there twice."""
    try:
        _send(queue_url, body)
    except QueueError:
        _send(queue_url, body)


def ring(queue_url: str | None, body: str) -> None:
    """Wake the worker behind a queue, if there is one. A doorbell that fails costs nothing: the sweeper rings again."""
    if queue_url is None:
        return
    try:
        _send(queue_url, body)
    except Exception as error:  # noqa: BLE001 - what it is about is committed already
        log.survived(error, function="ring")


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
    used, connection = _connections.pop(origin, (0.0, None))
    if connection is not None and (time.monotonic() - used > _KEPT_SECONDS or _hung_up(connection)):
        connection.close()
        connection = None
    if connection is None:
        connection = _connect(address)
    try:
        connection.request(method, path, body=content, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    except BaseException:
        connection.close()
        raise
    if not answer.will_close:
        _connections[origin] = (time.monotonic(), connection)
    return answer.status, body


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
