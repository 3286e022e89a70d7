"""openapi.json: every route with its request, its answer, and each code it can refuse with."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from ordak import VERSION
from ordak.contract.answers import ANSWERS, Person
from ordak.contract.base import Refusal
from ordak.contract.generated import RPCS
from tools.generate.openapi_auth import ROUTES, SECURITY
from tools.generate.openapi_headers import kiosk_headers
from tools.generate.openapi_links import add_areas, add_links
from tools.generate.openapi_refusals import codes_of, components, refusals
from tools.generate.openapi_schemas import say_all

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMAS = "#/components/schemas/"
_UNAUTHENTICATED = 401
_CODED = re.compile(r"[A-Z]+[0-9]{3}: ")
# A value for every argument of that name.
_EXAMPLES: dict[str, Any] = {
    "id": "bannos-12345",
    "scan": "https://example.com/t/flour-lane-12345-B",
    "store": "bannos",
    "stage": "Filling",
    "staff_id": "5a000000-0000-4000-8000-000000000001",
    "scan_id": "0192f0c4-7d1e-7a55-9f3c-0d8f3b1c2a4e",
    "reason": "cracked edge",
    "storage": "Fridge 2, shelf B",
    "priority": "High",
    "key": "capacity",
    "value": {"default": {"filling": 40}},
    "user_code": "BCDF-GHJK",
    "page": "kiosk",
    "page_version": "3f9c2ab81d04",
    "error": "TypeError",
    "delivery_id": 17,
    "version": 1,
    "customer_name": "A. Baker",
    "due_date": "2026-12-05",
    "opens_at": "2026-12-03T08:00:00Z",
    "closes_at": "2026-12-04T20:00:00Z",
    "starts_at": "2026-12-05T09:30:00Z",
    "ends_at": "2026-12-05T10:00:00Z",
    "lines": [{"sku": "OAT-MILK", "quantity": 2}],
    "products": [
        {"sku": "CAKE-8-VAN", "quantity": 1, "cake_message": "Happy birthday", "unit_amount": "85.00"},
        {"kind": "extra", "sku": "CANDLE-10", "quantity": 2},
    ],
}
# What one caller wants done once, however often it is asked for.
_KEY_HEADER: dict[str, Any] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
    "description": "The same key answers the same for 30 days; another body is refused (REQ002). Stands for scan_id.",
}


def document(migrations: Path) -> str:
    """Write the whole document."""
    models: list[type[BaseModel]] = [*RPCS.values(), *(ANSWERS[name] for name in RPCS), Person, Refusal]
    _, schemas = models_json_schema(
        [(model, "validation") for model in dict.fromkeys(models)], ref_template=SCHEMAS + "{model}"
    )
    say_all(schemas["$defs"], RPCS, migrations)
    paths = {f"/rpc/{name}": {"post": _rpc(name, migrations)} for name in RPCS}
    paths |= _api_paths(migrations) | _FIXED_PATHS | _auth_paths()
    add_links(paths)
    add_areas(paths, migrations)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Ordak", "version": VERSION, "description": "Runs the order floor of small merchants."},
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "responses": components(paths),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}, **SECURITY},
        },
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _rpc(name: str, migrations: Path) -> dict[str, Any]:
    model = RPCS[name]
    headers = kiosk_headers(name, migrations, is_scan="scan_id" in model.model_fields)
    summary = (model.__doc__ or "").split(". ", maxsplit=1)[0].rstrip(".")
    wanted = [field for field, info in model.model_fields.items() if info.is_required()]
    schema = model.model_json_schema()
    example = {field: _EXAMPLES.get(field, _example(schema["properties"][field], schema)) for field in wanted}
    return {
        "operationId": name,
        "summary": summary,
        "description": model.__doc__,
        "security": [{"token": []}, {"device": []}],
        **({"parameters": headers} if headers else {}),
        "requestBody": {"required": bool(wanted), "content": _json(model.__name__, example)},
        "responses": {"200": {"description": "Done, or done already.", "content": _json(ANSWERS[name].__name__)}}
        | refusals(codes_of(name), _UNAUTHENTICATED),
    }


def _api_paths(migrations: Path) -> dict[str, Any]:
    """Write the routes that are another address of an RPC: its request, its answer, its codes."""
    inventory, sync, orders = (_rpc(name, migrations) for name in ("get_inventory", "request_sync", "import_order"))
    orders["parameters"] = [*orders["parameters"], _KEY_HEADER]
    del inventory["requestBody"]
    fields = RPCS["get_inventory"].model_json_schema()["properties"]
    inventory["parameters"] = [
        *inventory["parameters"],
        *(
            {
                "in": "query",
                "name": field,
                "required": False,
                "schema": schema["anyOf"][0],
                "description": "One of the two.",
            }
            for field, schema in fields.items()
        ),
    ]
    return {
        "/api/v1/inventory": {"get": inventory | {"operationId": "read_inventory"}},
        "/api/v1/sync": {"post": sync | {"operationId": "start_sync"}},
        "/api/v1/orders": {"post": orders | {"operationId": "post_order"}},
    }


def _auth_paths() -> dict[str, Any]:
    """Write the routes of functions/auth: those that a person opens refuse with a page, the others in the envelope."""
    paths: dict[str, Any] = {}
    for route, said in ROUTES.items():
        method, path = route.split()
        operation = {name: value for name, value in said.items() if name not in ("codes", "pages", "responses", "door")}
        refused = refusals(set(said.get("codes") or said["pages"]), said.get("door"), page="pages" in said)
        paths.setdefault(path, {})[method.lower()] = operation | {"responses": said["responses"] | refused}
    return paths


def _example(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    """Make up a value for an argument that has no example of its own."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return schema["enum"][0]
    by_type = {"integer": schema.get("minimum", 1), "boolean": True, "string": "text"}
    by_format = {"uuid": _EXAMPLES["scan_id"], "date": "2026-12-05"}
    return by_format.get(schema.get("format", ""), by_type.get(schema.get("type", ""), {}))


def _json(schema: str, example: Any = None) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": SCHEMAS + schema}}
    return {"application/json": content | ({"example": example} if example is not None else {})}


def _fixed(operation: str, summary: str, statuses: dict[str, str], **more: Any) -> dict[str, Any]:
    plain = {"application/json": {"schema": {"type": "object"}}}
    answers = {
        status: {"description": text, "content": _json("Refusal") if _CODED.match(text) else plain}
        for status, text in statuses.items()
    }
    return {"operationId": operation, "summary": summary, "security": [], "responses": answers, **more}


def _header(name: str) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": True, "schema": {"type": "string"}}


_FIXED_PATHS: dict[str, Any] = {
    "/api/health": {"get": _fixed("health", "Is the function up, and which version is it", {"200": "ok, version"})},
    "/edge/health": {
        "get": _fixed(
            "edge_health",
            "Does the database answer, in how many milliseconds, and what is the state of its work queue",
            {"200": "up, database.ping_ms, worker", "503": "The database does not answer"},
        )
    },
    "/api/v1/webhooks/shopify": {
        "post": _fixed(
            "shopify_webhook",
            "Take a delivery that Shopify signed. Once the signature is verified the answer is never 4xx",
            {
                "200": "Ingested, known already, ignored (another topic) or quarantined",
                "401": "AUTH001: unknown shop or wrong signature",
                "500": "SYS001: kept for another try",
                "503": "SYS002: kept for another try, the database cannot be reached",
            },
            parameters=[
                _header("x-shopify-topic"),
                _header("x-shopify-shop-domain"),
                _header("x-shopify-hmac-sha256"),
            ],
            requestBody={"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
        )
    },
}
