"""Idempotency-Key: what a caller's key for a route is among scan ids, so that one memory of answers serves both."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

_OURS = "6f0c7f0e-5a83-8"  # what the ids of keys begin with, and no scan id that is sent may
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def fault_of_ids(key: str | None, arguments: Mapping[str, Any]) -> str | None:
    """Say what is wrong with a call's key and scan id; None when nothing is.

    Whoever knows a colleague's key could work its id out, so nobody may send one as a scan id.
    """
    if str(arguments.get("scan_id")).startswith(_OURS):
        return "scan_id: make one by chance"
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        return "Idempotency-Key: 1 to 255 visible ASCII characters"
    return "scan_id: the Idempotency-Key stands for it" if "scan_id" in arguments else None


def scan_id_of(key: str, actor: dict[str, Any], route: str) -> UUID:
    """Return the scan id of this caller's key for this route: none of the parts before the key holds a newline."""
    who = actor.get("id") or actor["token_hash"]  # of an opaque token only the database knows more
    digest = sha256("\n".join((str(actor["kind"]), str(who), route, key)).encode()).hexdigest()
    return UUID(f"{_OURS}{digest[:3]}-8{digest[3:6]}-{digest[6:18]}")
