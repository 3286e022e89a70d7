"""The double as an HTTP server in a thread: each shop under its domain, the counter under /_double."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from local.doubles.kit import DoubleServer, Keeper, Reply, Request, answer_or_fail
from local.doubles.kit.clock import Clock
from local.doubles.shopify import admin, control
from local.doubles.shopify.bulk_runs import BulkRuns
from local.doubles.shopify.courier import Courier
from local.doubles.shopify.records import dump, restore
from local.doubles.shopify.settings import Settings
from local.doubles.shopify.shop import DOOR, Shop


class Shopify:
    """The double. `url` is its base: a shop is under {url}/{domain}."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self._courier = Courier(settings.webhook_timeout, settings.retry_gaps)
        self._bulk = BulkRuns(lambda: self.url)
        self._keeper = Keeper(settings.state)
        self._shops = {one.domain: Shop(one, self.clock, self._courier, self._keeper.changed) for one in settings.shops}
        for shop in self._shops.values():
            self._keep(shop)
        self._server = DoubleServer("The double of Shopify", self._routes(), own=("/_double/",))
        self.url = self._server.url

    def start(self) -> None:
        """Start to answer."""
        self._server.start()

    def stop(self) -> None:
        """Stop: requests in flight have two seconds, webhooks that wait are not sent, what is kept is written."""
        self._server.stop()
        self._bulk.stop()
        self._courier.stop()
        self._keeper.stop()

    def shop(self, domain: str) -> Shop:
        """Return a shop by its *.myshopify.com domain."""
        return self._shops[domain]

    @property
    def shops(self) -> list[Shop]:
        """Return all shops."""
        return list(self._shops.values())

    def _keep(self, shop: Shop) -> None:
        def dumped() -> dict[str, Any]:
            with shop.lock:
                return dump(shop.books)

        if (kept := self._keeper.keep(shop.domain, dumped)) is not None:
            restore(shop.books, kept)

    def _routes(self) -> list[Route]:
        async def graphql(request: HttpRequest) -> Response:
            def answer(asked: Request) -> Reply | None:
                shop = self._shops.get(request.path_params["domain"])
                if shop is None:
                    return None
                token = asked.headers.get("x-shopify-access-token", "")
                version = request.path_params["version"]
                return admin.answer(admin.Request(shop, version, token, asked.body), self._bulk.start)

            return await self._server.answer(request, answer)

        async def token(request: HttpRequest) -> Response:
            def answer(asked: Request) -> Reply | None:
                shop = self._shops.get(request.path_params["domain"])
                return None if shop is None else answer_or_fail(shop.switches, DOOR, lambda: _grant(shop, asked))

            return await self._server.answer(request, answer)

        async def rows(request: HttpRequest) -> Response:
            path = self._bulk.file(request.path_params["domain"], request.path_params["number"])
            if not path.exists():
                return JSONResponse({"errors": "Not Found"}, 404)
            return FileResponse(path, media_type="application/jsonl")

        return [
            *control.routes(self._shops),
            Route("/{domain}/admin/oauth/access_token", token, methods=["POST"]),
            Route("/{domain}/admin/api/{version}/graphql.json", graphql, methods=["POST"]),
            Route("/{domain}/_bulk/{number:int}.jsonl", rows),
        ]


def _grant(shop: Shop, asked: Request) -> Reply:
    status, body = shop.tokens.grant(_form(asked))
    return Reply(status, json.dumps(body).encode())


def _form(asked: Request) -> dict[str, Any]:
    if "json" in asked.headers.get("content-type", ""):
        try:
            given = json.loads(asked.body)
        except ValueError:
            return {}
        return given if isinstance(given, dict) else {}
    return dict(parse_qsl(asked.body.decode(errors="replace")))
