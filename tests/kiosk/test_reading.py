"""What a card says is the store's: its days, its urgency, in the order in which the server has them."""

from playwright.sync_api import Locator, expect

from local.doubles.webhook_sender import Shop
from local.stack import Stack
from tests.functions.callers import Person, cake, order, rows, until
from tests.kiosk.kiosk_page import SUE, Badges, KioskPage, Kiosks, tickets

# Half a world behind the store: its day is yesterday's for all but an hour or two.
FAR = "Etc/GMT+12"
TODAY = "select ((core.now() at time zone 'Australia/Sydney')::date + %s)::text"


def sold_for(stack: Stack, days: int) -> str:
    """Sell a cake that is due so many days after the store's today."""
    due = rows(stack, TODAY, days)[0][0]
    sold = order(cake("BRW-12-SC"), note_attributes=[{"name": "Pickup Date", "value": due}])
    [ticket] = Shop(stack.env).deliver(sold).json()["tickets"]
    return str(ticket)


def card(kiosk: KioskPage, ticket: str) -> Locator:
    number = ticket.split("-", 1)[1]
    return kiosk.page.locator("li.card").filter(has=kiosk.page.get_by_role("button", name=f"Open {number}", exact=True))


def test_a_day_is_the_stores_wherever_the_kiosk_thinks_it_is(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    today, tomorrow = (sold_for(stack, days) for days in (0, 1))
    kiosk = kiosks("Filling", zone=FAR)
    kiosk.sign_in(badges[SUE], "Sue")
    expect(card(kiosk, today)).to_contain_text("today")
    expect(card(kiosk, tomorrow)).to_contain_text("tomorrow")
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    kiosk.open()
    expect(card(kiosk, today)).to_contain_text("today")


def test_what_a_supervisor_calls_urgent_is_first_and_says_so(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    first, urgent = sold_for(stack, 3), sold_for(stack, 4)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SUE], "Sue")
    expect(card(kiosk, urgent)).not_to_contain_text("Urgent")
    assert Person(stack, "Supervisor").call("set_priority", id=urgent, priority="High").json()["ok"]
    expect(card(kiosk, urgent)).to_contain_text("Urgent")
    shown = [each.inner_text() for each in kiosk.page.locator("li.card h2 button").all()]
    served = [
        row[0]
        for row in rows(
            stack, "select (q.ticket).id from bakery.queue('bannos', null, null, 'Filling', 500) q order by q.place"
        )
    ]
    assert [number.split()[-1] for number in shown] == [each.split("-", 1)[1] for each in served][: len(shown)]
    assert served.index(urgent) < served.index(first)


def test_the_band_says_what_came_of_it(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SUE], "Sue")
    card(kiosk, ticket).get_by_role("button", name="I take it").click()
    said = kiosk.page.locator(".band-ok .sentence")
    expect(said).to_have_text("Given to Sue Supervisor")
    kiosk.scan(ticket)
    expect(said).to_have_text("Filling done")
    expect(kiosk.band.get_by_role("button", name="Next")).to_have_count(0)
    kiosk.page.get_by_role("button", name="Take back").click()
    expect(said).to_have_text("Taken back: at Filling again")
    until(lambda: ticket in kiosk.queue(), "it is back")
