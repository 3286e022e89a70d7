"""Slack's incoming webhook, after its changelog of 2016-05-17 and its reference of message payloads."""

import json
from typing import Any

from local.doubles.kit import Request
from local.doubles.outside.taken import Taken

FOLDER = "/services/"
WORKSPACE, TOKEN = "T0LOCAL/B0LOCAL", "local-webhook-token"
PATH = f"{FOLDER}{WORKSPACE}/{TOKEN}"
LONGEST_TEXT = 40_000
FIELDS = {"text", "blocks", "attachments", "mrkdwn", "thread_ts", "response_type", "unfurl_links", "unfurl_media"}


def take(request: Request) -> Taken:
    """Take a message, or say as Slack does what is wrong with it: one word of plain text."""
    if request.path != PATH:
        known = request.path.startswith(f"{FOLDER}{WORKSPACE}/")
        return _reply(403, "invalid_token") if known else _reply(404, "no_service")
    message = _message(request)
    if message is None:
        return _reply(400, "invalid_payload")
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        return _reply(400, "no_text")
    if len(text) > LONGEST_TEXT:
        return _reply(400, "msg_too_long")
    return Taken(200, b"ok", "text/html", things={"": message}, lines=tuple(text.splitlines()))


def _message(request: Request) -> dict[str, Any] | None:
    if not request.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        message = json.loads(request.body)
    except ValueError:
        return None
    return message if isinstance(message, dict) and not message.keys() - FIELDS else None


def _reply(status: int, word: str) -> Taken:
    return Taken(status, word.encode(), "text/html")
