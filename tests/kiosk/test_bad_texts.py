"""What customers write is text: it breaks where it stands, is fetched by nobody, and runs nowhere."""

import io
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from local.doubles.webhook_sender import Shop
from local.stack import Stack
from tests.browser.views import WIDE
from tests.functions.callers import cake, order, until
from tests.kiosk.kiosk_page import SUE, Badges, Kiosks
from tests.kiosk.test_reading import card

SIZES = [(320, 640), (390, 844), (1024, 768), (1920, 1080)]
STATES = ["station-allergies", "station-batch-allergies", "ticket-odd", "ask-allergies-long", "photo"]
# Everything that stands in a card ends in it, and in nothing a word is wider than its line.
OUT = """() => [...document.querySelectorAll('.ticket, .notice, .allergies, dialog[open], .facts > div')].flatMap((box) => {
  const edge = box.getBoundingClientRect().right + 1;
  return [...box.querySelectorAll('p, span, bdi, q, dd, strong')].filter((one) => one.offsetParent !== null && !one.classList.contains('visually-hidden')
    && [...one.getClientRects()].some(({ right }) => right > edge)).map((one) => one.outerHTML.slice(0, 80));
})"""
EVIL = [
    "https://track.example/pixel.png?who=me",
    "https://files.example/logo.svg",
    "<img src=https://files.example/x.png onerror=document.title='run'>",
    "<script>document.title='run'</script>",
    "javascript:document.title='run'",
    "data:text/html,<script>document.title='run'</script>",
    "\u202egpj.elif",
]
PHOTO = "https://cdn.shopify.com/s/files/1/uploads/IMG_2034.jpg?v=17"


@pytest.fixture(scope="module")
def page(browser: Browser, gallery: str) -> Iterator[Page]:
    context = browser.new_context(timezone_id="America/Toronto")
    page = context.new_page()
    page.goto(gallery)
    page.wait_for_function("'show' in window")
    yield page
    context.close()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_text_is_wider_than_where_it_stands(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for state in STATES:
        page.evaluate("state => show(state)", state)
        assert page.evaluate(WIDE) <= 0, state
        assert page.evaluate(OUT) == [], state


def test_five_thousand_letters_are_a_few_lines_of_a_card_and_whole_on_the_ticket(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.evaluate("show('station-allergies')")
    height = "card => card.getBoundingClientRect().height"
    long, plain = (page.locator(".ticket", has_text=number).evaluate(height) for number in ("12361-B", "12360"))
    assert long < plain + 400
    page.evaluate("show('ticket-odd')")
    whole = page.locator("article .allergies")
    assert len(whole.inner_text()) > 4900
    assert whole.evaluate("p => p.scrollHeight - p.clientHeight") <= 1


def test_texts_that_run_the_other_way_keep_to_themselves(page: Page) -> None:
    page.evaluate("show('station-allergies')")
    said = page.locator(".ticket", has_text="12362").locator("bdi")
    assert said.count() >= 4
    expect(said.filter(has_text="יום").or_(said.filter(has_text="يوم")).first).to_have_css("direction", "rtl")
    expect(page.locator(".ticket", has_text="12362").locator("h2")).to_have_css("direction", "ltr")


def test_a_picture_is_a_code_for_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.evaluate("show('ticket-odd')")
    button = page.get_by_role("button", name="Photo · cdn.shopify.com")
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 64
    button.click()
    square = page.get_by_role("img", name="Code of the picture’s address")
    expect(square.locator("svg")).to_be_visible()
    with Image.open(io.BytesIO(square.screenshot())) as shot:
        [code] = zxingcpp.read_barcodes(shot.convert("L"))
    assert code.text.startswith("https://cdn.shopify.com/s/files/1/0001/uploads/IMG_2034.jpg?v=17&k=aaa")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_that_a_customer_wrote_is_fetched_or_run(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    line = cake(
        "BRW-12-SC", properties=[{"name": "Photo", "value": PHOTO}, {"name": "Allergies", "value": " ".join(EVIL)}]
    )
    [ticket] = Shop(stack.env).deliver(order(line, note="\n".join(EVIL))).json()["tickets"]
    kiosk = kiosks("Filling")
    fetched: list[str] = []
    kiosk.context.on("request", lambda request: fetched.append(request.url))
    kiosk.sign_in(badges[SUE], "Sue")
    shown = card(kiosk, ticket)
    expect(shown).to_contain_text("Photo · cdn.shopify.com")
    expect(shown).not_to_contain_text(PHOTO)
    shown.get_by_role("button", name="Open").first.click()
    for said in EVIL[1:5]:
        expect(kiosk.page.get_by_role("article")).to_contain_text(said)
    kiosk.page.get_by_role("button", name="Photo · cdn.shopify.com").click()
    expect(kiosk.page.get_by_role("dialog").locator("svg")).to_be_visible()
    until(lambda: any("/assets/" in url for url in fetched), "the code is drawn")
    assert [url for url in fetched if not url.startswith(stack.url)] == []
    assert kiosk.page.title() != "run"
    assert kiosk.page.locator("article a, article img, article script, article iframe").count() == 0
