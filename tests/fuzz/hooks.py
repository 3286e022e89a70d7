"""Checks of our own, which schemathesis makes of every answer."""

import re
from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, GenerationMode, Response

from local.aws.front import METHODS

# What a document cannot say: that of some fields one is wanted, of a header and a field one at most, what a setting holds.
PAGES = {"/auth/login", "/auth/callback"}
# Nor that a day has bounds, its own or another day's.
UNSAID = re.compile(
    r"sku or product_id|product_id, variant_id, title or sku|(?s:order_rules[.:].*)"
    r"|scan_id: the Idempotency-Key stands for it|products\.[0-9]+: sku or title"
    r"|(due_date|date_from|date_to|opens_on|valid_until): Input should be (greater|less) than or equal to .*"
    r"|due_date: in the past|date_to: at most 62 days|(date|due)_to: before (date|due)_from"
    r"|ends_at: before starts_at|opens_on: too far from its slots|closes_at: before opens_at"
    r"|kind: not of (this store|a shop's product)|products\.[0-9]+\.kind: a bakery sells no items|store: no bakery|reason"
)


@schemathesis.check
def well_formed_request_is_never_called_malformed(
    _ctx: CheckContext, response: Response, case: Case[Any]
) -> bool | None:
    """What the document allows is no malformed request, or the document says too little."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE or response.status_code != 422:
        return None
    answer = response.json()
    if answer["code"] == "REQ001" and not UNSAID.fullmatch(answer["message"].removeprefix("Not a valid request: ")):
        raise AssertionError(f"The document allows what is refused: {answer['message']}")
    return None


@schemathesis.check
def refusal_is_in_the_envelope(_ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
    """Every refusal has a code, and a message that a developer can act on, whatever was asked."""
    # The gateway, AWS's as the local one, refuses a method of none of its routes itself. An answer to HEAD has no body.
    if response.status_code < 400 or case.method == "HEAD" or case.method not in METHODS:
        return None
    if case.path in PAGES and response.headers["content-type"][0].startswith("text/html"):
        return None  # a person reads it
    try:
        answer = response.json()
    except ValueError:
        raise AssertionError(f"Not JSON: {response.text[:200]!r}") from None
    if {"ok", "code", "message", "correlation_id"} - answer.keys() or answer["ok"] or len(answer["message"]) < 10:
        raise AssertionError(f"Not the envelope: {answer}")
    return None
