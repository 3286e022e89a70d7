"""A label: a PDF of four by six inches with the PIN as text, or one that something is wrong with."""

from collections.abc import Sequence

INCH = 72


def label(lines: Sequence[str], *, inches: tuple[int, int] = (4, 6), pages: int = 1) -> bytes:
    """Draw these lines of ASCII on each page."""
    width, height = (side * INCH for side in inches)
    text = " ".join(f"({_escaped(line)}) Tj 0 -20 Td" for line in lines)
    content = f"BT /F1 14 Tf 24 {height - 48} Td {text} ET".encode()
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    box = f"/MediaBox [0 0 {width} {height}]"
    page = f"<< /Type /Page /Parent 2 0 R {box} /Resources << /Font << /F1 3 0 R >> >> /Contents {4 + pages} 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[page.encode()] * pages,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
    ]
    return _document(objects)


def _document(objects: Sequence[bytes]) -> bytes:
    document, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(document))
        document += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, rows)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(document))
    return document + table + trailer


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "()\\" else sign for sign in text)
