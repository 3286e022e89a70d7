"""Runs bulk operations: writes their rows to files, a chunk of objects at a time, and says where they are."""

import json
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from local.doubles.kit import Failure
from local.doubles.kit.clock import stamp
from local.doubles.shopify.action import Action
from local.doubles.shopify.asking import Asking
from local.doubles.shopify.bulk import CHUNK, Reader
from local.doubles.shopify.gids import gid
from local.doubles.shopify.model import BulkOperation, Item, Level, Line, Location, Order, Product, Variant
from local.doubles.shopify.shop import Shop
from local.doubles.shopify.stock_fields import level_gid
from local.doubles.shopify.table import KINDS, TABLE

_PARENTS = (Item, Level, Location, Order, Product, Variant)


class BulkRuns:
    """The files of all shops; each operation runs in a thread of its own."""

    def __init__(self, url: Callable[[], str]) -> None:
        self._url = url
        self._folder = tempfile.TemporaryDirectory(prefix="shopify-bulk-")
        self._threads: list[threading.Thread] = []

    def start(self, shop: Shop, version: str, operation: BulkOperation) -> None:
        """Run an operation; it begins once the mutation that asked for it is answered."""
        thread = threading.Thread(target=self._run, args=(shop, version, operation), daemon=True)
        self._threads.append(thread)
        thread.start()

    def file(self, domain: str, number: int) -> Path:
        """Return where the rows of an operation are."""
        return Path(self._folder.name) / f"{domain}-{number}.jsonl"

    def stop(self) -> None:
        """Wait for what runs, and remove the files."""
        for thread in self._threads:
            thread.join()
        self._folder.cleanup()

    def _run(self, shop: Shop, version: str, operation: BulkOperation) -> None:
        failure = shop.switches.take("bulk", "BulkOperation")
        path = self.file(shop.domain, operation.id)
        place = f"{self._url()}/{shop.domain}/_bulk/{operation.id}.jsonl"
        with shop.lock:
            operation.status = "RUNNING"
        with path.open("w") as file:
            whole = _write(shop, version, operation, file, failure)

        def close(action: Action) -> None:
            operation.completed_at = shop.clock.now()
            operation.size = path.stat().st_size
            operation.status = "COMPLETED" if whole else "FAILED"
            operation.error_code = None if whole else "INTERNAL_SERVER_ERROR"
            operation.url = place if whole and operation.objects else None
            operation.partial_url = None if whole else place
            action.tell("bulk_operations/finish", _finished(operation))

        shop.act(close)


def _write(shop: Shop, version: str, operation: BulkOperation, file: IO[str], failure: Failure | None) -> bool:
    """Write all rows, or half of them when it fails; return whether it was all."""
    asking = Asking(shop.books, version, Action(shop.books), lambda _: None, lambda: False, lambda _: None)
    reader = Reader(TABLE, asking)
    with shop.lock:
        roots = reader.roots(operation.query)
    if failure is not None:
        roots = roots[: len(roots) // 2]
    for start in range(0, len(roots), CHUNK):
        # The lock is let go between chunks: an export does not stop the shop.
        with shop.lock:
            rows = list(_chunk(reader, roots[start : start + CHUNK], operation))
        file.writelines(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
    return failure is None


def _chunk(reader: Reader, roots: list[Any], operation: BulkOperation) -> Iterator[dict[str, Any]]:
    """Return rows of objects, then of what is nested in them; grouped, each follows its parent."""
    later: list[dict[str, Any]] = []
    for source, node, kind in roots:
        row, nested = reader.read(source, node.selection_set, reader.named(kind))
        operation.roots += 1
        operation.objects += 1
        yield row
        below = list(_below(reader, nested, source, operation))
        if operation.grouped:
            yield from below
        else:
            later += below
    yield from later


def _below(reader: Reader, nested: list[Any], parent: Any, operation: BulkOperation) -> Iterator[dict[str, Any]]:
    for source, node, kind in nested:
        row, inside = reader.read(source, node.selection_set, reader.named(kind))
        operation.objects += 1
        yield row | {"__parentId": parent_gid(parent)}
        yield from _below(reader, inside, source, operation)


def parent_gid(parent: Any) -> str:
    """Return the global id of what a row is nested in."""
    if isinstance(parent, Level):
        return level_gid(parent)
    if isinstance(parent, Line):
        return gid("LineItem", parent.id)
    if isinstance(parent, _PARENTS):
        return gid(KINDS[type(parent)], parent.id)
    raise TypeError(f"A row is not nested in {type(parent).__name__}.")


def _finished(operation: BulkOperation) -> dict[str, Any]:
    return {
        "admin_graphql_api_id": gid("BulkOperation", operation.id),
        "completed_at": stamp(operation.completed_at),
        "created_at": stamp(operation.created_at),
        "error_code": operation.error_code and operation.error_code.lower(),
        "status": operation.status.lower(),
        "type": "query",
    }
