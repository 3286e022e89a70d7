"""What the shop offers by OF21, the file of STO01, and what became of its import."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ordak.soft_values import flag, text, whole

HEAD = ("offer-sku", "quantity", "warehouse-code", "update-delete")
_FAILED = frozenset({"FAILED", "CANCELLED", "CANCELED", "REJECTED"})
_DONE = frozenset({"COMPLETE", "COMPLETED"}) | _FAILED


@dataclass(frozen=True)
class Offer:
    """What the shop offers under one SKU of its own; `quantity` is what it shows, None where Mirakl did not say."""

    sku: str
    quantity: int | None


@dataclass(frozen=True)
class OfferPage:
    """Offers, and where the next page begins: None after the last one."""

    offers: tuple[Offer, ...]
    next_offset: int | None


@dataclass(frozen=True)
class StockImport:
    """How far an import is; once it is done: did it fail as a whole, how many lines were taken and how many not."""

    status: str | None
    done: bool
    failed: bool
    taken: int | None
    refused: int | None
    has_report: bool


def read_offer(given: dict[str, Any]) -> Offer | None:
    """Read an offer of OF21; None if it has no SKU of the shop's."""
    sku = text(given.get("shop_sku"))
    return None if sku is None else Offer(sku, whole(given.get("quantity")))


def stock_file(figures: Mapping[str, int]) -> bytes:
    """Write the file: for each SKU what can be sold, an absolute figure. What is missing is left as it was."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    lines.writerow(HEAD)
    lines.writerows((sku, str(max(figure, 0)), "", "") for sku, figure in figures.items())
    return written.getvalue().encode()


def read_import(given: dict[str, Any]) -> StockImport:
    """Read the status of an import."""
    status = text(given.get("status"))
    kind = (status or "").upper().partition("_")[0]
    return StockImport(
        status=status,
        done=kind in _DONE,
        failed=kind in _FAILED,
        taken=whole(given.get("lines_in_success")),
        refused=whole(given.get("lines_in_error")),
        has_report=bool(flag(given.get("has_error_report"))),
    )


def refused_skus(report: str) -> list[str]:
    """Return the SKUs of a report of errors, whose sentences are left out; none where it cannot be read."""
    rows = csv.reader(io.StringIO(report.replace("\0", "")), delimiter=";")
    try:
        head, *lines = [row for row in rows if row]
    except (ValueError, csv.Error):
        return []
    column = head.index(HEAD[0]) if HEAD[0] in head else None
    if column is None:
        return []
    return list(dict.fromkeys(row[column] for row in lines if len(row) > column and row[column]))
