"""The Admin API's door: token, version, the failures that are switched on, then the document."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from local.doubles.shopify.action import Action
from local.doubles.shopify.asking import Asking, find
from local.doubles.shopify.calls import Call
from local.doubles.shopify.document import read
from local.doubles.shopify.engine import Ready, prepare, run, throttled
from local.doubles.shopify.model import BulkOperation, Item
from local.doubles.shopify.shop import Shop
from local.doubles.shopify.versions import answering

REFUSED = "[API] Invalid API key or access token (unrecognized login or wrong password)"
type StartBulk = Callable[[Shop, str, BulkOperation], None]


@dataclass
class Reply:
    """What goes back; `cut` when the connection is reset instead, `wait` the seconds before."""

    status: int
    body: bytes
    version: str
    retry_after: float | None = None
    cut: bool = False
    wait: float = 0


@dataclass
class Request:
    """What came: the version in the path, the token, the bytes."""

    shop: Shop
    asked_version: str
    token: str
    body: bytes


def answer(request: Request, start_bulk: StartBulk) -> Reply | None:
    """Answer a document; None when the path names no version."""
    shop, version = request.shop, answering(request.asked_version)
    if version is None:
        return None
    asked = _asked(request.body)
    if asked is None:
        return Reply(400, _json({"errors": {"query": "Required parameter missing or invalid"}}), version)
    query, variables, name = asked
    call = Call(_name(query, name), variables, version)
    with shop.lock:
        shop.log.calls.append(call)
    wait = shop.switches.take("latency", call.operation)
    reply = _before(request, call, version) or _run(request, call, version, asked, start_bulk)
    other = shop.switches.take("other version", call.operation)
    reply.version = other.version if other else version
    reply.wait = wait.seconds if wait else 0
    return reply


def _before(request: Request, call: Call, version: str) -> Reply | None:
    """Return the failure that strikes before anything is read, if one does."""
    switches = request.shop.switches
    if switches.take("reset before", call.operation):
        return _struck(call, Reply(0, b"", version, cut=True), "reset before")
    if switches.take("token refused", call.operation) or not request.shop.tokens.accepts(request.token):
        return _struck(call, Reply(401, _json({"errors": REFUSED}), version), "token refused")
    error = switches.take("error", call.operation)
    if error:
        return _struck(call, Reply(error.status, b"<html><body>Internal error</body></html>", version), "error")
    many = switches.take("too many requests", call.operation)
    if many:
        body = _json({"errors": "Exceeded 2 calls per second for api client. Reduce request rates to resume."})
        return _struck(call, Reply(429, body, version, retry_after=many.seconds), "too many requests")
    return None


def _struck(call: Call, reply: Reply, outcome: str) -> Reply:
    call.outcome = outcome
    return reply


def _run(request: Request, call: Call, version: str, asked: tuple[str, Any, str | None], start: StartBulk) -> Reply:
    shop = request.shop
    ready = prepare(version, *asked)
    if not isinstance(ready, Ready):
        call.outcome = str(ready["errors"][0].get("extensions", {}).get("code", "error"))
        return Reply(200, _json(ready), version)
    if shop.switches.take("throttled", call.operation):
        with shop.lock:
            return _struck(call, Reply(200, _json(throttled(shop.bucket, ready.requested)), version), "THROTTLED")
    if ready.mutates and shop.switches.take("stale", call.operation):
        _interfere(shop, ready)
    body = _json(_act(shop, ready, call, version, start))
    if shop.switches.take("reset after", call.operation):
        return _struck(call, Reply(0, b"", version, cut=True), "reset after")
    if shop.switches.take("garbage", call.operation):
        return _struck(call, Reply(200, body[: len(body) // 2] + b"<", version), "garbage")
    return Reply(200, body, version)


def _act(shop: Shop, ready: Ready, call: Call, version: str, start: StartBulk) -> dict[str, Any]:
    begun: list[BulkOperation] = []

    def do(action: Action) -> dict[str, Any]:
        def in_use() -> bool:
            return shop.switches.take("key in use", call.operation) is not None

        def changed(item: int) -> None:
            shop.log.changes[item] += 1

        asking = Asking(shop.books, version, action, begun.append, in_use, changed)
        return run(ready, asking, shop.bucket, call)

    if ready.mutates:
        body = shop.act(do)
    else:
        with shop.lock:
            body = do(Action(shop.books))
    for operation in begun:
        start(shop, version, operation)
    return body


def _interfere(shop: Shop, ready: Ready) -> None:
    """Let someone else take one of the first item that a mutation is about."""

    def take_one(action: Action) -> None:
        entered = ready.variables.get("input", {})
        first = (entered.get("quantities") or entered.get("changes") or [{}])[0]
        asking = Asking(shop.books, "", action, lambda _: None, lambda: False, lambda _: None)
        item = find(asking, first.get("inventoryItemId", ""))
        if isinstance(item, Item):
            action.move(action.books.level(item, action.books.location), available=-1)

    shop.act(take_one)


def _asked(body: bytes) -> tuple[str, dict[str, Any], str | None] | None:
    try:
        asked = json.loads(body)
    except ValueError:
        return None
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
        return None
    variables = asked.get("variables") or {}
    return (asked["query"], variables, asked.get("operationName")) if isinstance(variables, dict) else None


def _name(query: str, name: str | None) -> str:
    try:
        return read(query, name).name
    except GraphQLError:  # a call that cannot be read is logged all the same
        return ""


def _json(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
