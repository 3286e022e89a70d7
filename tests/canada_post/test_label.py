"""A label is a PDF of four by six inches with the PIN of its shipment, unless a switch says what is wrong with it."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from local.doubles.canada_post import CanadaPost
from local.doubles.canada_post.label import label
from tests.canada_post.conftest import Merchant


def read(merchant: Merchant, shipment: dict[str, Any]) -> PdfReader:
    answer = merchant.label(shipment)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content), strict=True)


def test_a_label_has_one_page_and_the_pin(merchant: Merchant) -> None:
    shipment = merchant.buy()
    (page,) = read(merchant, shipment).pages
    assert [float(side) for side in page.mediabox] == [0, 0, 4 * 72, 6 * 72]
    assert shipment["trackingPin"] in page.extract_text()
    other = merchant.buy(customerRequestId="another")
    assert other["trackingPin"] in read(merchant, other).pages[0].extract_text()


def test_a_label_is_not_ready_at_once_if_a_switch_says_so(carrier: CanadaPost, merchant: Merchant) -> None:
    carrier.fail("not ready", 2)
    shipment = merchant.buy()
    assert [merchant.label(shipment).status_code for _ in range(3)] == [202, 202, 200]


def test_a_label_may_be_of_another_size_have_two_pages_or_another_pin(carrier: CanadaPost, merchant: Merchant) -> None:
    shipment = merchant.buy()
    for kind in ("label size", "label pages", "label pin"):
        carrier.fail(kind)
    reader = read(merchant, shipment)
    assert [[float(side) for side in page.mediabox][2:] for page in reader.pages] == [[576, 792]] * 2
    assert shipment["trackingPin"] not in reader.pages[0].extract_text()
    assert len(read(merchant, shipment).pages) == 1


def test_a_label_may_be_cut(carrier: CanadaPost, merchant: Merchant) -> None:
    shipment = merchant.buy()
    carrier.fail("label cut")
    with pytest.raises(PdfReadError):
        read(merchant, shipment)


def test_only_a_pdf_of_a_shipment_is_a_label(carrier: CanadaPost, merchant: Merchant) -> None:
    (href,) = [link["href"] for link in merchant.buy()["links"] if link["rel"] == "label"]
    assert merchant.ask("GET", href).status_code == 406
    none = f"{href.rpartition('/shipping/')[0]}/shipping/none/0"
    assert merchant.ask("GET", none, headers={"Accept": "application/pdf"}).status_code == 404
    assert carrier.log.count("label") == 2


def test_text_of_a_label_may_hold_any_ascii() -> None:
    (page,) = PdfReader(io.BytesIO(label(["a (b) \\c"])), strict=True).pages
    assert page.extract_text().strip() == "a (b) \\c"
