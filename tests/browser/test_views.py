"""Every state of every view of the packers' page, the inbox and the pantry: what axe finds, what is cut off, too small or too faint."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PICTURES, SCREENS
from tests.browser.gallery import served
from tests.browser.views import Sight, View
from tests.clusters import server_folder

PAGES = {"fulfilment": 30, "inbox": 20, "pantry": 56}  # and how many states each has at least
SIZES = {"phone": (390, 844), "tablet": (1024, 768), "wall": (1920, 1080), "narrow": (320, 640)}
# Where each language is looked at; for pictures, everywhere. axe, which costs most, by day at a tablet and by night at a phone.
LOOKED_AT = {"en": ("phone", "tablet", "wall"), "fr": ("phone", "tablet", "narrow")}
WITH_AXE = {("en", "tablet"), ("fr", "phone")}
LOOK = "async (state) => { await show(state); return measure({}); }"


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """Serve the gallery; its address."""
    with server_folder() as folder, served(folder) as url:
        yield url


@pytest.fixture(scope="module", params=[(page, language) for page in PAGES for language in ("en", "fr")], ids=" ".join)
def view(request: pytest.FixtureRequest, browser: Browser, gallery: str) -> Iterator[View]:
    """Give a page's gallery in a language: one for all its states and sizes."""
    page, language = request.param
    made = View(
        browser, f"{gallery}{page}/", Sight(1024, 768, "light" if language == "en" else "dark", language, axe=True)
    )
    yield made
    made.context.close()
    assert made.faults == []


def name_of(view: View) -> str:
    """Name the page that a view is of."""
    return view.url.rstrip("/").rpartition("/")[2]


def test_every_state_can_be_seen_touched_and_understood(view: View) -> None:
    language = view.sight.language
    states: list[str] = view.page.evaluate("STATES")
    assert len(states) >= PAGES[name_of(view)]
    wrong: dict[str, Any] = {}
    for size in SIZES if PICTURES else LOOKED_AT[language]:
        width, height = SIZES[size]
        view.page.set_viewport_size({"width": width, "height": height})
        for state in states:
            found = view.page.evaluate(LOOK, state)
            found += view.complaints() if (language, size) in WITH_AXE else []
            if PICTURES:
                file = SCREENS / f"{name_of(view)}-{state}-{size}-{language}.png"
                view.page.screenshot(path=file, full_page=state.endswith("-long"))
            if found:
                wrong[f"{state} {size}"] = found
    assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("view", [("fulfilment", "en")], indirect=True, ids=" ".join)
def test_what_is_wrong_with_a_state_is_found(view: View) -> None:
    view.page.set_viewport_size({"width": 1024, "height": 768})
    assert view.page.evaluate(LOOK, "parcel") == []
    view.page.evaluate("document.querySelector('nav button').style.cssText = 'min-height: 0; height: 47px'")
    view.page.evaluate("document.querySelector('h1').style.color = '#f0f0f0'")
    view.page.evaluate("document.querySelector('nav').append(document.createElement('button'))")
    said = " ".join(view.page.evaluate("measure({})"))
    assert [word for word in ("small", "in the light") if word not in said] == []
    assert any(found.startswith("button-name ") for found in view.complaints())


# What a packer, a member of a pantry and an agent touch, and what is asked for then.
TOUCHED: dict[tuple[str, str], list[tuple[str, list[Any]]]] = {
    ("fulfilment", "parcel-printed"): [("Packed", ["pack"]), ("Print again", ["print"])],
    ("fulfilment", "parcel-begun"): [("Take last scan out", ["undoLast"]), ("All parcels", ["close"])],
    ("pantry", "shop-refused"): [
        ("One Rice 1 kg less", ["want", "RICE", 0]),
        ("Order what there is", ["place", True]),
        ("Place the order", ["place", False]),
    ],
    ("pantry", "orders-offer"): [
        ("Yes, please", ["answer", "P-20451", 4, True]),
        ("No, thank you", ["answer", "P-20451", 4, False]),
    ],
    ("inbox", "conversation-writing"): [("Send", ["send"]), ("All conversations", ["close"])],
    ("inbox", "conversation-failed"): [("Send again", ["sendAgain", 7])],
}


@pytest.mark.parametrize("view", [(page, "en") for page in PAGES], indirect=True, ids=" ".join)
def test_a_touch_asks_for_what_its_button_says(view: View) -> None:
    for (page, state), touches in TOUCHED.items():
        if page == name_of(view):
            view.show(state)
            for name, asked in touches:
                view.page.get_by_role("button", name=name, exact=True).click()
                assert view.asked()[-1] == asked


@pytest.mark.parametrize("view", [("fulfilment", "en")], indirect=True, ids=" ".join)
def test_what_is_right_and_wrong_is_said_by_icon_and_word(view: View) -> None:
    for state, role, word in (("parcel-begun", "status", "Right"), ("band-wrong", "alert", "WRONG ITEM")):
        said = view.show(state).locator(f".band[role={role}]")
        expect(said.locator(".word")).to_have_text(word)
        expect(said.locator(".word svg")).to_have_count(1)
