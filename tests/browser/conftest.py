"""A browser for the package's tests, and a page for each test that must not have complained of anything."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from local.state import ROOT

MISSING = "Chromium is not installed"
# Pictures of the pages, for people to look at.
SCREENS = ROOT / ".screens"
# A picture of each state, to look at after a change: taking one costs more than all that is measured in it.
PICTURES = "ORDAK_PICTURES" in os.environ

# What a browser says of a refusal, which is an answer like another; that something is not there (404) is none.
REFUSAL = re.compile(r"the server responded with a status of 4(0[139]|13|2[29]) ")

Shoot = Callable[[Page, str], Path]

# It fetches nothing by itself, and draws without pretending to have a graphics card.
QUIET = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-gpu"]


def chromium() -> str | None:
    """Find Chromium: the one that has no windows where it is installed, for it does with a third of the work."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


# Not for the session: while it runs, the thread has an event loop that other tests would find running.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Run Chromium without a screen."""
    found = chromium()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    # What has to come about comes about, however busy the machine is.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a person's browser with nothing in it: no cookie, no cache. A fault of any of its pages fails the test."""
    made = browser.new_context(viewport={"width": 1024, "height": 768})
    made.set_default_timeout(60_000)
    faults: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSAL.search(message.text):
            faults.append(message.text)

    made.on("console", listen)
    made.on("weberror", lambda fault: faults.append(str(fault.error)))
    yield made
    made.close()
    assert faults == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Give a page of that browser."""
    return context.new_page()


@pytest.fixture
def shoot() -> Shoot:
    """Give a way to take a picture of a page: a name without its suffix, the file back."""

    def take(page: Page, name: str) -> Path:
        file = SCREENS / f"{name}.png"
        page.screenshot(path=file, full_page=True)
        return file

    return take
