"""Barcodes of a test's own, and scans that bring what has them."""

from collections.abc import Iterator
from itertools import count
from uuid import uuid4

from tests.sql.floor import Floor
from tests.sql.pantries import done

_CODES = count(2_000_000_000_000)


def _scans() -> Iterator[str]:
    while True:
        yield str(uuid4())


SCANS = _scans()


def barcode(floor: Floor, sku: str, pieces: int = 1) -> str:
    """Give an item a barcode, which stands for so many pieces, and return it."""
    code = str(next(_CODES))
    done(floor, "set_item_barcode", store=None, barcode=code, sku=sku, quantity=pieces)
    return code
