"""A kiosk at which nobody is signed in is a board: what is next, for whoever passes, and no more than they may read."""

from playwright.sync_api import Locator, expect

from local.doubles.webhook_sender import Shop
from local.stack import Stack
from tests.functions.callers import Person, cake, order, rows, until
from tests.kiosk.kiosk_page import SAM, TOM, Badges, KioskPage, Kiosks, done
from tests.kiosk.test_live import is_live
from tests.kiosk.test_reading import TODAY

WORDS = "Ring Ann Canary on 0491 570 156"


def sold(stack: Stack, store: str = "bannos", days: int = 0, **said: str) -> str:
    """Sell a cake that is due so many days after the store's today, of which somebody has said something."""
    due = rows(stack, TODAY, days)[0][0]
    notes = [{"name": name.replace("_", " "), "value": value} for name, value in said.items()]
    made = order(cake("BRW-12-SC"), note_attributes=[{"name": "Pickup Date", "value": due}, *notes])
    [ticket] = Shop(stack.env, store).deliver(made).json()["tickets"]
    return str(ticket)


def shown(kiosk: KioskPage, ticket: str) -> Locator:
    return kiosk.page.locator(".board-cards > li").filter(has_text=ticket.split("-", 1)[1])


def whole(kiosk: KioskPage) -> str:
    """Return all that the page shows and keeps."""
    found: str = kiosk.page.evaluate(
        """async () => {
          const db = await new Promise((done) => (indexedDB.open("ordak-kiosk").onsuccess = (e) => done(e.target.result)));
          const asked = db.transaction("meta").objectStore("meta").getAll();
          await new Promise((done) => (asked.onsuccess = done));
          db.close();
          return document.body.innerText + JSON.stringify(asked.result);
        }"""
    )
    return found


def test_whoever_passes_reads_what_is_next_and_nothing_of_the_people(kiosks: Kiosks, stack: Stack) -> None:
    rows(stack, "update core.orders set cancelled_at = now() where cancelled_at is null returning 1")
    spoken = sold(stack, days=-1, Notes=WORDS, Allergies=f"nuts, {WORDS}", Cake_Message="Happy 40th, Robin!")
    later = sold(stack, days=9)
    kiosk = kiosks("Board")
    card = shown(kiosk, spoken)
    for said in ("Late", "Allergy", "Happy 40th, Robin!", "Filling"):
        expect(card).to_contain_text(said)
    expect(shown(kiosk, later)).not_to_contain_text("Late")
    expect(kiosk.page.locator(".board-counts")).to_contain_text("1 cake is late")
    assert WORDS not in whole(kiosk)
    assert "Example" not in whole(kiosk)  # whose order it is
    # Its stages are one touch away, and what is in each is counted.
    kiosk.page.get_by_role("button", name="Covering").click()
    expect(kiosk.page.locator(".board-cards > li")).to_have_count(0)
    kiosk.open()
    expect(kiosk.page.get_by_role("button", name="Covering")).to_have_attribute("aria-pressed", "true")
    expect(kiosk.page.get_by_role("button", name="All stages")).to_contain_text("2")


def test_a_board_follows_what_happens_and_knows_the_last_of_it_without_a_network(kiosks: Kiosks, stack: Stack) -> None:
    kiosk = kiosks("Board")
    is_live(kiosk)
    first = sold(stack, days=-2)
    expect(shown(kiosk, first)).to_contain_text("Filling")
    assert Person(stack).call("complete_filling", id=first).json()["ok"]
    expect(shown(kiosk, first)).to_contain_text("Covering")
    until(lambda: first in kiosk.queue(), "it is kept")
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    kiosk.open()
    expect(shown(kiosk, first)).to_contain_text("Covering")
    expect(kiosk.page.get_by_text("No connection: as it was")).to_be_visible()
    kiosk.offline(away=False)
    expect(kiosk.page.get_by_text("No connection: as it was")).to_be_hidden()


def test_a_board_of_both_stores_shows_the_other_until_somebody_signs_in(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    here, there = sold(stack, days=-3), sold(stack, "flourlane", days=-3)
    kiosk = kiosks("Board")
    expect(shown(kiosk, here)).to_be_visible()
    expect(shown(kiosk, there)).to_have_count(0)
    rows(stack, "update core.devices set shown_stores = '{flourlane}' where device_id = %s returning 1", kiosk.device)
    kiosk.open()  # it learns what it is
    expect(shown(kiosk, there)).to_contain_text("flourlane")
    is_live(kiosk)
    another = sold(stack, "flourlane", days=-3)
    expect(shown(kiosk, another)).to_be_visible()
    kiosk.sign_in(badges[SAM], "Sam")
    until(lambda: not {there, another} & kiosk.queue(), "only the own store's are left")
    expect(kiosk.page.get_by_role("button", name=f"Open {here.split('-', 1)[1]}", exact=True)).to_be_visible()


def test_a_scan_before_anybody_has_signed_in_is_kept_and_asks_for_the_badge(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    ticket = sold(stack)
    kiosk = kiosks("Filling")
    expect(shown(kiosk, ticket)).to_be_visible()
    kiosk.keeps(ticket)
    expect(kiosk.band).to_contain_text("Show your badge, and it is yours")
    kiosk.burst(badges[TOM])
    until(lambda: done(stack, ticket) == [("complete_filling", TOM)], "it is Tom's")
    expect(kiosk.page.locator(".board")).to_have_count(0)
    # A board of all stages has no step of its own: it says what to do.
    wall = kiosks("Board")
    expect(wall.page.locator(".board-cards > li").first).to_be_visible()
    wall.burst(ticket)
    expect(wall.band).to_contain_text("Show your badge, then scan the cake again")


def test_names_are_one_touch_away_and_the_board_comes_back_by_itself(kiosks: Kiosks) -> None:
    kiosk = kiosks("Filling", script="globalThis.ordakTimers.nameAsked = 1500")
    for _ in range(2):
        kiosk.page.get_by_role("button", name="Choose your name").click()
        expect(kiosk.page.get_by_role("heading", name="Who are you?")).to_be_visible()
        expect(kiosk.page.locator(".board")).to_be_visible()
