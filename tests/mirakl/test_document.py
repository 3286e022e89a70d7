"""What our client sends, and what the double answers, is what Mirakl's own document describes.

The document is Mirakl's and not ours to ship: ORDAK_SAMPLES names a folder beside which it may lie.
"""

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest
from jsonschema import Draft202012Validator

from local.doubles.mirakl import Mirakl as Double
from ordak.http import client as http_client
from ordak.http.client import Answer
from ordak.mirakl.client import Mirakl
from ordak.mirakl.threads import Participant
from ordak.setting_values import MiraklAccess
from tests.clock import Clock

DOCUMENT = Path(os.environ.get("ORDAK_SAMPLES", "")).parent / "mirakl" / "mmp-seller.slim.openapi.json"
pytestmark = pytest.mark.skipif(not DOCUMENT.exists(), reason="no document of Mirakl's lies beside ORDAK_SAMPLES")

# Of the document's general notes, which it does not repeat at each operation.
PAGING = {"OR11": {"max", "offset", "sort", "order"}, "OF21": {"max", "offset"}, "M11": {"limit", "page_token"}}
# Not in the part of the document that we have.
UNDESCRIBED = re.compile(r"/api/offers/stock/imports/[^/]+/(status|error_report)")


class Exchange(NamedTuple):
    """A call of the client's and its answer."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    answer: Answer


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(DOCUMENT.read_text())
    return read


@pytest.fixture
def exchanges(market: Double, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Exchange]]:
    """Every call that our client can make, each once, by the end of an order and of a conversation."""
    kept: list[Exchange] = []
    send = http_client.send

    def noted(method: str, url: str, **how: Any) -> Answer:
        answer = send(method, url, **how)
        kept.append(Exchange(method, url, dict(how["headers"]), how.get("body") or b"", answer))
        return answer

    monkeypatch.setattr(http_client, "send", noted)
    clock = Clock()
    access = MiraklAccess("bestbuyca", market.url, market.settings.key)
    everything(market, Mirakl(access, deadline=clock.monotonic() + 600, clock=clock))
    yield kept
    http_client._client().close()  # noqa: SLF001
    http_client._client.cache_clear()  # noqa: SLF001


def everything(market: Double, mirakl: Mirakl) -> None:
    """Lead an order to its end, another to a refund and a third to a cancelation, and answer a customer."""
    market.offer("LAMP", 50)
    left, refunded, cancelled = (market.order(("LAMP", 2), ("CABLE", 1)) for _ in range(3))
    mirakl.orders_changed(datetime(2026, 1, 1, tzinfo=UTC))
    lines = {order.id: [line.id for line in order.lines] for order in mirakl.orders_in(["WAITING_ACCEPTANCE"]).orders}
    mirakl.accept(left, lines[left])
    mirakl.accept(refunded, lines[refunded], accepted=False)
    market.cancel(cancelled)
    market.refund(refunded, 1, 1, "10.00")
    for _ in range(2):
        mirakl.orders([left, refunded, cancelled])
    mirakl.set_tracking(left, mirakl.carriers()[0].code, "1234567890123456")
    mirakl.ship(left)
    mirakl.configuration()
    thread_id = market.customer_writes(left, "Où est-il?")
    mirakl.threads(datetime(2026, 1, 1, tzinfo=UTC))
    mirakl.reply(thread_id, "Voilà", [Participant("CUSTOMER", "customer-1")])
    mirakl.thread(thread_id)
    mirakl.orders([left])
    mirakl.offers()
    number = mirakl.import_stock({"LAMP": 1, "NONE": 1})
    for _ in range(2):
        mirakl.stock_import(number)
    mirakl.refused_stock(number)


def described(document: dict[str, Any], exchange: Exchange) -> dict[str, Any] | None:
    """Return the operation of a call, None where the document has none of that path."""
    path = urlsplit(exchange.url).path
    for pattern, operations in document["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path) and exchange.method.lower() in operations:
            operation: dict[str, Any] = operations[exchange.method.lower()]
            return operation
    return None


def faults(document: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    """Return what is wrong with a value."""
    whole = {"components": document["components"], **schema}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(whole).iter_errors(value)]


def told(body: bytes) -> Any:
    """Read an answer, null as an empty text: the document's own examples have null where its schemas want a text."""
    return json.loads(
        body, object_pairs_hook=lambda pairs: {name: "" if value is None else value for name, value in pairs}
    )


def form(exchange: Exchange) -> dict[str, Any]:
    """Return a form as JSON: a part of JSON as it is, a file as a text, which is what the document calls binary."""
    head = f"Content-Type: {exchange.headers['Content-Type']}\r\n\r\n".encode()
    parts = BytesParser(policy=HTTP).parsebytes(head + exchange.body).iter_parts()
    found = {}
    for part in parts:
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        name = str(part.get_param("name", header="content-disposition"))
        found[name] = json.loads(content) if part.get_content_type() == "application/json" else content.decode()
    return found


def test_every_call_is_one_that_the_document_describes(document: dict[str, Any], exchanges: list[Exchange]) -> None:
    made = {operation["operationId"] for each in exchanges if (operation := described(document, each))}
    assert made == {"OR11", "OR21", "OR23", "OR24", "SH21", "PC01", "M10", "M11", "M12", "OF21", "STO01"}
    unknown = {urlsplit(each.url).path for each in exchanges if described(document, each) is None}
    assert all(UNDESCRIBED.fullmatch(path) for path in unknown)


def test_every_request_is_as_the_document_wants_it(document: dict[str, Any], exchanges: list[Exchange]) -> None:
    for each in exchanges:
        if (operation := described(document, each)) is None:
            continue
        name = operation["operationId"]
        known = {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"} | PAGING.get(
            name, set()
        )
        assert {key for key, _ in parse_qsl(urlsplit(each.url).query)} <= known, name
        content = operation.get("requestBody", {}).get("content", {})
        if not content:
            assert each.body == b"", name
            continue
        kind = each.headers["Content-Type"].partition(";")[0]
        sent = form(each) if kind == "multipart/form-data" else json.loads(each.body)
        assert faults(document, content[kind]["schema"], sent) == [], name


def test_every_answer_of_the_double_is_as_the_document_describes_it(
    document: dict[str, Any], exchanges: list[Exchange]
) -> None:
    for each in exchanges:
        if (operation := described(document, each)) is None:
            continue
        name, status = operation["operationId"], str(each.answer.status)
        assert list(operation["responses"]) == [status], name
        content = operation["responses"][status].get("content", {})
        if content:
            assert faults(document, content["application/json"]["schema"], told(each.answer.body)) == [], name
        else:
            assert each.answer.body == b"", name


def test_a_wrong_value_would_be_seen(document: dict[str, Any]) -> None:
    schema = document["paths"]["/api/orders/{order_id}/accept"]["put"]["requestBody"]["content"]["application/json"]
    assert faults(document, schema["schema"], {"order_lines": [{"accepted": "yes", "id": "1"}]}) != []
    assert faults(document, schema["schema"], {}) != []
