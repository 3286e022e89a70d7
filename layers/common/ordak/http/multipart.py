"""A multipart/form-data body (RFC 7578), whole in memory."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple


class Part(NamedTuple):
    """One field; names are ours, so they need no escaping."""

    name: str
    content_type: str
    content: bytes
    filename: str | None = None


def multipart(parts: Sequence[Part]) -> tuple[str, bytes]:
    """Return the content type, with a boundary that is in no part, and the body."""
    boundary = secrets.token_hex(16)
    while any(boundary.encode() in part.content for part in parts):
        boundary = secrets.token_hex(16)
    pieces = [_head(boundary, part) + part.content + b"\r\n" for part in parts]
    return f"multipart/form-data; boundary={boundary}", b"".join(pieces) + f"--{boundary}--\r\n".encode()


def _head(boundary: str, part: Part) -> bytes:
    filename = f'; filename="{part.filename}"' if part.filename else ""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{part.name}"{filename}\r\n'
    return f"{head}Content-Type: {part.content_type}\r\n\r\n".encode()
