"""Bodies by chance for every RPC that writes: of what there is, what there nearly is, and what nobody would send."""

import json
import random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ordak.contract.generated import RPCS
from tests.sql.pantries import STORE as PANTRY
from tests.sql_files import flow, sql

if TYPE_CHECKING:
    from collections.abc import Callable

READS = {name for name in RPCS if name.startswith(("get_", "list_", "find_", "browse_"))}
WRITES = sorted(RPCS.keys() - READS)
SCHEMAS = {name: RPCS[name].model_json_schema() for name in WRITES}
TEXTS = (
    "", " ", "x", "Fridge 1", "a\u0000b", "\u202eabc", "İstanbul", "'; drop table core.orders; --", "%_\\", "🎂" * 40,
    "x" * 501, "{}", "null", "-1", "1e9", "bannos-1'",
)  # fmt: skip
NUMBERS = (
    0,
    1,
    -1,
    2,
    3,
    0.001,
    0.0005,
    0.5,
    -0.5,
    7,
    40,
    1000,
    1_000_000,
    1_000_001,
    "5",
    "0.25",
    "1e3",
    "",
    True,
    2**63,
)
ODD: tuple[Any, ...] = (None, True, 0, -1, 1.5, "", "x", [], {}, [[]], {"a": 1})
DAYS = ("2026-12-05", "2026-12-24", "2030-01-02")
NO_DAYS = ("1900-01-01", "9999-12-31", "2026-02-30", "20261205")
OF_A_PANTRY = {file.stem for file in sql("api") if flow(file) == "pantry"}
# What an answer names of a pantry, and what is asked for next may name.
PANTRY_IDS = ("basket_id", "session_id", "slot_id", "household_id", "member_id")
OF_MEMBERS = {"answer_substitute", "keep_basket", "place_pantry_order", "withdraw_pantry_order"}
# What takes the id of an order that was written at the counter.
OF_ORDERS = {"edit_order", "cancel_order", "redact_order"}
BARCODE = "4006381333931"
FREE = ("Ada", "Vanilla", "8 inch", "10:00-12:00", "Happy birthday")
MOMENTS = ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+00:00")


class Bodies:
    """A source of bodies; the lists are what there is, and may grow meanwhile."""

    def __init__(self, seed: int, tickets: list[str], skus: list[str], people: list[str]) -> None:
        self.chance = random.Random(seed)
        self.tickets, self.skus, self.people = tickets, skus, people
        # Written at the counter with the version last answered, codes that kiosks show, kiosks, turns, systems' tokens.
        self.orders: dict[str, int] = {}
        self.codes: list[str] = []
        self.devices: list[str] = []
        self.turns: list[str] = []
        self.tokens: list[str] = []
        self.scanned: list[tuple[str, str]] = []  # tickets, and the scans that did something to them
        # Of a pantry, the last ones known of each; `id` are its orders.
        self.pantry: dict[str, list[str]] = {name: [] for name in (*PANTRY_IDS, "id")}
        self.owners: dict[str, str] = {}  # of orders
        self.session_of: dict[str, str] = {}  # of slots
        self._scans = [str(UUID(int=self.chance.getrandbits(128), version=4)) for _ in range(20)]
        self._by_name = {**self._of_the_bench(), **self._of_a_pantry()}

    def _of_the_bench(self) -> dict[str, "Callable[[], Any]"]:
        return {
            "id": self._ticket,
            "sku": lambda: self._one(self.skus),
            "component_sku": lambda: self._one(self.skus),
            "staff_id": lambda: self._one([*self.people, None]),
            "scan_id": lambda: self._one(self._scans),
            "undone_scan_id": lambda: self._one(self._scans),
            "event_no": lambda: self.chance.randrange(1, 2000),
            "store": lambda: self._one(["bannos", "flourlane", PANTRY, "nowhere"]),
            "priority": lambda: self._one(["Low", "Medium", "High", None]),
            "key": lambda: self._one(["capacity", "order_rules", "nothing"]),
            "authority": lambda: self._one(["ordak", "shopify"]),
            "kind": lambda: self._one(["inventory", "orders"]),
            "topic": lambda: self._one(["inventory_push", "order_ingest_retry", "alert"]),
            "since": lambda: self._one(MOMENTS),
            "delivery_id": lambda: self.chance.randrange(1, 50),
            "quantity": lambda: self._one([*[1, 1, 2] * 5, 3, 0, 1001]),
            "unit_amount": lambda: self._one([*[None, "12.50", 40] * 4, 0, "0.001"]),
            "version": lambda: self.chance.randrange(1, 4),
            "due_date": lambda: self._one([*DAYS * 4, *NO_DAYS]),
            "stores": lambda: self._one([["bannos"], ["flourlane"], ["bannos", "flourlane"], ["nowhere"], []]),
            "email": lambda: self._one([None, f"{self.chance.randrange(1000)}@ordak.test", "no address"]),
            "name": lambda: f"system {self.chance.randrange(100_000)}",
            "station": lambda: self._one(["Filling", "Packing", "Counter"]),
            "user_code": lambda: self._one(self.codes or TEXTS),
            "device_id": lambda: self._one(self.devices or TEXTS),
            "turn_id": lambda: self._one(self.turns or TEXTS),
            "token_id": lambda: self._one(self.tokens or TEXTS),
        }

    def _of_a_pantry(self) -> dict[str, "Callable[[], Any]"]:
        return {
            "code": lambda: self._one([BARCODE, BARCODE, *TEXTS]),
            "line_no": lambda: self.chance.randrange(1, 5),
            "capacity": lambda: self._one([0, 1, 5, 100, -1]),
            "size": lambda: self._one([1, 2, 4, 0, 40]),
            "diets": lambda: self._one([[], ["vegan"], ["vegan", "halal"], ["x"]]),
            "suits": lambda: self._one([[], ["vegan"], ["vegan", "halal"]]),
            "substitutes": lambda: [self._one(self.skus)],
            "opens_at": lambda: self._one(["2020-01-01T00:00:00Z", *MOMENTS]),
            "closes_at": lambda: self._one(["2031-01-01T00:00:00Z", "2032-01-01T00:00:00Z", *MOMENTS]),
            "starts_at": lambda: self._one(["2030-12-05T10:00:00Z", "2030-12-05T11:00:00Z", *MOMENTS]),
            "ends_at": lambda: self._one(["2030-12-05T12:00:00Z", "2030-12-05T13:00:00Z", *MOMENTS]),
            "opens_on": lambda: self._one([*DAYS * 4, *NO_DAYS]),
            "valid_until": lambda: self._one(["2030-01-02", None, *NO_DAYS]),
        }

    def learn(self, answer: dict[str, Any]) -> None:
        """Keep the ids of what was made or changed: what is asked for next may name it."""
        for about in (answer, *(value for value in answer.values() if isinstance(value, dict))):
            for field, known in (("token_id", self.tokens), ("device_id", self.devices)):
                if about.get(field) is not None:
                    known[:] = [*known[-30:], about[field]]
            for field in PANTRY_IDS:
                if about.get(field) is not None and field != "member_id":
                    self.know(field, about[field])
            for slot in about.get("slots", ()):
                self.know("slot_id", slot["slot_id"])
                self.session_of[slot["slot_id"]] = about["session_id"]
            if "pickup_code" in about:
                self.know("id", about["id"])
                self.owners[about["id"]] = about["member_id"]
            if {"order_id", "version"} <= about.keys():
                self.orders[about["order_id"]] = about["version"]

    def know(self, field: str, value: str) -> None:
        """Keep an id of a pantry, and forget the oldest of its kind."""
        self.pantry[field][:] = [*(each for each in self.pantry[field][-8:] if each != value), value]

    def body(self, name: str) -> bytes:
        """Return a body for an RPC: mostly what it takes, often with something wrong, now and then not even that."""
        if self.chance.random() < 0.02:
            return json.dumps(self._one(ODD)).encode()
        schema = SCHEMAS[name]
        body = self._object(schema, schema.get("$defs", {}))
        if name in OF_A_PANTRY:
            self._name_the_pantry(body)
        if name in OF_ORDERS and self.orders and self.chance.random() < 0.8:
            body["id"], version = self._one(list(self.orders.items())[-30:])
            if name == "edit_order" and self.chance.random() < 0.8:
                body["version"] = version
        if name == "undo_scan" and self.scanned and self.chance.random() < 0.6:
            body["id"], body["undone_scan_id"] = self._one(self.scanned)
            body.pop("event_no", None)
        if self.chance.random() < 0.05:
            body[self._one(["user", "Id", "", "__proto__"])] = self._one(ODD)
        if body and self.chance.random() < 0.05:
            del body[self._one(list(body))]
        return json.dumps(body).encode()

    def _name_the_pantry(self, body: dict[str, Any]) -> None:
        """Let a body be about the pantry, and mostly about what is there."""
        if "store" in body:
            body["store"] = PANTRY
        for field in body.keys() & self.pantry.keys():
            if self.pantry[field] and self.chance.random() < 0.9:
                body[field] = self._one(self.pantry[field])
        if body.get("slot_id") in self.session_of:
            body["session_id"] = self.session_of[body["slot_id"]]
        if set(body) == {"member_id"}:  # erased: the oldest, so that others are left
            body["member_id"] = self.pantry["member_id"][0]

    def _one(self, values: Any) -> Any:
        return self.chance.choice(values)

    def _ticket(self) -> str:
        found: str = self._one(self.tickets)
        written = (found, found, found, found.upper(), found.rpartition("-")[0], f"https://x/{found}?a=1")
        return self.chance.choice(written)

    def _object(self, schema: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
        return {
            field: self._value(field, rules, defs)
            for field, rules in schema["properties"].items()
            if field in schema.get("required", []) or self.chance.random() < 0.5
        }

    def _value(self, field: str, schema: dict[str, Any], defs: dict[str, Any]) -> Any:
        if self.chance.random() < 0.04:
            return self._one([*ODD, *TEXTS])
        ways = [defs[way["$ref"].rpartition("/")[2]] if "$ref" in way else way for way in schema.get("anyOf", [schema])]
        if chosen := next((way["enum"] for way in ways if "enum" in way), None):
            return self._one(chosen)
        if field in self._by_name:
            return self._by_name[field]()
        kinds = {way.get("type") for way in ways}
        if "array" in kinds:
            return [self._part(ways[0]["items"], defs) for _ in range(self.chance.randrange(1, 4))]
        return self._plain(kinds)

    def _part(self, schema: dict[str, Any], defs: dict[str, Any]) -> Any:
        if "$ref" in schema:
            return self._object(defs[schema["$ref"].rpartition("/")[2]], defs)
        return self._one([*self.skus, "vegan", "halal", *TEXTS])

    def _plain(self, kinds: set[str | None]) -> Any:
        if kinds & {"number", "integer"}:
            return self._one(NUMBERS)
        if "boolean" in kinds:
            return self._one([True, False])
        if "string" in kinds:
            return self._one(FREE if self.chance.random() < 0.8 else TEXTS)
        return self._one([*ODD, *TEXTS])
