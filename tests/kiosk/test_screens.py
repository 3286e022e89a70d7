"""The screen is the queue: each state of the table at three sizes, in two languages, in both lights."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PICTURES
from tests.browser.conftest import SCREENS as FOLDER
from tests.kiosk.screens import LANGUAGES, SCREENS, SIZES, Screen

SHOW = "async ([state, wanted]) => { await show(state); return measure(wanted); }"


def wanted(screen: Screen, size: str) -> dict[str, object]:
    limits = {"top": screen.top.get(size), "whole": screen.whole.get(size), "seen": screen.seen.get(size)}
    return {name: limit for name, limit in limits.items() if limit is not None}


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, browser: Browser, gallery: str) -> Iterator[Page]:
    """Give the gallery in a language: one page for every state and size."""
    context = browser.new_context(locale="en-CA", timezone_id="America/Toronto", reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(f"{gallery}?state=starting&language={request.param}")
    opened.wait_for_selector("html[data-shown='starting']", state="attached")
    yield opened
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_every_screen_shows_at_first_sight_what_is_wanted_of_it(page: Page, size: str) -> None:
    language, (width, height) = page.evaluate("document.documentElement.lang"), SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    wrong: dict[str, list[str]] = {}
    for screen in SCREENS:
        if found := page.evaluate(SHOW, [screen.state, wanted(screen, size)]):
            wrong[screen.state] = found
        for light in ["light", "dark"] if PICTURES else []:
            page.evaluate("light => { document.documentElement.dataset.theme = light }", light)
            page.screenshot(path=FOLDER / f"screen-{screen.state}-{size}-{language}-{light}.jpg", type="jpeg")
    assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)


BROKEN = {
    "the page is": "document.body.append(Object.assign(document.createElement('p'), {innerText: 'w'.repeat(3000), style: 'white-space: nowrap'}))",
    "runs out": "document.querySelector('.card p').style.cssText = 'position: relative; left: 30rem'",
    "small": "document.querySelector('nav button').style.cssText = 'min-height: 0; height: 40px'",
    "the first card begins at": "document.querySelector('main').style.paddingTop = '300px'",
    "cards are whole": "document.querySelectorAll('.card').forEach(card => { card.style.height = '800px' })",
    "not in sight": "document.querySelector('nav button').style.cssText = 'position: absolute; top: -70px'",
    "in the dark": "document.querySelector('h1').style.color = '#333'",
}


@pytest.mark.parametrize("page", ["en"], indirect=True)
def test_what_is_wrong_with_a_screen_is_found(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    screen = {"top": 250, "whole": 3, "seen": ["nav button"]}
    for complaint, breaks in BROKEN.items():
        assert page.evaluate(SHOW, ["station", screen]) == []
        page.evaluate(breaks)
        assert complaint in " ".join(page.evaluate("wanted => measure(wanted)", screen))
        page.evaluate("document.querySelector('body > p')?.remove()")


@pytest.mark.parametrize("page", ["en"], indirect=True)
def test_brightest_button_of_a_ticket_does_this_stations_work(page: Page) -> None:
    for state, wanted in {"ticket-packing": ["Packed"], "ticket-elsewhere": []}.items():
        page.evaluate("state => show(state)", state)
        assert page.locator(".opened .button.primary").all_inner_texts() == wanted
        assert page.get_by_role("button", name="Packed").count() == 1
