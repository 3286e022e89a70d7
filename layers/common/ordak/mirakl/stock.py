"""The file of STO01, and what became of its import."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ordak.soft_values import flag, text, whole

HEAD = ("offer-sku", "quantity", "warehouse-code", "update-delete")
_DONE = frozenset({"COMPLETE", "COMPLETED", "FAILED", "CANCELLED", "CANCELED", "REJECTED"})


@dataclass(frozen=True)
class StockImport:
    """How far an import is; once it is done, how many lines were taken and how many not."""

    status: str | None
    done: bool
    taken: int | None
    refused: int | None
    has_report: bool


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
    return StockImport(
        status=status,
        done=(status or "").upper().partition("_")[0] in _DONE,
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
