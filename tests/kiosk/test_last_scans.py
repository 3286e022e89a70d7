"""Whoever has scanned wrongly takes it back, with a network and without, and the list says what came of each scan."""

from playwright.sync_api import Locator, expect

from local.stack import Stack
from tests.functions.callers import rows, until
from tests.kiosk.kiosk_page import SAM, SUE, Badges, KioskPage, Kiosks, done, packing_tickets, stage, tickets


def listed(kiosk: KioskPage, ticket: str) -> Locator:
    """Return what the list says of a cake; it is opened first."""
    kiosk.page.get_by_role("button", name="My last scans").click()
    return kiosk.page.locator("li.scanned").filter(has_text=ticket.split("-", 1)[1])


def test_a_scan_before_the_last_is_taken_back_from_the_list(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    wrong, right = tickets(stack, 2)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(wrong)
    kiosk.scan(right)
    expect(listed(kiosk, right)).to_contain_text("Done")
    listed(kiosk, wrong).get_by_role("button", name="Take back").click()
    until(lambda: stage(stack, wrong) == "Filling", "it is taken back")
    expect(listed(kiosk, wrong)).to_contain_text("Taken back")
    expect(listed(kiosk, wrong).get_by_role("button", name="Take back")).to_have_count(0)
    assert stage(stack, right) == "Covering"


def test_a_wrong_scan_is_taken_back_without_a_network_and_never_reaches_the_server(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    first, wrong, last = tickets(stack, 3)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    for ticket in (first, wrong, last):
        kiosk.keeps(ticket)
    expect(kiosk.band).to_contain_text("Kept")
    listed(kiosk, wrong).get_by_role("button", name="Take back").click()
    expect(listed(kiosk, wrong)).to_contain_text("Taken back before it was sent")
    # The first of all was tried: whether it was heard, the server alone knows.
    listed(kiosk, first).get_by_role("button", name="Take back").click()
    expect(listed(kiosk, first)).to_contain_text("aken back")
    kiosk.open()
    expect(listed(kiosk, wrong)).to_contain_text("Taken back before it was sent")
    kiosk.offline(away=False)
    kiosk.until_sent()
    until(lambda: stage(stack, last) == "Covering", "what was right is done")
    assert [stage(stack, ticket) for ticket in (first, wrong)] == ["Filling", "Filling"]
    # The server was asked to take back the one that it had never heard of.
    assert (done(stack, wrong), done(stack, first)) == ([], [("refused", SAM)])
    expect(listed(kiosk, first)).to_contain_text("Taken back before it was sent")


def test_a_supervisor_takes_back_what_somebody_else_scanned_here_later(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(ticket)
    kiosk.sign_in(badges[SUE], "Sue")
    expect(listed(kiosk, ticket)).to_contain_text("Sam Staff")
    listed(kiosk, ticket).get_by_role("button", name="Take back").click()
    until(lambda: done(stack, ticket) == [("complete_filling", SAM), ("undone", SUE)], "it is taken back")


def test_a_cancelled_cake_says_so_before_where_it_is(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = packing_tickets(stack, 1)
    assert rows(stack, "update core.orders set cancelled_at = now() where id = %s returning 1", ticket)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.burst(ticket)
    expect(kiosk.page.locator(".band-refused .word")).to_have_text("Cancelled")
    expect(kiosk.page.get_by_text("not at this station")).to_have_count(0)


def test_a_packed_cake_says_when_and_by_whom(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = packing_tickets(stack, 1)
    kiosk = kiosks("Packing")
    kiosk.sign_in(badges[SUE], "Sue")
    kiosk.scan(ticket)
    kiosk.band.get_by_role("button", name="Next: Packed").click()
    until(lambda: stage(stack, ticket) == "Complete", "it is packed")
    filling = kiosks("Filling")
    filling.sign_in(badges[SAM], "Sam")
    filling.burst(ticket)
    expect(filling.page.locator(".band-already .sentence")).to_contain_text("by Sue Supervisor")
    expect(filling.page.locator(".band .by")).to_have_text("Sam Staff")
