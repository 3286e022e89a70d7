"""A person signs in at the local provider by clicking, and comes back to an application on another host."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from local.doubles.sso import Sso, house_clients
from tests.browser.conftest import Shoot
from tests.browser.relying_party import RelyingParty, relying_party


@pytest.fixture
def party(tmp_path: Path) -> Iterator[RelyingParty]:
    """An application, and a provider that knows it."""
    with relying_party() as application:
        clients = house_clients(tmp_path / "sso", application.url)
        sso = Sso(tmp_path / "sso", clients)
        sso.start()
        sso.wait()
        application.sso, application.client = sso, clients[0]
        yield application
        sso.stop()


def test_person_clicks_on_their_name_and_is_signed_in(page: Page, party: RelyingParty, shoot: Shoot) -> None:
    page.goto(party.url + "/login")
    expect(page.get_by_role("heading", name="Who is signing in?")).to_be_visible()
    assert shoot(page, "sign-in").stat().st_size > 10_000
    page.get_by_role("button", name="Sign in as Sam Staff").click()
    expect(page.get_by_role("heading")).to_have_text('Hello, "Sam Staff"')
    assert page.url.startswith(f"{party.url}/auth/callback?code=")
    assert (party.claims["email"], party.claims["nonce"]) == ("sam@ordak.test", party.way.nonce)


def test_way_back_from_another_host_keeps_a_lax_cookie_and_no_strict_one(page: Page, party: RelyingParty) -> None:
    page.goto(party.url + "/login")
    page.get_by_role("button", name="Sign in as Sam Staff").click()
    expect(page.get_by_role("heading")).to_have_text('Hello, "Sam Staff"')
    assert party.cookies == {"lax"}


def test_person_who_is_not_known_is_told_so_and_may_try_again(page: Page, party: RelyingParty, shoot: Shoot) -> None:
    page.goto(party.url + "/login")
    page.get_by_label("Their e-mail").fill("sma@ordak.test")
    page.get_by_label("Their e-mail").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nobody here has the e-mail “sma@ordak.test”")
    shoot(page, "sign-in-unknown")
    page.get_by_label("Their e-mail").fill("nobody@ordak.test")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading")).to_have_text('Hello, "Nobody Known"')


def test_person_who_goes_back_is_not_signed_in(page: Page, party: RelyingParty) -> None:
    page.goto(party.url + "/login")
    page.get_by_role("button", name="Go back without signing in").click()
    expect(page.get_by_role("heading")).to_have_text('Hello, "access_denied"')


def test_person_signs_out_and_the_next_one_is_asked(page: Page, party: RelyingParty, shoot: Shoot) -> None:
    page.goto(party.url + "/login")
    page.get_by_role("button", name="Sign in as Sam Staff").click()
    page.goto(party.end())
    expect(page.get_by_role("heading")).to_have_text("Sign out everywhere?")
    shoot(page, "sign-out")
    page.get_by_role("button", name="Yes, forget me").click()
    page.wait_for_url(party.url + "/")
    page.goto(party.url + "/login")
    expect(page.get_by_role("heading", name="Who is signing in?")).to_be_visible()
