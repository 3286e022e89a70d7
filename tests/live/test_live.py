"""A scan at one kiosk is heard at the others of its store, at no other's, and whoever has no ticket is not let in."""

import json

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from local.stack import Stack
from ordak.http.identity import token_hash
from tests.functions.callers import Person, Shop, cake, enrolled, order, rows, until
from tests.live.page import Page, kiosks, known, opened, scan, ticket


@pytest.fixture
def sold(stack: Stack) -> str:
    """Sell a cake and return its ticket's id."""
    return sell(stack)


def sell(stack: Stack, store: str = "bannos") -> str:
    """Sell a cake as Shopify does."""
    body = json.dumps(order(cake("BRW-12-SC"))).encode()
    shop = Shop(stack.env, store.upper())
    answer = httpx.post(stack.url + "/api/v1/webhooks/shopify", content=body, headers=shop.headers(body), timeout=60)
    [ticket_id] = answer.json()["tickets"]
    return str(ticket_id)


def refused(stack: Stack, query: str, origin: str | None) -> int:
    """Try to connect in vain; return the status."""
    with pytest.raises(InvalidStatus) as caught, opened(stack, query, origin):
        pass
    return caught.value.response.status_code


def test_a_scan_at_one_kiosk_is_sent_to_another_and_not_to_the_other_stores(stack: Stack, sold: str) -> None:
    with kiosks(stack, "bannos", "bannos", "flourlane") as (one, two, other):
        scan(stack, "complete_filling", sold)
        for page in (one, two):
            message = page.hears_of(sold, "Covering")
            assert message == {**message, "type": "order:updated", "store": "bannos"}
            assert set(message) == {"type", "store", "id", "stage", "txid", "no"}
        theirs = sell(stack, "flourlane")
        other.hears_of(theirs, "Filling")
        assert other.told() == {theirs}
        assert theirs not in one.told() | two.told()


def test_a_sale_is_sent_to_pages(stack: Stack) -> None:
    with kiosks(stack, "bannos") as (page,):
        ticket_id = sell(stack)
        assert page.hears_of(ticket_id)["type"] == "order:created"


def test_a_person_is_sent_hints_of_every_store_of_theirs(stack: Stack) -> None:
    with Page(stack, Person(stack, "Supervisor").token) as page:
        for store in ("bannos", "flourlane"):
            page.hears_of(sell(stack, store))


def test_a_ticket_is_good_for_one_connection(stack: Stack) -> None:
    shown = ticket(stack, enrolled(stack))
    with opened(stack, f"?ticket={shown}", stack.url):
        assert refused(stack, f"?ticket={shown}", stack.url) == 403


@pytest.mark.parametrize("query", ["", "?ticket=", "?ticket=" + "0" * 64, "?ticket=x&ticket=y", "?token=" + "0" * 64])
def test_who_has_no_ticket_is_refused(stack: Stack, query: str) -> None:
    assert refused(stack, query, stack.url) == 403


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null"])
def test_a_page_of_anothers_is_refused_and_the_ticket_stays_good(stack: Stack, origin: str | None) -> None:
    shown = ticket(stack, enrolled(stack))
    assert refused(stack, f"?ticket={shown}", origin) == 403
    with opened(stack, f"?ticket={shown}", stack.url):
        pass


def test_neither_token_nor_ticket_reaches_a_log(stack: Stack, caplog: pytest.LogCaptureFixture) -> None:
    shown = ticket(stack, enrolled(stack))
    with opened(stack, f"?ticket={shown}", stack.url):
        pass
    until(lambda: "disconnect_live" in caplog.text, "the end is logged")
    assert "connect_live" in caplog.text
    assert shown not in caplog.text


@pytest.mark.parametrize("said", ["", "no json", "[]", '"ping"', '{"type": 1}', '{"type": "$connect"}', "{" * 5000])
def test_what_is_no_word_of_ours_is_answered_and_costs_nothing(stack: Stack, said: str) -> None:
    with kiosks(stack, "bannos") as (page,):
        page.socket.send(said)
        page.until(lambda m: m["type"] == "unknown")
        page.told()


def test_a_page_that_leaves_is_forgotten(stack: Stack) -> None:
    with kiosks(stack, "bannos") as (page,):
        assert known(stack, page)
    until(lambda: not known(stack, page), "the page is forgotten")


def test_a_revoked_kiosk_is_sent_nothing_more(stack: Stack, sold: str) -> None:
    with kiosks(stack, "bannos", "bannos") as (revoked, other):
        scan(stack, "complete_filling", sold)
        revoked.hears_of(sold, "Covering")
        hashed = token_hash(revoked.token)
        rows(
            stack, "update core.devices set revoked_at = now() where token_hash = decode(%s, 'hex') returning 1", hashed
        )
        scan(stack, "complete_covering", sold)
        other.hears_of(sold, "Decorating")
        revoked.told()
        assert "Decorating" not in {message.get("stage") for message in revoked.heard}


def test_idle_and_old_connections_are_hung_up_on_and_forgotten(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("idle_seconds", "life_seconds"):
        with monkeypatch.context() as patched:
            patched.setattr(stack.live.limits, limit, 1.0)
            with kiosks(stack, "bannos") as (page,):
                assert page.is_hung_up_on() == 1001
                until(lambda page=page: not known(stack, page), "the page is forgotten")  # type: ignore[misc]
