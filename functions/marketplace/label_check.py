"""Is this file the label that was bought? One page, of a label's size, whole, and of no other parcel."""

import re
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject

MOST_BYTES = 1024 * 1024
_LEAST_BYTES = 300
_TAIL = 1024  # where a whole file ends
# Points, the shorter side first: 4 x 6 inches, letter. Printers' drivers differ by a few.
_SIZES = ((288.0, 432.0), (612.0, 792.0))
_TOLERANCE = 10.0
# Sixteen digits, or twelve, in groups or not, that are no part of a longer number.
_PINS = re.compile(r"(?<!\d)(?<!\d )(?:\d{16}|\d{12}|(?:\d{4} ){3}\d{4}|(?:\d{3} ){3}\d{3})(?! ?\d)")


class LabelError(Exception):
    """It is not to be printed. The code says why: LABEL_NOT_PDF."""


def check_label(body: bytes, pin: str) -> None:
    """Raise LabelError unless this is one whole page of a label's size, with no other parcel's number on it."""
    if not body:
        raise LabelError("LABEL_EMPTY")
    if not body.startswith(b"%PDF-"):
        raise LabelError("LABEL_NOT_PDF")
    if len(body) > MOST_BYTES:
        raise LabelError("LABEL_TOO_LARGE")
    if len(body) < _LEAST_BYTES or b"%%EOF" not in body[-_TAIL:]:
        raise LabelError("LABEL_TRUNCATED")
    width, height, text = _read(body)
    if not any(_fits(width, height, size) for size in _SIZES):
        raise LabelError("LABEL_SIZE")
    found = {match.replace(" ", "") for match in _PINS.findall(text)}
    if found and pin not in found:
        raise LabelError("LABEL_OTHER_PIN")


def _read(body: bytes) -> tuple[float, float, str]:
    """Return the shorter side of the one page, the longer, and its text."""
    from pypdf import PdfReader  # noqa: PLC0415 - only who buys a label pays for it

    try:
        pages = list(PdfReader(BytesIO(body), strict=True).pages)
        sides = sorted(_sides(pages[0])) if len(pages) == 1 else [0.0, 0.0]
        text = pages[0].extract_text() if len(pages) == 1 else ""
    except Exception as error:  # a broken file breaks its reader in any way
        raise LabelError("LABEL_UNREADABLE") from error
    if len(pages) != 1:
        raise LabelError("LABEL_PAGES")
    return sides[0], sides[1], " ".join(text.split())


def _sides(page: "PageObject") -> tuple[float, float]:
    return float(page.mediabox.width), float(page.mediabox.height)


def _fits(width: float, height: float, size: tuple[float, float]) -> bool:
    return abs(width - size[0]) <= _TOLERANCE and abs(height - size[1]) <= _TOLERANCE
