"""What is done at one kiosk is seen at the one beside it, at once, and after a while without a network too."""

from playwright.sync_api import expect

from local.stack import Stack
from tests.functions.callers import until
from tests.kiosk.kiosk_page import SAM, TOM, Badges, KioskPage, Kiosks, stage, tickets


def is_live(kiosk: KioskPage) -> None:
    """Wait until changes arrive by themselves: from then on the queue is not read without one."""
    expect(kiosk.page.get_by_text("Live", exact=True)).to_be_visible()


def test_a_scan_is_seen_at_the_other_kiosk(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    here, there = kiosks("Covering"), kiosks("Filling")
    here.sign_in(badges[SAM], "Sam")
    there.sign_in(badges[TOM], "Tom")
    for kiosk in (here, there):
        is_live(kiosk)
    [ticket] = tickets(stack)  # a sale is seen too
    until(lambda: ticket in there.queue(), "the sale is seen")
    there.scan(ticket)
    until(lambda: ticket in here.queue(), "it has come to covering")
    here.scan(ticket)
    assert stage(stack, ticket) == "Decorating"


def test_what_happened_without_a_network_is_seen_when_it_is_back(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    is_live(kiosk)
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    kiosk.open()
    expect(kiosk.page.get_by_text("No connection.")).to_be_visible()
    [ticket] = tickets(stack)
    kiosk.offline(away=False)
    is_live(kiosk)
    until(lambda: ticket in kiosk.queue(), "the sale is seen")
