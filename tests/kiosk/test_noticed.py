"""What somebody else has changed is seen and heard once, and stays marked until it is touched."""

from playwright.sync_api import Locator, expect

from local.stack import Stack
from tests.browser import loudspeaker
from tests.functions.callers import Person, Shop, cake, order, until
from tests.kiosk.kiosk_page import SAM, TOM, Badges, KioskPage, Kiosks, tickets
from tests.kiosk.test_live import is_live
from tests.kiosk.test_reading import card

NOTICE = 1318  # Hz: a tone that a notice has and the band has not


def heard(kiosk: KioskPage) -> int:
    return loudspeaker.heard(kiosk.page).count(NOTICE)


def mark(kiosk: KioskPage, ticket: str) -> Locator:
    return card(kiosk, ticket).locator(".notice-mark")


def at_work(kiosks: Kiosks, badges: Badges, station: str, who: str, script: str = "") -> KioskPage:
    kiosk = kiosks(station, script=loudspeaker.LOUDSPEAKER + script)
    kiosk.sign_in(badges[who], "Hello")
    is_live(kiosk)
    return kiosk


# How many marks the page's database has.
_KEPT = """() => new Promise((answer) => {
  const opening = indexedDB.open("ordak-kiosk");
  opening.onsuccess = () => {
    const asked = opening.result.transaction("meta").objectStore("meta").get("noticed");
    asked.onsuccess = () => { opening.result.close(); answer((asked.result ?? []).length); };
  };
})"""


def test_a_new_a_changed_and_a_cancelled_cake_are_marked_until_they_are_touched(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    shop, made = Shop(stack.env), order(cake("BRW-12-SC", quantity=2))
    stays, goes = shop.deliver(made).json()["tickets"]
    kiosk = at_work(kiosks, badges, "Filling", SAM)
    expect(card(kiosk, goes)).to_be_visible()
    expect(kiosk.page.locator(".notice-mark")).to_have_count(0)
    [new] = tickets(stack)
    expect(mark(kiosk, new)).to_have_text("New")
    until(lambda: heard(kiosk) == 1, "it is heard once")

    assert Person(stack, "Supervisor").call("set_priority", id=stays, priority="High").json()["ok"]
    expect(mark(kiosk, stays)).to_have_text("Changed now")
    made["line_items"][0] |= {"current_quantity": 1}
    made["updated_at"] = "2030-01-01T00:00:00Z"
    assert shop.deliver(made, x_shopify_topic="orders/updated").json()["ok"]
    struck = kiosk.page.get_by_role("button", name=f"Cancelled {goes.split('-', 1)[1]}")
    expect(struck).to_be_visible()
    until(lambda: goes not in kiosk.queue(), "it is kept")

    # Once, and no more than once: also after the page has begun anew.
    kiosk.open()
    expect(struck).to_be_visible()
    expect(mark(kiosk, stays)).to_be_visible()
    assert heard(kiosk) == 0
    # Touched: gone, by opening it, by a scan, or by saying so.
    card(kiosk, stays).get_by_role("button", name="Open").click()
    kiosk.page.get_by_role("button", name="Back to the queue").click()
    expect(mark(kiosk, stays)).to_have_count(0)
    struck.click()
    expect(struck).to_have_count(0)
    kiosk.page.get_by_role("button", name="Seen").click()
    expect(kiosk.page.locator(".notice-mark")).to_have_count(0)
    until(lambda: kiosk.page.evaluate(_KEPT) == 0, "that nothing is marked is kept")
    kiosk.open()
    expect(card(kiosk, stays)).to_be_visible()
    expect(kiosk.page.locator(".notice-mark, .struck")).to_have_count(0)


def test_what_one_station_scans_comes_quietly_to_the_next_and_is_no_news_at_its_own(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    [ticket] = tickets(stack)
    here = at_work(kiosks, badges, "Filling", TOM)
    there = at_work(kiosks, badges, "Covering", SAM)
    here.scan(ticket)
    expect(mark(there, ticket)).to_have_text("Just come here")
    there.scan(ticket)
    until(lambda: ticket not in there.queue(), "it has gone on")
    here.page.get_by_role("button", name="Take back").click()
    expect(here.page.locator(".band-ok .sentence, .band-refused .sentence")).to_be_visible()
    for kiosk in (here, there):
        expect(kiosk.page.locator(".noticed .struck")).to_have_count(0)
    assert (heard(here), heard(there)) == (0, 0)


def test_what_happened_while_the_network_was_away_is_one_sound(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    kiosk = at_work(kiosks, badges, "Filling", SAM)
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    kiosk.open()
    expect(kiosk.page.get_by_text("No connection.", exact=True)).to_be_visible()
    came = tickets(stack, 3)
    kiosk.offline(away=False)
    for ticket in came:
        expect(mark(kiosk, ticket)).to_have_text("New")
    assert heard(kiosk) == 1


def test_sound_off_is_silent_and_still_marked(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    kiosk = at_work(kiosks, badges, "Filling", SAM, 'localStorage.setItem("ordak.sound", "off")')
    [ticket] = tickets(stack)
    expect(mark(kiosk, ticket)).to_have_text("New")
    assert heard(kiosk) == 0


def test_on_a_board_a_mark_is_over_after_a_while(kiosks: Kiosks, stack: Stack) -> None:
    # So long that a busy machine sees it.
    kiosk = kiosks("Board", "flourlane", script="globalThis.ordakTimers.noticeShown = 10000")
    is_live(kiosk)
    expect(kiosk.page.get_by_text("As of")).to_be_visible()  # what comes after the first reading is new
    # Where few are sold: a board has room for a dozen cards.
    [ticket] = Shop(stack.env, "flourlane").deliver(order(cake("BRW-12-SC"))).json()["tickets"]
    marked = kiosk.page.locator(".board .notice-new")
    expect(marked.first).to_be_visible()
    expect(marked).to_have_count(0)
    assert ticket in kiosk.queue()


def test_mine_are_the_cakes_that_i_took(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    number = ticket.split("-", 1)[1]
    kiosk = at_work(kiosks, badges, "Filling", TOM)
    tab = kiosk.page.get_by_role("button", name="Mine")
    tab.click()
    expect(kiosk.page.get_by_text("You have taken no cake here.")).to_be_visible()
    kiosk.page.get_by_role("button", name="Most urgent").click()
    kiosk.page.get_by_role("button", name=f"I take it: {number}", exact=True).click()
    expect(tab).to_contain_text("1")
    tab.click()
    expect(kiosk.page.locator("li.ticket")).to_have_count(1)
    expect(card(kiosk, ticket)).to_be_visible()
