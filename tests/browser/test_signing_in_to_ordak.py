"""A person signs in to Ordak in a real browser: provider and front are two hosts, and the cookies are the real ones."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from local.stack import Stack
from tests.auth.invitations import CODE, invitation
from tests.browser.conftest import Shoot

ASK = "path => fetch(path, {method: 'POST', body: '{}'}).then(async a => [a.status, await a.json()])"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser in which an answer of ours stands in for a page of ours: it may run what the test asks it to."""
    made = browser.new_context(viewport={"width": 1024, "height": 768}, bypass_csp=True)
    made.set_default_timeout(15_000)
    yield made
    made.close()


def cookies(context: BrowserContext) -> dict[str, Any]:
    """Return what the browser keeps of the front, by name."""
    return {each["name"]: each for each in context.cookies() if each["name"].startswith("__Host-ordak")}


def sign_in(page: Page, stack: Stack, name: str) -> None:
    page.goto(stack.url + "/auth/login?return_to=/api/health")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(stack.url + "/api/health")


def test_a_person_signs_in_refreshes_and_signs_out(page: Page, context: BrowserContext, stack: Stack) -> None:
    assert "127.0.0.1" in stack.url
    assert "localhost" in stack.sso.url
    sign_in(page, stack, "Sign in as Sue Supervisor")
    kept = cookies(context)
    assert kept.keys() == {"__Host-ordak_refresh"}  # that of the way there is gone
    refresh = kept["__Host-ordak_refresh"]
    assert (refresh["httpOnly"], refresh["secure"], refresh["sameSite"], refresh["path"]) == (True, True, "Strict", "/")
    assert page.evaluate("document.cookie") == ""

    status, said = page.evaluate(ASK, "/auth/refresh")
    assert (status, said["staff"]["display_name"]) == (200, "Sue Supervisor")
    queue = page.evaluate(
        "token => fetch('/rpc/get_queue', {method: 'POST', body: '{\"store\": \"bannos\"}',"
        " headers: {authorization: 'Bearer ' + token}}).then(a => a.json())",
        said["access_token"],
    )
    assert queue["ok"] is True
    assert cookies(context)["__Host-ordak_refresh"]["value"] != refresh["value"]

    status, said = page.evaluate(ASK, "/auth/sign-out")
    assert (status, cookies(context)) == (200, {})
    page.goto(said["end_session_url"])
    page.get_by_role("button", name="Yes, forget me").click()
    page.wait_for_url(stack.url + "/sandbox/")  # what / leads to here
    assert page.evaluate(ASK, "/auth/refresh")[0] == 401


def test_two_tabs_stay_signed_in(page: Page, context: BrowserContext, stack: Stack) -> None:
    sign_in(page, stack, "Sign in as Sam Staff")
    other = context.new_page()
    other.goto(stack.url + "/api/health")
    both = "() => Promise.all([1, 2, 3].map(() => fetch('/auth/refresh', {method: 'POST'}).then(a => a.status)))"
    assert other.evaluate(both) == [200] * 3
    assert page.evaluate(ASK, "/auth/refresh")[0] == 200
    assert other.evaluate(ASK, "/auth/refresh")[0] == 200


def test_the_way_back_from_another_host_brings_the_lax_cookie_alone(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "Sign in as Sam Staff")
    page.goto(stack.url + "/auth/login?return_to=/api/health")  # signed in there already: straight back
    page.wait_for_url(stack.url + "/api/health")
    page.goto(stack.sso.url + "/.well-known/openid-configuration")
    seen: list[dict[str, str]] = []
    page.on("request", lambda request: seen.append(request.all_headers()) if "/auth/callback" in request.url else None)
    page.evaluate("url => { location = url }", stack.url + "/auth/callback?state=x&code=x")
    expect(page.get_by_role("heading")).to_contain_text("could not be completed")
    assert "__Host-ordak_refresh" not in seen[0].get("cookie", "")


def test_somebody_whom_nobody_here_knows_reads_what_to_do(page: Page, stack: Stack, shoot: Shoot) -> None:
    page.goto(stack.url + "/auth/login")
    page.get_by_label("Their e-mail").fill("nobody@ordak.test")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading")).to_have_text("This account belongs to no member of staff")
    expect(page.get_by_text("Ask whoever manages staff")).to_be_visible()
    shoot(page, "ordak-unknown")
    # Not straight back with the account that the provider remembers.
    page.get_by_role("link", name="Sign in as somebody else").click()
    page.get_by_role("button", name="Sign in as Sam Staff").click()
    page.wait_for_url(stack.url + "/sandbox/")  # what / leads to here


def test_a_page_of_another_site_can_neither_read_nor_use_the_session(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "Sign in as Sam Staff")
    page.goto(stack.sso.url + "/.well-known/openid-configuration")  # another site, to a browser
    asked = (
        "url => fetch(url, {method: 'POST', credentials: 'include', mode: 'no-cors'}).then(a => a.type, () => 'failed')"
    )
    assert page.evaluate(asked, stack.url + "/auth/sign-out") in {"opaque", "failed"}
    page.goto(stack.url + "/api/health")
    assert page.evaluate(ASK, "/auth/refresh")[0] == 200


def test_an_invitation_makes_a_member_and_is_sent_in_no_address(
    page: Page, context: BrowserContext, stack: Stack
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.partition("#")[0]))
    with invitation(stack):
        page.goto(f"{stack.url}/pantry/#invitation={CODE}&house=corner")
        page.get_by_role("button", name="Sign in as Sam Staff").click()
        page.wait_for_url(stack.url + "/pantry/")
        # Who is new says for how many they cook, and waits for staff or may order.
        form = page.get_by_role("form", name="Your household")
        form.get_by_label("How many people").fill("3")
        form.get_by_role("button", name="Save").click()
        expect(form).to_have_count(0)
        assert cookies(context).keys() == {"__Host-ordak_refresh"}
    assert not any(CODE in url for url in sent)
