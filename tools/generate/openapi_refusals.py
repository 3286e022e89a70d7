"""The refusals of openapi.json, each said once as a component named by status and codes: "409-ORD002-REQ002"."""

from collections.abc import Set as AbstractSet
from typing import Any

from ordak.contract.generated import FAULTS, REFUSALS, RPCS

_RESPONSES = "#/components/responses/"
_PAGE = "page"  # what a person opens refuses with a page
# What is refused whatever function is asked: at the door, and of whoever may not call it.
EVERYWHERE = {"AUTH001", "AUTH002", "REQ001", "REQ004", "SYS001", "SYS002"}


def codes_of(name: str) -> set[str]:
    """Return each code that a function can refuse with: what its comment says, and what follows from its arguments."""
    by_scan = {"REQ002", "SCN003"} if "scan_id" in RPCS[name].model_fields else set()
    return {*REFUSALS.get(name, ()), *by_scan, *EVERYWHERE}


def refusals(codes: AbstractSet[str], door: int | None, *, page: bool = False) -> dict[str, Any]:
    """Refer to the refusal of each HTTP status. Without a valid token AUTH001 is `door`, for a known caller 403."""
    by_status: dict[int, list[str]] = {} if door is None else {door: ["AUTH001"]}
    for code in sorted(codes):
        by_status.setdefault(FAULTS[code].status, []).append(code)
    kind = [_PAGE] if page else []
    return {
        str(status): {"$ref": _RESPONSES + "-".join([*kind, str(status), *there])}
        for status, there in sorted(by_status.items())
    }


def components(paths: dict[str, Any]) -> dict[str, Any]:
    """Write every refusal that an operation refers to."""
    answers = (
        answer
        for methods in paths.values()
        for operation in methods.values()
        for answer in operation["responses"].values()
    )
    names = {answer["$ref"].removeprefix(_RESPONSES) for answer in answers if "$ref" in answer}
    return {name: _component(name) for name in sorted(names)}


def _component(name: str) -> dict[str, Any]:
    codes = [part for part in name.split("-") if part in FAULTS]
    return {
        "description": "; ".join(f"{code}: {FAULTS[code].title}" for code in codes),
        "content": _html() if name.startswith(_PAGE) else _envelope(codes[0]),
    }


def _html() -> dict[str, Any]:
    return {"text/html": {"schema": {"type": "string"}}}


def _envelope(code: str) -> dict[str, Any]:
    example = {"ok": False, "code": code, "message": FAULTS[code].title, "correlation_id": "kiosk-7:0001"}
    return {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}, "example": example}}
