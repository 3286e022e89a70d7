"""A double with two shops, a plain client of its Admin API, and somewhere for its webhooks to arrive."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import OperationDefinitionNode, parse, print_ast

from local.doubles.shopify import AppSubscription, Settings, Shop, Shopify, ShopSettings

DOMAIN = "bannos-test.myshopify.com"
OTHER = "flourlane-test.myshopify.com"
SECRET = "a client secret"  # noqa: S105
TOKEN = "shpat_fixed"  # noqa: S105
OPERATIONS = {
    node.name.value: print_ast(node)
    for node in parse(Path(__file__).with_name("operations.graphql").read_text()).definitions
    if isinstance(node, OperationDefinitionNode) and node.name is not None
}


@dataclass
class Inbox:
    """What arrived: headers in lower case and bytes; `statuses` are answered in turn, 200 after them."""

    url: str = ""
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def topics(self) -> list[str]:
        return [headers["x-shopify-topic"] for headers, _ in self.arrived]


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    box = Inbox()
    lock = threading.Lock()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            with lock:
                box.arrived.append(({name.lower(): value for name, value in self.headers.items()}, body))
                status = box.statuses.pop(0) if box.statuses else 200
            self.send_response(status)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    box.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield box
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def double(inbox: Inbox) -> Iterator[Shopify]:
    app = (AppSubscription(inbox.url),)
    one = ShopSettings(DOMAIN, "an id", (SECRET,), TOKEN, app, "held")
    two = ShopSettings(OTHER, "another id", ("another secret",), None)
    made = Shopify(Settings((one, two), retry_gaps=(0.01, 0.01)))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def shop(double: Shopify) -> Shop:
    return double.shop(DOMAIN)


class Admin:
    """The Admin API of one shop."""

    def __init__(self, double: Shopify, domain: str = DOMAIN) -> None:
        self.base = f"{double.url}/{domain}"
        self.shop = double.shop(domain)
        self.location = f"gid://shopify/Location/{self.shop.books.location.id}"

    def post(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        version: str = "2026-10",
        token: str = TOKEN,
        **more: Any,
    ) -> httpx.Response:
        body = {"query": query, "variables": variables or {}, **more}
        url = f"{self.base}/admin/api/{version}/graphql.json"
        return httpx.post(url, json=body, headers={"X-Shopify-Access-Token": token}, timeout=10)

    def __call__(self, query: str, /, *, version: str = "2026-10", **variables: Any) -> dict[str, Any]:
        answer = self.post(OPERATIONS.get(query, query), variables, version=version)
        assert answer.status_code == 200
        body: dict[str, Any] = answer.json()
        return body

    def item(self, sku: str) -> str:
        return f"gid://shopify/InventoryItem/{self.shop.books.item(sku).id}"

    def quantity(self, sku: str, quantity: int, change_from: int | None) -> dict[str, Any]:
        return {
            "inventoryItemId": self.item(sku),
            "locationId": self.location,
            "quantity": quantity,
            "changeFromQuantity": change_from,
        }

    def set(
        self, *quantities: dict[str, Any], key: str = "key-1", version: str = "2026-10", **changed: Any
    ) -> dict[str, Any]:
        asked = {"name": "available", "reason": "correction", "referenceDocumentUri": "gid://ordak/Batch/1"}
        body = self("SetQuantities", version=version, input=asked | {"quantities": list(quantities)} | changed, key=key)
        payload: dict[str, Any] = body["data"]["inventorySetQuantities"]
        return payload


@pytest.fixture
def admin(double: Shopify) -> Admin:
    return Admin(double)
