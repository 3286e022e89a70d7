"""One call of Shopify's Admin API: the token, the time it may take, the points it costs, and how it can fail."""

import json
import re
import time
from typing import Any, NamedTuple, Protocol, cast
from urllib.parse import urlencode

from ordak import log
from ordak.http import client as http_client
from ordak.http.client import Answer, HttpError
from ordak.settings import ShopAccess
from ordak.shopify.documents import Document
from ordak.shopify.error import ShopifyError

API_VERSION = "2026-10"
CALL_SECONDS = 15.0
LEAST_SECONDS = 1.0  # a call begun with less time to hear its answer is one more unknown
_BACKOFF = 1.0  # what Shopify recommends where it does not say how long
_EARLY = 3600.0  # before a token expires it is replaced
_AGAIN = 60.0  # after a token could not be replaced, while the old one lasts
_OK, _UNAUTHORIZED, _FORBIDDEN, _TOO_MANY, _OUR_FAULT, _THEIR_FAULT = 200, 401, 403, 429, 400, 500
# Errors that are judged before anything is changed.
_REFUSALS = re.compile(r"THROTTLED|MAX_COST_EXCEEDED|ACCESS_DENIED|BAD_REQUEST|INVALID_[A-Z_]+")


class VersionError(Exception):
    """Shopify answers as another version than ours: ours is no longer accessible."""


class Throttle(Protocol):
    """The points that all callers of a shop share; kept where all of them see it."""

    def reserve(self, cost: int) -> float:
        """Take points; return the seconds to wait before they are there."""

    def report(self, available: float, restore_rate: float) -> None:
        """Say what the shop has just said: points there are, and points it gets in a second."""


class Line(NamedTuple):
    """A line to one shop: until `deadline` (time.monotonic) a call may wait and be waited for."""

    access: ShopAccess
    deadline: float
    throttle: Throttle | None


class _Token(NamedTuple):
    value: str
    renew_at: float  # time.time, which goes on while an environment is frozen
    expires_at: float


_tokens: dict[tuple[str, str | None], _Token] = {}
_warned: set[str] = set()


def call(line: Line, document: Document, variables: dict[str, Any]) -> dict[str, Any]:
    """Send one document and return its `data`; waits and sends again while throttled, as long as the line allows."""
    while True:
        if line.throttle is not None:
            _wait(line, line.throttle.reserve(document.cost))
        try:
            return _once(line, document, variables)
        except ShopifyError as error:
            if error.code != "THROTTLED":
                raise
            _wait(line, error.wait_seconds)


def seconds_left(line: Line) -> float:
    """Return how long a call may take; raise when there is too little time for one."""
    left = line.deadline - time.monotonic()
    if left < LEAST_SECONDS:
        raise ShopifyError("NOT_SENT")
    return left


def failed_call(error: HttpError, *, changes: bool) -> ShopifyError:
    """Turn a call that brought no answer into what it means."""
    if error.kind == "connect":
        return ShopifyError("NOT_SENT")
    return ShopifyError("ANSWER_LOST", perhaps_applied=changes)


def _wait(line: Line, seconds: float) -> None:
    if seconds <= 0:
        return
    if time.monotonic() + seconds > line.deadline - LEAST_SECONDS:
        raise ShopifyError("THROTTLED", wait_seconds=seconds)
    time.sleep(seconds)


def _once(line: Line, document: Document, variables: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"query": document.text, "operationName": document.name, "variables": variables}).encode()
    answer = _post(line, document, body)
    if answer.status == _UNAUTHORIZED and line.access.token is None:
        _tokens.pop(_whose(line.access), None)
        answer = _post(line, document, body)
    _compare_version(line.access, answer)
    _expect_ok(answer, changes=document.changes)
    try:
        found = json.loads(answer.body)
        _report(line, found)
        errors, data = found.get("errors"), found.get("data")
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise ShopifyError("BAD_ANSWER", perhaps_applied=document.changes) from None
    if errors:
        raise _refusal(errors, found, changes=document.changes)
    if not isinstance(data, dict):
        raise ShopifyError("BAD_ANSWER", perhaps_applied=document.changes)
    return cast("dict[str, Any]", data)


def _post(line: Line, document: Document, body: bytes) -> Answer:
    headers = {"Content-Type": "application/json", "X-Shopify-Access-Token": _token(line)}
    url = f"{line.access.url}/admin/api/{API_VERSION}/graphql.json"
    seconds = min(CALL_SECONDS, seconds_left(line))
    try:
        return http_client.send("POST", url, headers=headers, body=body, seconds=seconds)
    except HttpError as error:
        raise failed_call(error, changes=document.changes) from None


def _expect_ok(answer: Answer, *, changes: bool) -> None:
    if answer.status == _OK:
        return
    wait = answer.headers.get("retry-after", "")
    wait_seconds = float(wait) if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", wait) else 0.0
    if answer.status == _TOO_MANY:
        raise ShopifyError("THROTTLED", wait_seconds=wait_seconds or _BACKOFF)
    if answer.status in {_UNAUTHORIZED, _FORBIDDEN}:
        code = "UNAUTHORIZED" if answer.status == _UNAUTHORIZED else f"HTTP_{answer.status}"
        raise ShopifyError(code, wait_seconds=wait_seconds, app_refused=True)
    perhaps_applied = changes and answer.status >= _THEIR_FAULT
    raise ShopifyError(f"HTTP_{answer.status}", wait_seconds=wait_seconds, perhaps_applied=perhaps_applied)


def _refusal(errors: Any, found: dict[str, Any], *, changes: bool) -> ShopifyError:
    codes = [_code(each) for each in errors] if isinstance(errors, list) else []
    code = "THROTTLED" if "THROTTLED" in codes else next(iter(codes), "GRAPHQL_ERROR")
    wait_seconds = _until_there(found) if code == "THROTTLED" else 0.0
    perhaps_applied = changes and _REFUSALS.fullmatch(code) is None
    return ShopifyError(code, wait_seconds=wait_seconds, perhaps_applied=perhaps_applied)


def _code(error: Any) -> str:
    """Return the code of a top-level error, if it is one: whatever is logged of it must not be a sentence."""
    try:
        code = str(error["extensions"]["code"])
    except (KeyError, TypeError):
        return "GRAPHQL_ERROR"
    return code if re.fullmatch(r"[A-Za-z_]{3,60}", code) else "GRAPHQL_ERROR"


def _until_there(found: dict[str, Any]) -> float:
    try:
        cost = found["extensions"]["cost"]
        status = cost["throttleStatus"]
        missing = float(cost["requestedQueryCost"]) - float(status["currentlyAvailable"])
        return max(missing / float(status["restoreRate"]), 0.0) or _BACKOFF
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return _BACKOFF


def _report(line: Line, found: dict[str, Any]) -> None:
    status = ((found.get("extensions") or {}).get("cost") or {}).get("throttleStatus") or {}
    if line.throttle is not None and {"currentlyAvailable", "restoreRate"} <= status.keys():
        line.throttle.report(float(status["currentlyAvailable"]), float(status["restoreRate"]))


def _compare_version(access: ShopAccess, answer: Answer) -> None:
    """Wake somebody, once a process and shop: a version that is gone is answered as the oldest one there is."""
    answered = answer.headers.get("x-shopify-api-version", API_VERSION)
    if answered != API_VERSION and access.domain not in _warned:
        _warned.add(access.domain)
        log.failed(
            time.perf_counter(),
            VersionError(),
            function="shopify",
            code="SYNC001",
            outcome="api_version",
            store=access.store,
        )


def _whose(access: ShopAccess) -> tuple[str, str | None]:
    return access.url, access.client_id


def _token(line: Line) -> str:
    access = line.access
    if access.token is not None:
        return access.token
    kept = _tokens.get(_whose(access))
    if kept is not None and time.time() < kept.renew_at:
        return kept.value
    try:
        fresh = _earn(line)
    except ShopifyError as error:
        if kept is None or time.time() > kept.expires_at:
            raise
        log.survived(error, function="shopify", outcome="token", store=access.store)
        fresh = kept._replace(renew_at=time.time() + _AGAIN)
    _tokens[_whose(access)] = fresh
    return fresh.value


def _refuses_app(answer: Answer) -> bool:
    if answer.status != _OUR_FAULT:
        return answer.status in {_UNAUTHORIZED, _FORBIDDEN}
    try:
        return str(json.loads(answer.body)["error"]) == "shop_not_permitted"
    except (ValueError, KeyError, TypeError):
        return False


def _earn(line: Line) -> _Token:
    """Get a token by the client credentials grant."""
    access = line.access
    form = {
        "grant_type": "client_credentials",
        "client_id": access.client_id or "",
        "client_secret": access.client_secret or "",
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    seconds = min(CALL_SECONDS, seconds_left(line))
    url = f"{access.url}/admin/oauth/access_token"
    try:
        answer = http_client.send("POST", url, headers=headers, body=urlencode(form).encode(), seconds=seconds)
    except HttpError as error:
        raise failed_call(error, changes=False) from None
    if answer.status != _TOO_MANY and _OUR_FAULT <= answer.status < _THEIR_FAULT:
        # 400 for a wrong secret of ours as for a shop that the app may not act in.
        raise ShopifyError("UNAUTHORIZED", app_refused=_refuses_app(answer))
    _expect_ok(answer, changes=False)
    try:
        found = json.loads(answer.body)
        value, lasts = str(found["access_token"]), float(found["expires_in"])
    except (ValueError, KeyError, TypeError):
        raise ShopifyError("BAD_ANSWER") from None
    now = time.time()
    return _Token(value, now + lasts - min(_EARLY, lasts / 2), now + lasts)
