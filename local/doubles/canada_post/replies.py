"""Answers and refusals as Canada Post writes them."""

import json
from typing import Any

from local.doubles.kit import RefusedError, Reply


def found(value: Any, status: int = 200) -> Reply:
    """Answer with JSON."""
    return Reply(status, json.dumps(value).encode())


def refusal(refused: RefusedError) -> Reply:
    """Answer a refusal: of the gateway in its own shape, else codes and sentences."""
    if refused.status in {401, 403}:
        told = {"httpCode": str(refused.status), "httpMessage": refused.message, "moreInformation": ""}
        return found(told, refused.status)
    detail = "Errors occurred while processing the request."
    errors = [{"errorCode": refused.code or "Server", "message": refused.message}]
    return found({"title": "Validation failed", "detail": detail, "errors": errors}, refused.status)
