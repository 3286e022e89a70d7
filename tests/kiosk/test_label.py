"""What is printed is read back: by a reader of both codes, at the resolution of a label printer."""

import io
import re
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

DOTS = 203  # an inch, of the usual thermal printer
INCH = 25.4  # mm
IDS = {
    "label": "bannos-12345-A",
    "label-again": "flourlane-123456-AB",
    "label-manual": "bannos-m1001",
    "label-long": "flourlane-12345678901234567890-ZZZ",
}


@pytest.fixture(scope="module")
def printer(browser: Browser, gallery: str) -> Iterator[Page]:
    """A page as a printer is given it: a picture of it has the printer's dots."""
    context = browser.new_context(device_scale_factor=DOTS / 96, timezone_id="America/Toronto")
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(gallery)
    page.wait_for_function("'show' in window")
    yield page
    context.close()


def printed(page: Page, state: str, nth: int = 0) -> Image.Image:
    page.evaluate("state => show(state)", state)
    label = page.locator(".label").nth(nth)
    expect(label).to_be_visible()
    # A thermal printer knows black and white alone.
    return Image.open(io.BytesIO(label.screenshot())).convert("L").point(lambda grey: 255 * (grey > 127))


@pytest.mark.parametrize("state", IDS)
def test_both_codes_of_a_label_say_the_tickets_id(printer: Page, state: str) -> None:
    picture = printed(printer, state)
    assert abs(picture.width - 62 / INCH * DOTS) <= 2
    found = {str(code.format).removeprefix("BarcodeFormat."): code.text for code in zxingcpp.read_barcodes(picture)}
    assert {kind.replace(" ", "").lower(): text for kind, text in found.items()} == {
        "code128": IDS[state],
        "qrcode": IDS[state],
    }


def test_lines_and_squares_are_of_whole_dots(printer: Page) -> None:
    printed(printer, "label")
    sizes = [
        svg.evaluate("svg => [svg.getBoundingClientRect().height, svg.viewBox.baseVal.height]")
        for svg in printer.locator(".label svg").all()
    ]
    modules = [height / 96 * INCH / units for height, units in sizes]
    assert modules == [pytest.approx(0.25, rel=0.01), pytest.approx(0.75, rel=0.01)]


@pytest.mark.parametrize(("state", "mark"), [("label", None), ("label-again", "REPRINT 3"), ("label-manual", None)])
def test_a_label_that_is_not_the_first_says_so(printer: Page, state: str, mark: str | None) -> None:
    printed(printer, state)
    assert re.findall(r"REPRINT \d+", printer.locator(".label").inner_text()) == ([mark] if mark else [])


@pytest.mark.parametrize("state", IDS)
def test_one_label_is_one_page_of_its_size_with_words_that_a_person_reads(printer: Page, state: str) -> None:
    printed(printer, state)
    [page] = PdfReader(io.BytesIO(printer.pdf(prefer_css_page_size=True))).pages
    assert [round(float(side) / 72 * INCH) for side in page.mediabox[2:]] == [62, 100]
    words = re.sub(r"\s+", "", page.extract_text())
    assert IDS[state] in words
    assert "Celebrationcake" in words


def test_nothing_of_the_screen_is_printed_and_nothing_of_a_message(printer: Page) -> None:
    printed(printer, "label")
    [page] = PdfReader(io.BytesIO(printer.pdf(prefer_css_page_size=True))).pages
    text = page.extract_text()
    for word in ("Queue", "Ready", "Sam", "Robin", "Camille"):
        assert word not in text


def test_codes_to_put_up_are_a_label_each_and_those_of_places_that_are_gone_are_not_printed(printer: Page) -> None:
    titles = ["Take back the last scan", "Next step", "I have seen the change", "Clear the screen"]
    titles += ["Fridge 1", "Fridge 2, shelf B"]
    codes = []
    for nth, title in enumerate(titles):
        [code] = zxingcpp.read_barcodes(printed(printer, "signs", nth))
        words = printer.locator(".label").nth(nth).inner_text().splitlines()
        assert [word for word in words if word] == [title, code.text]
        codes.append(code.text)
    assert [code[:-1] for code in codes[:4]] == ["C-UNDO-", "C-NEXT-", "C-ACK-", "C-CLEAN-"]
    assert codes[4:] == ["L-7K3M9Q2DW4XN5TR0-A", "L-7K3M9Q2DW4XN5TR1-A"]
    pages = PdfReader(io.BytesIO(printer.pdf(prefer_css_page_size=True))).pages
    assert [re.sub(r"\s+", " ", page.extract_text()).strip() for page in pages] == [
        f"{title} {code}" for title, code in zip(titles, codes, strict=True)
    ]


@pytest.mark.parametrize("state", IDS)
def test_allergies_are_on_the_label_and_no_line_of_them_is_cropped(printer: Page, state: str) -> None:
    printed(printer, state)
    words = printer.locator(".label-allergies").first
    expect(words).to_contain_text("severe nut allergy")
    assert words.evaluate("p => p.scrollHeight - p.clientHeight") <= 1
