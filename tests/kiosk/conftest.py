"""Kiosks on demand, in one browser, and everybody's badge."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from local.stack import Stack
from tests.auth.kiosk import badge_of
from tests.browser.conftest import browser
from tests.conftest import stack_of_its_own
from tests.kiosk.kiosk_page import SAM, SUE, TOM, KioskPage, Kiosks

__all__ = ["browser"]
# The machine that builds is busy; a rule that is broken stays broken.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """Run a stack for the kiosks alone: what others sold would fill their screens, what others guessed lock their people."""
    with stack_of_its_own() as running:
        yield running


@pytest.fixture
def kiosks(browser: Browser, stack: Stack) -> Iterator[Kiosks]:
    """Make kiosks of a station; a fault in one's console fails the test."""
    made: list[KioskPage] = []

    def make(station: str, store: str = "bannos") -> KioskPage:
        made.append(KioskPage(browser, stack))
        return made[-1].enrolled(station, store)

    yield make
    for kiosk in made:
        kiosk.close()


@pytest.fixture
def badges(stack: Stack) -> dict[str, str]:
    """Issue a badge to each of three people: a new one ends the turns of the one before."""
    return {person: badge_of(stack, person) for person in (SAM, SUE, TOM)}
