"""What goes to a page: messages as lists, in as few frames as may be."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

LARGEST = 32_000  # bytes; API Gateway cuts a connection at 32 KB

_OURS = {"audiences", "member_id"}  # who receives a message is no part of it

type Message = Mapping[str, Any]


def frames(messages: Iterable[Message], stores: Iterable[str], audience: str, member: str | None = None) -> list[bytes]:
    """Return the frames for one who may read these stores, in order; none when nothing concerns them.

    Of a message that is for one member, the other members receive nothing.
    """
    readable = set(stores)
    made: list[bytes] = []
    part: list[str] = []
    size = 0
    for message in messages:
        if message["store"] not in readable or audience not in message["audiences"]:
            continue
        if audience == "member" and message.get("member_id") not in {None, member}:
            continue
        text = json.dumps({name: value for name, value in message.items() if name not in _OURS})  # in ASCII
        if part and size + len(text) > LARGEST - 2:
            made.append(_frame(part))
            part, size = [], 0
        part.append(text)
        size += len(text) + 2
    return [*made, _frame(part)] if part else made


def _frame(texts: list[str]) -> bytes:
    return f"[{', '.join(texts)}]".encode()
