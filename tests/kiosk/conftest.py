"""Kiosks on demand, in one browser, everybody's badge, and the gallery of their views."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from local.stack import Stack
from tests.browser.conftest import browser
from tests.browser.gallery import served
from tests.clusters import server_folder
from tests.conftest import stack_of_its_own
from tests.kiosk.kiosk_page import Badges, KioskPage, Kiosks, clear_floor, machine

__all__ = ["browser"]
# The machine that builds is busy; a rule that is broken stays broken.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """Run a stack for the kiosks alone: what others sold would fill their screens, what others guessed lock their people."""
    with stack_of_its_own() as running:
        yield running


@pytest.fixture(scope="package")
def gallery() -> Iterator[str]:
    """Serve the gallery; the address of the kiosk's views."""
    with server_folder() as folder, served(folder) as url:
        yield f"{url}kiosk/"


@pytest.fixture(scope="package")
def machines() -> list[BrowserContext]:
    """Keep machines between tests: to install the page's files costs more than all that a usual test does."""
    return []


@pytest.fixture
def kiosks(browser: Browser, machines: list[BrowserContext], stack: Stack) -> Iterator[Kiosks]:
    """Make kiosks of a station; a fault in one's console fails the test."""
    clear_floor(stack)
    with ExitStack() as closing:

        def make(station: str, store: str = "bannos", zone: str | None = None, **more: Any) -> KioskPage:
            # A clock that was set stays with its machine.
            own = zone is not None or "now" in more
            context = machine(browser, zone) if own or not machines else machines.pop()
            closing.callback(context.close if own else partial(machines.append, context))
            kiosk = KioskPage(context, stack)
            closing.callback(kiosk.close)
            return kiosk.enrolled(station, store, **more)

        yield make


@pytest.fixture(scope="package")
def badges(stack: Stack) -> Badges:
    """Issue a badge to whoever is named, once: a new one ends the turns of the one before."""
    return Badges(stack)
