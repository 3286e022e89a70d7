"""Idempotency-Key: what a caller's key for a route is among scan ids, so that one memory of answers serves both."""

import re
from typing import Any
from uuid import UUID, uuid5

_KEYS = UUID("6f0c7f0e-5a83-4b0e-9a6b-2f3f5f1f7a10")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def fault_of_key(key: str, *, scan_id_too: bool) -> str | None:
    """Say what is wrong with a key; None when nothing is."""
    if not _KEY.fullmatch(key):
        return "Idempotency-Key: 1 to 255 visible ASCII characters"
    return "scan_id: the Idempotency-Key stands for it" if scan_id_too else None


def scan_id_of(key: str, actor: dict[str, Any], route: str) -> UUID:
    """Return the scan id of this caller's key for this route: none of the parts before the key holds a newline."""
    who = actor.get("id") or actor["token_hash"]  # of an opaque token only the database knows more
    return uuid5(_KEYS, "\n".join((str(actor["kind"]), str(who), route, key)))
