"""The headers by which a kiosk says who stands there, and when it was, on the calls that take them."""

import re
from pathlib import Path
from typing import Any

# Members stand at no kiosk.
_DEVICE_OR_MEMBERS = re.compile(r"^\s*\('(\w+)',\s*'\{(?:Device|Member)\}'", re.MULTILINE)
# A move that only members make.
_MEMBERS_ALONE = re.compile(r"^\s*\('\w+',\s*'(\w+)',.*'\{Member\}'", re.MULTILINE)


def kiosk_headers(name: str, migrations: Path, *, is_scan: bool) -> list[dict[str, Any]]:
    """Return the headers that a call takes with a kiosk's token: of a person's turn, and of a scan that is sent late.

    A turn is nothing where the kiosk itself is asked, or where whoever asks has to have signed in themself.
    """
    permissions, moves = ((migrations / f"reference/{file}.sql").read_text() for file in ("permissions", "moves"))
    text = next(migrations.glob(f"**/api/{name}.sql")).read_text()
    if name in _DEVICE_OR_MEMBERS.findall(permissions) + _MEMBERS_ALONE.findall(moves) or "core.in_person()" in text:
        return []
    turn = _header("ordak-turn", "With a kiosk's token: the turn (a UUID) of the active person.")
    when = _header("ordak-occurred-at", "With ordak-turn: when it was scanned (RFC 3339), if it is sent later.")
    return [turn, when] if is_scan else [turn]


def _header(name: str, text: str) -> dict[str, Any]:
    # With any other token nobody reads it, so any text is allowed.
    return {"in": "header", "name": name, "required": False, "schema": {"type": "string"}, "description": text}
