"""The entry is closed until somebody taps it or types by hand, and a scanner, however it falters, opens none."""

import pytest
from playwright.sync_api import Locator, expect

from local.stack import Stack
from tests.functions.callers import until
from tests.kiosk.kiosk_page import SAM, Badges, KioskPage, Kiosks, stage, tickets

OPENED = """() => {
  globalThis.opened = false;
  const watch = new MutationObserver(([seen]) => (globalThis.opened ||= !seen.target.hidden));
  watch.observe(document.querySelector('.entry'), { attributeFilter: ['hidden'] });
}"""


@pytest.fixture
def kiosk(kiosks: Kiosks, badges: Badges) -> KioskPage:
    made = kiosks("Filling")
    made.sign_in(badges[SAM], "Sam")
    return made


def entry(kiosk: KioskPage) -> Locator:
    return kiosk.page.get_by_role("textbox", name="Scan, or type a code")


def test_what_is_typed_by_hand_opens_the_entry_with_its_first_key(kiosk: KioskPage, stack: Stack) -> None:
    [ticket] = tickets(stack)
    expect(entry(kiosk)).to_be_hidden()
    kiosk.type(ticket)
    expect(entry(kiosk)).to_be_focused()
    expect(entry(kiosk)).to_have_value(ticket)
    kiosk.page.keyboard.press("Enter")
    until(lambda: stage(stack, ticket) == "Covering", "what was typed is done")
    expect(entry(kiosk)).to_be_hidden()


def test_escape_closes_the_entry(kiosk: KioskPage) -> None:
    kiosk.page.get_by_role("button", name="Scan, or type a code").click()
    expect(entry(kiosk)).to_be_focused()
    kiosk.page.keyboard.press("Escape")
    expect(entry(kiosk)).to_be_hidden()


def test_a_scan_opens_no_entry_nor_does_the_next_one(kiosk: KioskPage, stack: Stack) -> None:
    kiosk.page.evaluate(OPENED)
    first, second = tickets(stack, 2)
    kiosk.scan(first)
    kiosk.scan(second)
    assert kiosk.page.evaluate("globalThis.opened") is False


def test_what_a_faltering_scanner_opened_is_closed_when_its_code_is_known(kiosk: KioskPage, stack: Stack) -> None:
    [ticket] = tickets(stack)
    kiosk.page.evaluate(OPENED)
    kiosk.burst(ticket, falter=0.3)
    until(lambda: stage(stack, ticket) == "Covering", "it is scanned")
    assert kiosk.page.evaluate("globalThis.opened") is True
    expect(entry(kiosk)).to_be_hidden()


def test_a_pin_typed_beside_its_field_is_not_shown(kiosks: Kiosks) -> None:
    kiosk = kiosks("Filling")
    kiosk.page.get_by_role("button", name="Choose your name").click()
    expect(kiosk.page.get_by_role("heading", name="Who are you?")).to_be_visible()
    kiosk.type("271828")
    expect(entry(kiosk)).to_be_hidden()
