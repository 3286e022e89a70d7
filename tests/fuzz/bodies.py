"""Bodies by chance for every RPC that writes: of what there is, what there nearly is, and what nobody would send."""

import json
import random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ordak.contract.generated import RPCS

if TYPE_CHECKING:
    from collections.abc import Callable

READS = {name for name in RPCS if name.startswith(("get_", "list_", "find_"))}
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
FAR = ("2026-12-05", "1900-01-01", "9999-12-31", "2026-02-30", "20261205")
MOMENTS = ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+00:00")


class Bodies:
    """A source of bodies; the lists are what there is, and may grow meanwhile."""

    def __init__(self, seed: int, tickets: list[str], skus: list[str], people: list[str]) -> None:
        self.chance = random.Random(seed)
        self.tickets, self.skus, self.people = tickets, skus, people
        self._scans = [str(UUID(int=self.chance.getrandbits(128), version=4)) for _ in range(20)]
        self._by_name: dict[str, Callable[[], Any]] = {
            "id": self._ticket,
            "sku": lambda: self._one(self.skus),
            "component_sku": lambda: self._one(self.skus),
            "staff_id": lambda: self._one([*self.people, None]),
            "scan_id": lambda: self._one(self._scans),
            "store": lambda: self._one(["bannos", "flourlane", "nowhere"]),
            "priority": lambda: self._one(["Low", "Medium", "High", None]),
            "key": lambda: self._one(["storage_locations", "order_rules", "nothing"]),
            "authority": lambda: self._one(["ordak", "shopify"]),
            "kind": lambda: self._one(["inventory", "orders"]),
            "topic": lambda: self._one(["inventory_push", "order_ingest_retry", "alert"]),
            "since": lambda: self._one(MOMENTS),
            "delivery_id": lambda: self.chance.randrange(1, 50),
        }

    def body(self, name: str) -> bytes:
        """Return a body for an RPC: mostly what it takes, often with something wrong, now and then not even that."""
        if self.chance.random() < 0.02:
            return json.dumps(self._one(ODD)).encode()
        schema = SCHEMAS[name]
        body = {
            field: self._value(field, rules)
            for field, rules in schema["properties"].items()
            if field in schema.get("required", []) or self.chance.random() < 0.5
        }
        if self.chance.random() < 0.05:
            body[self._one(["user", "Id", "", "__proto__"])] = self._one(ODD)
        if body and self.chance.random() < 0.05:
            del body[self._one(list(body))]
        return json.dumps(body).encode()

    def _one(self, values: Any) -> Any:
        return self.chance.choice(values)

    def _ticket(self) -> str:
        found: str = self._one(self.tickets)
        written = (found, found, found, found.upper(), found.rpartition("-")[0], f"https://x/{found}?a=1")
        return self.chance.choice(written)

    def _value(self, field: str, schema: dict[str, Any]) -> Any:
        if self.chance.random() < 0.07:
            return self._one([*ODD, *TEXTS])
        if field in self._by_name:
            return self._by_name[field]()
        kinds = {one.get("type") for one in schema.get("anyOf", [schema])}
        if kinds & {"number", "integer"}:
            return self._one(NUMBERS)
        if "boolean" in kinds:
            return self._one([True, False])
        return self._one(TEXTS) if "string" in kinds else self._one([*ODD, *TEXTS])
