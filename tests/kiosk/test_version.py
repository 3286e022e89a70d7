"""A newer version of the page is taken when nothing waits and nobody is at it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from local.aws.pages import DIST
from local.stack import Stack
from tests.functions.callers import until
from tests.kiosk.kiosk_page import SAM, Badges, Kiosks, done, tickets

WORKER = DIST / "kiosk" / "sw.js"


@pytest.fixture
def deploy() -> Iterator[None]:
    """Serve a worker of another version, which the browser takes for one by its bytes."""
    before = WORKER.read_bytes()
    WORKER.write_bytes(before + b"\n// another version\n")
    yield
    WORKER.write_bytes(before)


def test_a_newer_version_begins_when_nothing_waits_and_nobody_is_at_it(
    kiosks: Kiosks, stack: Stack, badges: Badges, request: pytest.FixtureRequest
) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling", now=datetime.now(UTC))
    page = kiosk.page
    page.evaluate("navigator.serviceWorker.ready")
    page.evaluate("window.former = true")
    kiosk.burst(ticket)  # it waits for a badge
    expect(kiosk.band).to_contain_text("Show your badge")
    page.evaluate("navigator.serviceWorker.addEventListener('controllerchange', () => (window.newer = true))")
    request.getfixturevalue("deploy")
    page.evaluate("navigator.serviceWorker.getRegistration().then((each) => each.update())")
    until(lambda: page.evaluate("window.newer === true"), "the newer worker has taken charge")
    page.clock.run_for(60_000)
    assert page.evaluate("window.former")
    kiosk.burst(badges[SAM])
    until(lambda: done(stack, ticket) == [("complete_filling", SAM)], "it is sent")
    with page.expect_navigation():
        page.clock.run_for(60_000)
    expect(kiosk.band).to_be_visible()
    assert not page.evaluate("window.former === true")
