"""What goes to a page: messages as lists, in as few frames as may be."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

LARGEST = 32_000  # bytes; API Gateway cuts a connection at 32 KB

type Message = Mapping[str, Any]


def frames(messages: Iterable[Message], stores: Iterable[str], audience: str) -> list[bytes]:
    """Return the frames for one who may read these stores, in order; none when nothing concerns them."""
    readable = set(stores)
    made: list[bytes] = []
    part: list[str] = []
    size = 0
    for message in messages:
        if message["store"] not in readable or audience not in message["audiences"]:
            continue
        text = json.dumps({name: value for name, value in message.items() if name != "audiences"})  # in ASCII
        if part and size + len(text) > LARGEST - 2:
            made.append(_frame(part))
            part, size = [], 0
        part.append(text)
        size += len(text) + 2
    return [*made, _frame(part)] if part else made


def _frame(texts: list[str]) -> bytes:
    return f"[{', '.join(texts)}]".encode()
