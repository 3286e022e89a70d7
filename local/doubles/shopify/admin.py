"""The Admin API's door: token, version, the failures that are switched on, then the document."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLError

from local.doubles.kit import Reply, answer_or_fail
from local.doubles.shopify.action import Action
from local.doubles.shopify.asking import Asking, find
from local.doubles.shopify.calls import Call
from local.doubles.shopify.document import read
from local.doubles.shopify.engine import Ready, prepare, run, throttled
from local.doubles.shopify.model import BulkOperation, Item
from local.doubles.shopify.shop import Shop
from local.doubles.shopify.versions import answering

REFUSED = "[API] Invalid API key or access token (unrecognized login or wrong password)"
TYPE = "application/json; charset=utf-8"
VERSION = "X-Shopify-API-Version"
type StartBulk = Callable[[Shop, str, BulkOperation], None]
type Asked = tuple[str, dict[str, Any], str | None]  # document, variables, the operation's name


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
        return Reply(
            400, _json({"errors": {"query": "Required parameter missing or invalid"}}), TYPE, {VERSION: version}
        )
    query, variables, name = asked
    call = Call(_name(query, name), variables, version)
    with shop.lock:
        shop.log.calls.append(call)
    reply = answer_or_fail(shop.switches, call.operation, lambda: _run(request, call, version, asked, start_bulk))
    call.outcome = reply.failure or call.outcome
    return replace(reply, headers={VERSION: version, **reply.headers})


def _run(request: Request, call: Call, version: str, asked: Asked, start: StartBulk) -> Reply:
    """Answer one whose token is accepted."""
    shop = request.shop
    if shop.switches.take("token refused", call.operation) or not shop.tokens.accepts(request.token):
        call.outcome = "token refused"
        return Reply(401, _json({"errors": REFUSED}), TYPE)
    ready = prepare(version, *asked)
    if not isinstance(ready, Ready):
        call.outcome = str(ready["errors"][0].get("extensions", {}).get("code", "error"))
        return Reply(200, _json(ready), TYPE)
    if shop.switches.take("throttled", call.operation):
        call.outcome = "THROTTLED"
        with shop.lock:
            return Reply(200, _json(throttled(shop.bucket, ready.requested)), TYPE)
    if ready.mutates and shop.switches.take("stale", call.operation):
        _interfere(shop, ready)
    return Reply(200, _json(_act(shop, ready, call, version, start)), TYPE)


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


def _asked(body: bytes) -> Asked | None:
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
