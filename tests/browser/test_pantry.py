"""The pantry in a browser: members order on phones, staff see it at once, and each change goes back to whose order it is."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from local.stack import Stack
from tests.browser.loudspeaker import heard
from tests.browser.pantry_people import BEN, MIA, SUE, open_board, open_page, open_pantry, open_session, place, sign_in
from tests.functions.callers import rows, until

ARRIVAL = [1046, 1046, 1318]


@pytest.fixture(scope="module", autouse=True)
def pantry(stack: Stack) -> Iterator[None]:
    """Open the pantry for all tests of this file."""
    with open_pantry(stack):
        yield


@pytest.fixture
def mia(browser: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """Give the phone of a member."""
    with closing(sign_in(browser, stack, MIA)) as context:
        yield context


@pytest.fixture
def ben(browser: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """Give the phone of another member."""
    with closing(sign_in(browser, stack, BEN)) as context:
        yield context


@pytest.fixture
def sue(browser: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """Give the tablet of a supervisor."""
    with closing(sign_in(browser, stack, SUE)) as context:
        yield context


def take(page: Page, *titles: str) -> None:
    """Put a piece of each into the basket, choose the first pick-up time, all by keyboard, and wait until the server has it."""
    for title in titles:
        page.get_by_role("button", name=f"One {title} more").press("Enter")
    page.locator(".slots input").first.press("Space")
    expect(page.get_by_text("Basket kept")).to_be_visible()


def order_it(page: Page) -> None:
    """Place the order."""
    page.get_by_role("button", name="Place the order").press("Enter")


def scan(board: Page, code: str, said: str) -> None:
    """Scan a member's code, and read this."""
    board.keyboard.type(code)
    board.keyboard.press("Enter")
    expect(board.get_by_text(said)).to_be_visible()


def column(board: Page, status: str) -> Locator:
    """Return the numbers of the orders in a column of the board."""
    return board.locator(f".column.status-{status} .number-of")


def test_an_order_goes_from_a_phone_to_the_board_and_each_change_back(
    stack: Stack, mia: BrowserContext, sue: BrowserContext
) -> None:
    opened = open_session(stack, "Whole way")
    board, phone = open_board(sue, stack), open_page(mia, stack)
    take(phone, "Chickpeas")
    order_it(phone)
    expect(phone.get_by_text("Your order has arrived")).to_be_visible()
    id_ = phone.get_by_role("article").first.locator(".hint").first.inner_text()
    # What is placed next is the mark by which the first has to be there.
    marker = place(stack, BEN, opened)
    expect(column(board, "PENDING").filter(has_text=marker)).to_be_visible()
    assert id_ in column(board, "PENDING").all_inner_texts()
    assert heard(board)[:3] == ARRIVAL

    card = board.get_by_role("article").filter(has_text=id_)
    for button, said in (("Confirm", "Confirmed"), ("Start", "Being prepared")):
        card.get_by_role("button", name=button, exact=True).click()
        expect(phone.locator("article .stage").first).to_have_text(said)
    card.get_by_role("button", name=f"Details of {id_}").click()
    asked = board.get_by_role("dialog")
    asked.get_by_role("button", name="Not there: offer another").click()
    asked.get_by_label("Offer instead").select_option("COUSCOUS")
    asked.get_by_role("button", name="Ask the member").click()
    phone.get_by_role("button", name="Yes, please").click()
    expect(asked.get_by_text("Accepted")).to_be_visible()
    asked.get_by_role("button", name="Ready", exact=True).click()
    expect(phone.get_by_text("Come and pick it up.")).to_be_visible()
    assert phone.get_by_text(marker).count() == 0  # another member's

    code = phone.locator(".code-text").inner_text()
    scan(board, code, f"{id_} is handed over to Mia Member.")
    scan(board, code, f"{id_} was handed over before.")
    expect(phone.locator("article .stage").first).to_have_text("Picked up")
    expect(card).to_have_count(0)
    assert rows(
        stack, "select count(*) from core.order_events where ticket_id = %s and kind = 'pantry_completed'", id_
    ) == [(1,)]
    assert [page.evaluate("window.untouched") for page in (board, phone)] == [True, True]


def test_a_board_without_a_connection_catches_up_without_a_gap_and_without_a_double(
    stack: Stack, sue: BrowserContext
) -> None:
    opened = open_session(stack, "Lost connection")
    board = open_board(sue, stack)
    first = place(stack, MIA, opened)
    expect(column(board, "PENDING").filter(has_text=first)).to_be_visible()
    sue.set_offline(True)
    until(lambda: board.evaluate("navigator.onLine") is False, "the network is away")
    missed = [place(stack, email, opened) for email in (MIA, BEN, MIA)]
    sue.set_offline(False)
    last = place(stack, BEN, opened)
    expect(column(board, "PENDING").filter(has_text=last)).to_be_visible()
    shown = column(board, "PENDING").all_inner_texts()
    assert [each for each in shown if each in {first, *missed, last}] == sorted([first, *missed, last])
    assert len(shown) == len(set(shown))
    assert board.evaluate("window.untouched")


def test_of_two_members_one_has_the_last_tin_and_the_other_reads_which_line_it_is(
    stack: Stack, mia: BrowserContext, ben: BrowserContext
) -> None:
    open_session(stack, "Last tin")
    hers, his = open_page(mia, stack), open_page(ben, stack)
    for page in (hers, his):
        take(page, "Chickpeas", "Peaches")
    order_it(hers)
    expect(hers.get_by_text("Your order has arrived")).to_be_visible()
    order_it(his)
    expect(his.get_by_text("Not all of it is left.")).to_be_visible()
    [line] = his.locator(".item.short").all()
    expect(line).to_contain_text("You cannot have Peaches now.")
    his.get_by_role("button", name="Order what there is").click()
    expect(his.get_by_role("article").filter(has_text="Peaches")).to_contain_text("0 × Peaches (1 ordered)")
    assert rows(stack, "select on_hand - reserved from core.inventory_items where sku = 'LAST-TIN'") == [(0,)]


def test_a_basket_outlives_a_sign_in_that_ends_in_the_middle_of_it(stack: Stack, mia: BrowserContext) -> None:
    open_session(stack, "Ended sign-in")
    phone = open_page(mia, stack)
    take(phone, "Chickpeas", "Couscous")
    rows(stack, "update core.sessions set ended_at = now() where staff_id = (select id from core.staff_shared where email = %s) and ended_at is null returning 1", MIA)  # fmt: skip
    phone.get_by_role("button", name="One Couscous more").click()
    expect(phone.get_by_text("Your basket is kept, but for what you touched last")).to_be_visible()
    phone.get_by_role("link", name="Sign in").click()
    phone.get_by_role("button", name="Sign in as Mia Member").click()
    expect(phone.get_by_role("group", name="Couscous").locator("output")).to_have_text("1")
    expect(phone.get_by_role("group", name="Chickpeas").locator("output")).to_have_text("1")
    kept = phone.evaluate("Object.entries(localStorage).filter(([, value]) => /mia|chick|cous/i.test(value))")
    assert kept == []
    take(phone)
    order_it(phone)
    placed = phone.locator("article.status-PENDING", has_text="1 × Couscous")
    placed.get_by_role("button", name="Take this order back").press("Enter")
    expect(placed.get_by_role("button", name="No, leave it")).to_be_focused()
    placed.get_by_role("button", name="Yes, take it back").press("Enter")
    expect(phone.get_by_text("You took this order back.")).to_be_visible()


def add_session(page: Page) -> Locator:
    """Add a session that is open, with a pick-up time, at the second attempt; return its card."""
    page.get_by_role("button", name="Sessions").click()
    page.get_by_role("button", name="New session").click()
    form = page.get_by_role("form", name="New session")
    form.get_by_label("Name").fill("Set up here")
    opens, closes = form.get_by_label("Ordering opens"), form.get_by_label("Ordering closes")
    end = closes.input_value()
    opens.fill("2020-01-01T09:00")
    closes.fill("2020-01-01T08:00")
    form.get_by_role("button", name="Save").click()
    expect(closes).to_be_focused()
    expect(form.locator("label", has_text="Ordering closes")).to_contain_text(
        "This has to be later than the beginning."
    )
    closes.fill(end)
    form.get_by_role("button", name="Save").click()
    card = page.locator("section.card", has_text="Set up here")
    expect(card).to_contain_text("Open")
    card.get_by_role("button", name="Add a pick-up time").click()
    card.get_by_label("Orders at the same time").fill("3")
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("0 of 3 taken")
    return card


def limit_chickpeas(page: Page) -> None:
    """Try to offer what is not there, then let a household have two of what is."""
    page.get_by_role("button", name="Items").click()
    page.get_by_role("button", name="Offer an item").click()
    form = page.get_by_role("form", name="Offer an item")
    form.get_by_label("SKU", exact=True).fill("NOT-THERE")
    form.get_by_role("button", name="Save").click()
    expect(form.locator("label").first).to_contain_text("The store room has no such item.")
    form.get_by_role("button", name="Close without saving").click()
    page.get_by_role("button", name="Change Chickpeas").click()
    form = page.get_by_role("form", name="Chickpeas")
    form.get_by_label("Most for a household").fill("2")
    form.get_by_label("Vegan").check()
    form.get_by_role("button", name="Save").click()
    expect(page.locator("section.card", has_text="Chickpeas")).to_contain_text("2 for a household")


def test_a_supervisor_sets_up_the_pantry_and_reads_at_the_field_what_cannot_be(
    stack: Stack, mia: BrowserContext, sue: BrowserContext
) -> None:
    open_session(stack, "Before")
    page = open_board(sue, stack)
    card = add_session(page)
    limit_chickpeas(page)
    phone = open_page(mia, stack)
    phone.get_by_role("radio", name="Set up here").check()
    chickpeas = phone.locator(".item", has_text="Chickpeas")
    expect(chickpeas).to_contain_text("up to 2 for your household")
    take(phone, "Chickpeas", "Chickpeas")
    expect(chickpeas.get_by_role("button", name="One Chickpeas more")).to_be_disabled()
    page.get_by_role("button", name="Sessions").click()
    card.get_by_role("button", name="Close now").click()
    card.get_by_role("button", name="Yes, close it").click()
    expect(card).to_contain_text("Closed by staff")
    order_it(phone)
    expect(phone.get_by_text("Ordering is closed.")).to_be_visible()


def test_a_household_that_is_not_approved_reads_why_it_cannot_order(
    stack: Stack, mia: BrowserContext, sue: BrowserContext
) -> None:
    open_session(stack, "Households")
    page, phone = open_board(sue, stack), open_page(mia, stack)
    why = phone.get_by_text("The pantry has to approve your household")
    page.get_by_role("button", name="Households").click()
    for may_order, badges in ((False, 1), (True, 0)):
        page.get_by_role("button", name="Change the household of Mia Member").click()
        form = page.get_by_role("form", name="Change the household")
        form.get_by_role("checkbox", name="They may order").set_checked(may_order)
        form.get_by_role("button", name="Save").click()
        expect(form).to_have_count(0)
        expect(page.locator("section.card", has_text="Mia Member").get_by_text("Not approved")).to_have_count(badges)
        phone.reload()
        expect(phone.get_by_role("group", name="Chickpeas")).to_be_visible()
        expect(why).to_have_count(badges)


def test_a_place_that_comes_back_is_held_for_the_member_who_waits(
    stack: Stack, mia: BrowserContext, ben: BrowserContext
) -> None:
    open_session(stack, "One place", capacity=1)
    hers = open_page(mia, stack)
    take(hers, "Chickpeas")
    order_it(hers)
    expect(hers.get_by_text("Your order has arrived")).to_be_visible()
    his = open_page(ben, stack)
    expect(his.get_by_text("Full")).to_be_visible()
    his.get_by_role("button", name="Join the waiting list").click()
    expect(his.get_by_text("You are on the waiting list.")).to_be_visible()
    hers.get_by_role("button", name="Take this order back").last.click()
    hers.get_by_role("button", name="Yes, take it back").click()
    expect(his.get_by_text("Held for you", exact=True)).to_be_visible()
    assert his.evaluate("window.untouched")
    take(his, "Couscous")
    order_it(his)
    expect(his.get_by_text("Your order has arrived")).to_be_visible()
