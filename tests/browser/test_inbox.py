"""The inbox in a browser: one answer leaves a conversation, what is written outlives the page, what failed can be sent again."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from local.stack import Stack
from local.terminal.counter import ask as request
from tests.browser.inbox_people import STORE, ask, call, inbox, open_first, open_store, sent, sign_in
from tests.functions.callers import rows, until


@pytest.fixture(autouse=True)
def store(stack: Stack) -> Iterator[None]:
    """Let people answer there in each test."""
    with open_store(stack):
        yield


@pytest.fixture
def agnes(browser: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """Give the browser of an agent."""
    with closing(sign_in(browser, stack, "agnes@ordak.test")) as context:
        yield context


@pytest.fixture
def sam(browser: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """Give the browser of a member of staff."""
    with closing(sign_in(browser, stack, "sam@ordak.test")) as context:
        yield context


def write(page: Page, text: str) -> None:
    """Write an answer without sending it."""
    page.get_by_label("Your answer").fill(text)


def saved(stack: Stack, thread: str, body: str) -> bool:
    """Whether the server has a draft."""
    return bool(
        rows(stack, "select 1 from core.messages where thread_id = %s and state = 'draft' and body = %s", thread, body)
    )


def test_an_answer_is_written_with_a_template_and_leaves(stack: Stack, agnes: BrowserContext) -> None:
    thread = ask(stack, "Where is it?")
    page = inbox(agnes, stack)
    expect(page.get_by_text("22 h left").or_(page.get_by_text("23 h left"))).to_be_visible()
    open_first(page)
    expect(page.get_by_role("complementary")).to_contain_text("Example headphones")
    page.get_by_label("Template").select_option(label="On its way")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answer is on its way.")).to_be_visible()
    expect(page.get_by_role("article").last).to_contain_text("Sent")
    assert sent(stack, thread) == ["It is on its way."]


def test_two_agents_and_an_automatic_reply_make_one_answer(
    stack: Stack, agnes: BrowserContext, sam: BrowserContext
) -> None:
    thread = ask(stack, "Where is it?")
    hers, his = inbox(agnes, stack), inbox(sam, stack)
    for page in (hers, his):
        open_first(page)
    write(hers, "From Agnes")
    expect(his.get_by_text("Agnes Agent answers this conversation.")).to_be_visible()
    expect(his.get_by_role("button", name="Send")).to_be_disabled()
    # The reply that fires meanwhile finds a person who answers.
    assert call(stack, "claim_auto_replies")["claimed"] == 0
    write(his, "From Sam")
    his.get_by_label("Reason for taking over").fill("Agnes is at lunch")
    his.get_by_role("button", name="Take over").click()
    expect(hers.get_by_text("Sam Staff has taken over: Agnes is at lunch")).to_be_visible()
    expect(his.get_by_role("button", name="Send")).to_be_enabled()
    his.get_by_role("button", name="Send").click()
    expect(his.get_by_text("Your answer is on its way.")).to_be_visible()
    expect(his.get_by_role("article").last).to_contain_text("Sent")
    assert call(stack, "claim_auto_replies")["claimed"] == 0
    assert sent(stack, thread) == ["From Sam"]


def keep_as_it_was(page: Page) -> None:
    """Let a page read a conversation once: it hears of nothing that is written in it later."""
    first: list[str] = []

    def answer(route: Route) -> None:
        if not first:
            first.append(route.fetch().text())
        route.fulfill(body=first[0], content_type="application/json")

    page.route("**/rpc/get_conversation", answer)


def test_an_automatic_reply_that_fires_while_two_agents_write_is_the_one_answer(
    stack: Stack, agnes: BrowserContext, sam: BrowserContext
) -> None:
    thread = ask(stack, "Where is it?")
    answers = {"From Agnes": inbox(agnes, stack), "From Sam": inbox(sam, stack)}
    for page in answers.values():
        keep_as_it_was(page)
        open_first(page)
    request(stack.env, "request_sync", {"store": STORE, "kind": "auto_reply"})
    until(lambda: sent(stack, thread) == ["We have your message."], "the reply has left")
    for text, page in answers.items():
        write(page, text)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("kept as a draft")
        page.unroute("**/rpc/get_conversation")
    for text in answers:
        until(partial(saved, stack, thread, text), "it is a draft")
    assert sent(stack, thread) == ["We have your message."]


def test_a_draft_outlives_the_page_with_and_without_a_network(stack: Stack, agnes: BrowserContext) -> None:
    thread = ask(stack, "Where is it?")
    page = inbox(agnes, stack)
    open_first(page)
    write(page, "Dear Ann")
    until(lambda: saved(stack, thread, "Dear Ann"), "the server has it")
    page.route("**/rpc/save_draft", lambda route: route.abort())
    write(page, "Dear Ann, it is")
    expect(page.get_by_label("Your answer")).to_have_value("Dear Ann, it is")
    kept = "() => new Promise((done) => { const opening = indexedDB.open('ordak-inbox'); opening.onsuccess = () => { const all = opening.result.transaction('writings').objectStore('writings').getAll(); all.onsuccess = () => { opening.result.close(); done(all.result.map((row) => row.fields.body)); }; }; })"
    until(lambda: "Dear Ann, it is" in page.evaluate(kept), "the page keeps it")
    page.reload()
    open_first(page)
    expect(page.get_by_label("Your answer")).to_have_value("Dear Ann, it is")
    page.unroute("**/rpc/save_draft")
    until(lambda: saved(stack, thread, "Dear Ann, it is"), "the server has it")


def test_what_failed_is_seen_and_sent_again(stack: Stack, agnes: BrowserContext) -> None:
    thread = ask(stack, "Where is it?")
    page = inbox(agnes, stack)
    open_first(page)
    stack.mirakl.fail("status", 1, "M12", status=400, body="{}", content_type="application/json")
    write(page, "It left on Monday.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Not sent: HTTP_400")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_text("1 message was not sent")).to_be_visible()
    assert sent(stack, thread) == []
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("article").last).to_contain_text("Sent")
    until(lambda: sent(stack, thread) == ["It left on Monday."], "it was sent")


def test_who_does_not_answer_customers_is_shown_that(browser: Browser, stack: Stack) -> None:
    with closing(sign_in(browser, stack, "pat@ordak.test")) as context:
        page = context.new_page()
        page.goto(f"{stack.url}/inbox/")
        expect(page.get_by_text("Your role does not answer customers.")).to_be_visible()


def test_it_speaks_french_and_a_stranger_is_asked_to_sign_in(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/inbox/")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("heading", name="Boîte de réception")).to_be_visible()
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()
