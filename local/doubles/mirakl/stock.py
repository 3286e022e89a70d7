"""STO01 to STO03: a file of quantities, how far its import is, and the lines that were not taken."""

import csv
import io
import re

from local.doubles.kit import Asked, Operation, RefusedError, Reply
from local.doubles.kit.form import fields
from local.doubles.mirakl.books import Books, Import
from local.doubles.mirakl.replies import found
from local.doubles.mirakl.settings import Settings

HEAD = ["offer-sku", "quantity", "warehouse-code", "update-delete"]
_WAITS = 1  # how often a status is read before the import is done


class Stock:
    """The quantities of the shop's offers."""

    def __init__(self, books: Books, settings: Settings) -> None:
        self._books, self._settings = books, settings
        imports = "/api/offers/stock/imports"
        self.operations = (
            Operation("STO01", "POST", imports, self._import, changes=True),
            Operation("STO02", "GET", f"{imports}/{{}}/status", self._status),
            Operation("STO03", "GET", f"{imports}/{{}}/error_report", self._report),
        )

    def _import(self, asked: Asked) -> Reply:
        form = fields(asked.request)
        if set(form) != {"file"} or len(form["file"]) != 1 or form["file"][0].filename is None:
            raise RefusedError(400, "The form has one file.")
        now = self._books.clock.now().timestamp()
        if now - self._books.imported_at < self._settings.stock_pause:
            raise RefusedError(429, "Too Many Requests")
        rows = list(csv.reader(io.StringIO(form["file"][0].content.decode()), delimiter=";"))
        if not rows or rows[0] != HEAD:
            raise RefusedError(400, f"The first line has to be {';'.join(HEAD)}.")
        errors = [[*row, str(number), why] for number, row in enumerate(rows[1:], 2) if (why := self._fault(row))]
        for row in rows[1:]:
            if not self._fault(row):
                self._books.offers[row[0]].quantity = int(row[1])
        self._books.imported_at = now
        number = str(self._books.new_number())
        self._books.imports[number] = Import(0, len(rows) - 1 - len(errors), errors)
        where = f"/api/offers/stock/imports/{number}/status"
        return found({"import_id": number}, 201, Location=where)

    def _fault(self, row: list[str]) -> str | None:
        if len(row) != len(HEAD) or row[0] not in self._books.offers:
            return "The offer does not exist"
        if not re.fullmatch(r"\d{1,9}", row[1]):
            return "The quantity is not valid"
        return None if row[2:] == ["", ""] else "The warehouse does not exist"

    def _one(self, asked: Asked) -> Import:
        if asked.parts[0] not in self._books.imports:
            raise RefusedError(404, "There is no such import.")
        return self._books.imports[asked.parts[0]]

    def _status(self, asked: Asked) -> Reply:
        one = self._one(asked)
        one.read += 1
        done = one.read > _WAITS
        numbers = {
            "lines_read": one.taken + len(one.errors),
            "lines_in_success": one.taken,
            "lines_in_error": len(one.errors),
        }
        told = {**numbers, "has_error_report": bool(one.errors)} if done else {"has_error_report": False}
        return found({"import_id": asked.parts[0], "status": "COMPLETE" if done else "RUNNING", **told})

    def _report(self, asked: Asked) -> Reply:
        one = self._one(asked)
        if not one.errors:
            raise RefusedError(404, "There is no report.")
        written = io.StringIO()
        lines = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
        lines.writerow([*HEAD, "error-line", "error-message"])
        lines.writerows(one.errors)
        return Reply(200, written.getvalue().encode(), "text/csv")
