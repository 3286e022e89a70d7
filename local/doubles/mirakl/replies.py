"""Answers and refusals as Mirakl writes them, and the bodies of requests."""

import json
from typing import Any

from local.doubles.kit import Asked, RefusedError, Reply

_JSON = "application/json"


def found(value: Any, status: int = 200, **headers: str) -> Reply:
    """Answer with JSON."""
    return Reply(status, json.dumps(value).encode(), headers=headers)


def nothing() -> Reply:
    """Answer 204."""
    return Reply(204, b"")


def refusal(refused: RefusedError) -> Reply:
    """Answer a refusal: a sentence, the status, and a code where the operation has codes."""
    code = {"code": refused.code} if refused.code else {}
    return found({"message": refused.message, "status": refused.status, **code}, refused.status)


def sent_json(asked: Asked) -> Any:
    """Read a body of JSON."""
    if asked.request.headers.get("content-type", "").partition(";")[0] != _JSON:
        raise RefusedError(415, f"The body has to be {_JSON}.")
    try:
        return json.loads(asked.request.body)
    except ValueError:
        raise RefusedError(400, "The body is no JSON.", "VALIDATION_ERROR") from None
