"""A signed-in person's tabs: one of them renews what all call with, and all know when it is over."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from local.aws.pages import WEB
from local.servers.processes import NODE
from local.stack import Stack
from tests.auth.guest import REFRESH, Guest
from tests.functions.callers import rows, until

HTML = '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="/a_page/page.js"></script>'
BUNDLE = ["web/test/person_page.ts", "--bundle", "--format=esm", "--target=es2022"]
TIMERS = {"personLook": 100, "personFloor": 200}
# A token is of a quarter of an hour; it is renewed two minutes before.
DUE = timedelta(minutes=14)
SUE = "Sue Supervisor"
IS_FREE = "() => navigator.locks.query().then(({held, pending}) => held.length + pending.length === 0)"


@pytest.fixture(scope="module")
def script() -> bytes:
    return subprocess.run([NODE, WEB / "node_modules/esbuild/bin/esbuild", *BUNDLE], check=True, capture_output=True, cwd=WEB.parent).stdout  # fmt: skip


class Tabs:
    """Two tabs of one browser, signed in at one of them; what they asked of the way to stay so."""

    def __init__(self, context: BrowserContext, stack: Stack) -> None:
        self.context = context
        self.asked: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url.removeprefix(stack.url)))
        self.pages = [context.new_page(), context.new_page()]
        for page in self.pages:
            page.goto(f"{stack.url}/a_page/")
        self.show(SUE)

    def show(self, who: str) -> None:
        """See that both say so, and that neither asks any more."""
        for page in self.pages:
            expect(page.locator("body")).to_have_text(who)
        until(lambda: self.pages[0].evaluate(IS_FREE), "nobody holds the lock")

    def wait_until_due(self) -> None:
        """Let the token become due: the clock of both tabs is set, their timers go on."""
        self.context.clock.set_fixed_time(datetime.now(UTC) + DUE)

    def refreshes(self) -> int:
        """Count the renewals since this was asked before."""
        found, self.asked[:] = self.asked.count("/auth/refresh"), []
        return found

    def tokens(self) -> set[str]:
        """Return what the tabs call with: one, or there are two."""
        return {page.evaluate("token()") for page in self.pages}


@pytest.fixture
def tabs(browser: Browser, stack: Stack, script: bytes) -> Iterator[Tabs]:
    guest = Guest(stack)
    guest.sign_in("sue@ordak.test")
    guest.close()
    context = browser.new_context()
    # To whoever sets it, a cookie over TLS alone comes over TLS; to a page at 127.0.0.1 the browser gives it all the same.
    url = stack.url.replace("http:", "https:")
    context.add_cookies([{"name": REFRESH, "value": guest.cookies[REFRESH], "url": url, "secure": True}])
    context.route("**/a_page/", lambda route: route.fulfill(content_type="text/html", body=HTML))
    context.route("**/a_page/page.js", lambda route: route.fulfill(content_type="text/javascript", body=script))
    context.add_init_script(f"globalThis.ordakTimers = {json.dumps(TIMERS)}")
    yield Tabs(context, stack)
    context.close()


LAST = "where session_id = (select session_id from core.sessions order by created_at desc limit 1)"


def refresh_tokens(stack: Stack) -> int:
    """Count those of the session that was opened last: one was used for each but the first."""
    [(found,)] = rows(stack, f"select count(*) from core.refresh_tokens {LAST}")
    return int(found)


def test_of_two_tabs_one_renews_the_token_and_both_call_with_it(tabs: Tabs, stack: Stack) -> None:
    tabs.refreshes()
    [former] = tabs.tokens()
    made = refresh_tokens(stack)
    tabs.wait_until_due()
    until(lambda: former not in tabs.tokens(), "both have another one")
    tabs.show(SUE)
    assert (tabs.refreshes(), len(tabs.tokens())) == (1, 1)
    assert [page.evaluate("ask()") for page in tabs.pages] == ["answered", "answered"]
    assert refresh_tokens(stack) == made + 1


def test_signing_out_at_one_tab_does_so_at_both(tabs: Tabs) -> None:
    assert tabs.pages[0].evaluate("signOut().then(({kind}) => kind)") == "answered"
    tabs.show("nobody")
    assert [each["name"] for each in tabs.context.cookies() if "ordak" in each["name"]] == []


def test_a_session_that_was_ended_elsewhere_is_over_at_both_tabs(tabs: Tabs, stack: Stack) -> None:
    rows(stack, f"update core.sessions set ended_at = now() {LAST} returning 1")
    assert tabs.pages[0].evaluate("ask()") == "refused"
    tabs.show("nobody")


def test_without_a_network_they_stay_signed_in_until_the_token_is_over_and_come_back(tabs: Tabs) -> None:
    tabs.context.set_offline(True)
    tabs.wait_until_due()
    for page in tabs.pages:
        expect(page).to_have_title("unanswered")
        expect(page.locator("body")).to_have_text(SUE)
    [former] = tabs.tokens()
    tabs.context.set_offline(False)
    until(lambda: former not in tabs.tokens(), "both have another one")
    tabs.show(SUE)
    assert len(tabs.tokens()) == 1
