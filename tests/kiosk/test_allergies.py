"""An allergy is red, in words and asked about once before its cake is decorated or packed, with a network or without."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from local.doubles.webhook_sender import Shop
from local.stack import Stack
from tests.functions.callers import Person, cake, order, rows, until
from tests.kiosk.kiosk_page import SUE, Badges, KioskPage, Kiosks, stage
from tests.kiosk.test_reading import card

NUTS = "nuts: the child is anaphylactic"
# What a person does a second later, a scanner's second reading is not.
AT_ONCE = "globalThis.ordakTimers.scannedTwice = 0"
RED = "rgb(176, 33, 27)"
CONFIRM = "I have read the allergies"
SEEN = "select (detail ->> 'allergies_seen')::boolean from core.order_events where ticket_id = %s and kind = %s"
STEPS = {
    "Decorating": ["complete_filling", "complete_covering"],
    "Packing": ["complete_filling", "complete_covering", "complete_decorating"],
}


def sold(stack: Stack, at: str, count: int = 1) -> list[str]:
    """Sell cakes for somebody with an allergy and bring them to a stage."""
    staff, made = Person(stack, "Supervisor"), []
    for _ in range(count):
        line = cake("BRW-12-SC", properties=[{"name": "Allergies", "value": NUTS}])
        [ticket] = Shop(stack.env).deliver(order(line)).json()["tickets"]
        assert all(staff.call(step, id=ticket).json()["ok"] for step in STEPS[at])
        made.append(str(ticket))
    return made


def asked(kiosk: KioskPage, ticket: str) -> None:
    """Scan a ticket and be asked, with nothing written."""
    kiosk.burst(ticket)
    question = kiosk.page.get_by_role("alertdialog")
    expect(question).to_contain_text(ticket.split("-", 1)[1])
    expect(question).to_contain_text(NUTS)
    assert ticket not in {scan["ticket_id"] for scan in kiosk.scans()}


def test_decorating_asks_once_and_a_key_a_touch_and_the_ticket_itself_are_answers(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    tickets = sold(stack, "Decorating", 4)
    kiosk = kiosks("Decorating", script=AT_ONCE)
    kiosk.sign_in(badges[SUE], "Sue")
    until(lambda: set(tickets) <= kiosk.queue(), "the queue is here")
    by_key, by_touch, by_scan, left = tickets
    asked(kiosk, left)
    kiosk.page.keyboard.press("Escape")
    expect(kiosk.band).to_contain_text("Not done")
    asked(kiosk, by_key)
    button = kiosk.page.get_by_role("button", name=CONFIRM)
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 64
    kiosk.page.keyboard.press("Enter")
    expect(kiosk.page.locator(".band-ok")).to_contain_text(by_key.split("-", 1)[1])
    asked(kiosk, by_touch)
    button.click()
    expect(kiosk.page.locator(".band-ok")).to_contain_text(by_touch.split("-", 1)[1])
    asked(kiosk, by_scan)
    kiosk.scan(by_scan)
    assert [stage(stack, each) for each in tickets] == ["Packing", "Packing", "Packing", "Decorating"]
    assert [rows(stack, SEEN, each, "complete_decorating") for each in tickets[:3]] == [[(True,)]] * 3
    kiosk.page.get_by_role("button", name=f"Open {by_scan.split('-', 1)[1]}").click()
    kiosk.page.get_by_role("button", name="Why is it here?").click()
    expect(kiosk.page.locator(".history li", has_text="Decorating done")).to_contain_text("allergy confirmed")


def test_packing_asks_without_a_network_too_and_once_for_both_of_its_steps(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    [ticket] = sold(stack, "Packing")
    kiosk = kiosks("Packing", script=AT_ONCE)
    kiosk.sign_in(badges[SUE], "Sue")
    expect(kiosk.page.locator("main")).to_contain_text(NUTS)  # the queue is here, with its words
    kiosk.offline()
    asked(kiosk, ticket)
    kiosk.keeps(ticket)
    kiosk.keeps(ticket)
    assert [(scan["action"], scan["fields"]) for scan in kiosk.scans()] == [
        (action, {"allergies_seen": True}) for action in ("start_packing", "complete_packing")
    ]
    kiosk.offline(away=False)
    kiosk.until_sent()
    assert stage(stack, ticket) == "Complete"
    assert [rows(stack, SEEN, ticket, kind) for kind in ("start_packing", "complete_packing")] == [[(True,)]] * 2


def test_an_allergy_is_red_with_its_icon_and_word_on_the_card_and_on_the_ticket(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    [ticket] = sold(stack, "Decorating")
    kiosk = kiosks("Decorating")
    kiosk.sign_in(badges[SUE], "Sue")
    is_red(card(kiosk, ticket))
    card(kiosk, ticket).get_by_role("button", name="Open").first.click()
    is_red(kiosk.page.get_by_role("article"))


def is_red(place: Locator) -> None:
    said = place.locator(".allergies")
    expect(said).to_contain_text(NUTS)
    expect(said.locator("strong")).to_have_text("Allergies")
    expect(said.locator("svg")).to_have_count(1)
    expect(said).to_have_css("background-color", RED)


@pytest.fixture
def page(browser: Browser, gallery: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1024, "height": 768}, timezone_id="America/Toronto")
    page = context.new_page()
    page.goto(gallery)
    page.wait_for_function("'show' in window")
    yield page
    context.close()


def test_the_band_and_the_counts_by_cake_say_that_there_is_one(page: Page) -> None:
    page.evaluate("show('band-asked')")
    expect(page.locator(".band .allergy")).to_have_text("Allergies")
    page.evaluate("show('station-batch-allergies')")
    counted = page.locator(".counted", has=page.get_by_role("button", name="Vanilla, 8 inch: 4, Allergies"))
    expect(counted.locator(".allergy")).to_have_text("Allergies")
    names = page.locator(".batch th[scope=row]").all_inner_texts()
    assert [name for name in names if name.lower() == "vanilla"] == ["Vanilla"]


def test_what_is_missing_is_named_with_how_much_of_it(page: Page) -> None:
    page.evaluate("show('station-allergies')")
    blocked = page.locator(".ticket", has_text="12365").locator(".badge", has_text="Stock is short")
    expect(blocked).to_contain_text("Cake flour: 2.5 kg")
    expect(blocked).to_contain_text("Eggs: 3")
    page.evaluate("show('ticket-blocked')")
    expect(page.locator(".notice.bad")).to_contain_text("Chocolate sponge, 8 inch: 3")


@pytest.mark.parametrize("media", ["print", "screen"])
def test_a_label_has_the_word_and_as_much_as_there_is_room_for_and_says_when_there_is_more(
    page: Page, media: Any
) -> None:
    page.emulate_media(media=media)
    page.evaluate("show('label-allergies')")
    page.emulate_media(media="print")
    label, box = page.locator(".label"), page.locator(".label-allergies")
    expect(box).to_be_visible()
    said = box.inner_text()
    assert said.lower().startswith("allergies: severe nut allergy")
    assert said.endswith("… more on the ticket")
    for place in (box, label, page.locator(".label-words")):
        assert place.evaluate("one => one.scrollHeight - one.clientHeight") <= 1
    # Not a line more would have had room.
    assert box.evaluate("one => one.getBoundingClientRect().bottom") > box.evaluate(
        "one => one.nextElementSibling.getBoundingClientRect().top - 8"
    )
    page.evaluate("show('label')")
    expect(box).to_contain_text("please nothing that was near them at all")
    expect(box).not_to_contain_text("more on the ticket")
