"""openapi.json as its readers see it: what an operation refers to stands in its place."""

import json
from typing import Any

from local.state import ROOT

RESPONSES = "#/components/responses/"


def document() -> dict[str, Any]:
    """Read the document as it is committed."""
    read: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text())
    return read


def resolved(document: dict[str, Any]) -> dict[str, Any]:
    """Put each response that an operation refers to in the operation's place for it; one that is not there is a KeyError."""
    known = document["components"]["responses"]
    for methods in document["paths"].values():
        for operation in methods.values():
            operation["responses"] = {
                status: known[answer["$ref"].removeprefix(RESPONSES)] if "$ref" in answer else answer
                for status, answer in operation["responses"].items()
            }
    return document
