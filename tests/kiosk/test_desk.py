"""A kiosk is set up as people do it: it shows a code, and a supervisor types it at a device of their own."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack import Stack
from tests.functions.callers import rows
from tests.kiosk.kiosk_page import SUE, Badges, Kiosks


def at_desk(page: Page, stack: Stack, person: str) -> None:
    page.goto(f"{stack.url}/kiosk/")
    page.get_by_role("button", name="I am a supervisor").click()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name=f"Sign in as {person}").click()
    page.wait_for_url(f"{stack.url}/kiosk/#desk")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The browser of a person, at no kiosk."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_supervisor_sets_up_a_kiosk_by_its_code(page: Page, browser: Browser, stack: Stack) -> None:
    kiosk = browser.new_page()
    kiosk.goto(f"{stack.url}/kiosk/")
    kiosk.get_by_role("button", name="Set up this kiosk").click()
    code = kiosk.locator("p.code")
    expect(code).to_contain_text(re.compile("[A-Z]{4}-[A-Z]{4}"))

    at_desk(page, stack, "Sue Supervisor")
    page.get_by_label("Code of the kiosk").fill("BBBB-BBBB")
    page.get_by_label("Store").select_option("bannos")
    page.get_by_label("Station").select_option("Covering")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("status")).to_contain_text("No such code")
    page.get_by_label("Code of the kiosk").fill(code.inner_text()[-9:])
    page.get_by_label("Station").select_option("Covering")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("status")).to_have_text("The kiosk at Covering is set up.")

    expect(kiosk.get_by_text("Show your badge", exact=True)).to_be_visible()
    expect(kiosk.locator(".place")).to_contain_text("Covering")
    # Nobody can read what a page keeps of whoever signed in at it: no token is in its address or its storage.
    assert (
        page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + location.href").count("ey") == 0
    )
    kiosk.close()


def test_supervisor_sets_up_a_board_of_both_stores(page: Page, stack: Stack) -> None:
    shown = httpx.post(stack.url + "/auth/device", json={}, timeout=60).json()
    at_desk(page, stack, "Sue Supervisor")
    further = page.get_by_label("Also show flourlane while nobody is signed in")
    page.get_by_label("Store").select_option("bannos")
    expect(further).to_have_count(0)
    page.get_by_label("Station").select_option("Board: all stages")
    further.check()
    page.get_by_label("Code of the kiosk").fill(shown["user_code"])
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("status")).to_have_text("The kiosk at Board: all stages is set up.")
    made = "select store, station, shown_stores from core.devices order by enrolled_at desc nulls last limit 1"
    assert rows(stack, made) == [("bannos", "Board", ["flourlane"])]


def test_supervisor_switches_a_kiosk_off_at_another(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    rows(stack, "update core.devices set revoked_at = now() where station = 'Covering' returning 1")
    lost, kiosk = kiosks("Covering"), kiosks("Filling")
    kiosk.sign_in(badges[SUE], "Sue")
    kiosk.page.get_by_role("button", name="Kiosks").click()
    off = kiosk.page.get_by_role("button", name="Switch off the kiosk at Covering")
    off.click()
    kiosk.page.get_by_role("button", name="Cancel").click()
    expect(off).to_be_visible()
    off.click()
    kiosk.page.get_by_role("button", name="Yes, switch it off").click()
    expect(off).to_have_count(0)
    lost.page.reload()
    expect(lost.page.get_by_role("heading", name="This kiosk has been switched off")).to_be_visible()


def test_who_is_no_supervisor_cannot(page: Page, stack: Stack) -> None:
    at_desk(page, stack, "Sam Staff")
    expect(page.get_by_role("alert")).to_have_text("Only supervisors can set up a kiosk.")
    expect(page.get_by_role("button", name="Set up")).to_have_count(0)
