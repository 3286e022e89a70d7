"""The check of a label: what is to be printed, and what is not, with its reason."""

import pytest

from label_check import MOST_BYTES, LabelError, check_label
from tests.functions.marketplace.labels import label

PIN = "7035114477138472"
OTHER = "7035114477138489"
WHOLE = label("Expedited 7035 1144 7713 8472")


def refused(body: bytes, pin: str = PIN) -> str:
    """Return why a label is refused; "" if it is not."""
    try:
        check_label(body, pin)
    except LabelError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("size", [(288, 432), (612, 792), (792, 612), (432, 288), (283.5, 425.2)])
def test_one_page_of_a_label_or_a_letter_is_one_either_way_round(size: tuple[float, float]) -> None:
    assert refused(label(f"PIN {PIN}", size=size)) == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "LABEL_EMPTY"),
        (b"<html><body>Please sign in</body></html>" * 20, "LABEL_NOT_PDF"),
        (b'{"messages": []}', "LABEL_NOT_PDF"),
        (WHOLE[:-200], "LABEL_TRUNCATED"),
        (WHOLE[:400], "LABEL_TRUNCATED"),
        (b"%PDF-1.4\n%%EOF\n", "LABEL_TRUNCATED"),
        (b"%PDF-1.4\n" + b"x" * 600 + b"\n%%EOF\n", "LABEL_UNREADABLE"),
        (WHOLE.replace(b"/Type /Pages /Kids [4 0 R]", b"/Type /Pages /Kids [9 0 R]"), "LABEL_UNREADABLE"),
        (b"%PDF-1.4\n" + b" " * MOST_BYTES + b"%%EOF", "LABEL_TOO_LARGE"),
        (label("one", "two"), "LABEL_PAGES"),
        (label("A4", size=(595, 842)), "LABEL_SIZE"),
        (label("a stamp", size=(72, 72)), "LABEL_SIZE"),
        (label("4 x 4", size=(288, 288)), "LABEL_SIZE"),
    ],
)
def test_what_is_no_whole_label_is_refused_with_its_reason(body: bytes, code: str) -> None:
    assert refused(body) == code


@pytest.mark.parametrize("other", [OTHER, "7035 1144 7713 8489", "123456789012", "123 456 789 012"])
def test_label_of_another_parcel_is_refused(other: str) -> None:
    assert refused(label(f"PIN {other}")) == "LABEL_OTHER_PIN"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no number at all",
        "0001234567",
        "1-877-376-1212",
        "2026-11-30 10:15",
        f"{OTHER} {PIN}",
        f"{PIN}1 part of a longer one",
        "12345678901234567890",
    ],
)
def test_label_without_another_parcels_number_is_taken(text: str) -> None:
    assert refused(label(text)) == ""


def test_number_of_the_sandbox_is_every_parcels() -> None:
    assert refused(label("PIN 123456789012"), "123456789012") == ""
