"""Sends messages to the pages of one shard, many at a time: one that is slow or gone delays no other."""

import random
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from frames import Message, frames
from ordak.aws import client as aws

_THREADS = 64  # at 20 ms a post, 250 pages in 80 ms
_FIRST_WAIT_SECONDS = 0.1
_CLOSING_SECONDS = 2.0
_GONE = 410
_pool = ThreadPoolExecutor(_THREADS)

type _Post = tuple[str, list[bytes]]  # a connection, and what it has not been sent yet


def broadcast(
    api_url: str, listeners: Iterable[Mapping[str, Any]], messages: list[Message], deadline: float
) -> list[str] | None:
    """Send every listener what concerns them, until `deadline` (time.monotonic); return who is gone.

    What is not taken is tried again a little later. Who cannot be reached in time is disconnected: their page connects
    again and reads what it missed. None when not even that was possible: who has the shard next sends it again.
    """
    waiting = _posts(listeners, messages)
    gone: list[str] = []
    wait = _FIRST_WAIT_SECONDS
    while waiting:
        results = list(_pool.map(lambda post: _post(api_url, post, deadline), waiting))
        gone += [connection for (connection, _), status in zip(waiting, results, strict=True) if status == _GONE]
        waiting = [post for post, status in zip(waiting, results, strict=True) if status not in (None, _GONE)]
        pause = wait * random.uniform(0.75, 1.25)  # noqa: S311 - so that several do not march in step
        if waiting and time.monotonic() + pause >= deadline:
            return _give_up(api_url, [connection for connection, _ in waiting], gone)
        if waiting:
            time.sleep(pause)
        wait *= 2
    return gone


def _posts(listeners: Iterable[Mapping[str, Any]], messages: list[Message]) -> list[_Post]:
    """Return what each listener is to be sent; it is written once for all who receive the same."""
    written: dict[tuple[str | None, ...], list[bytes]] = {}
    posts = []
    for listener in listeners:
        audience, stores, member = listener["audience"], listener["stores"], listener["member_id"]
        key = (audience, member, *sorted(stores))
        if key not in written:
            written[key] = frames(messages, stores, audience, member)
        if written[key]:
            posts.append((listener["connection_id"], list(written[key])))
    return posts


def _post(api_url: str, post: _Post, deadline: float) -> int | None:
    """Send the frames that are unsent, in order; return None when none is left, else the status that stopped it."""
    connection_id, unsent = post
    while unsent:
        if time.monotonic() >= deadline:
            return 0
        status = aws.post_to_connection(api_url, connection_id, unsent[0])
        if not 200 <= status < 300:  # noqa: PLR2004 - taken
            return status
        del unsent[0]
    return None


def disconnect(api_url: str, connections: list[str]) -> bool:
    """Close these connections; return whether all of them are."""
    deadline = time.monotonic() + _CLOSING_SECONDS
    statuses = list(_pool.map(lambda connection: _close(api_url, connection, deadline), connections))
    return all(status == _GONE or 200 <= status < 300 for status in statuses)  # noqa: PLR2004 - closed


def _give_up(api_url: str, waiting: list[str], gone: list[str]) -> list[str] | None:
    return [*gone, *waiting] if disconnect(api_url, waiting) else None


def _close(api_url: str, connection_id: str, deadline: float) -> int:
    return aws.close_connection(api_url, connection_id) if time.monotonic() < deadline else 0
