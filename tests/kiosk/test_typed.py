"""What is printed on a label can be typed; what a scanner adds to it is dropped; and nobody's name is put under another's scan."""

from playwright.sync_api import expect

from local.stack import Stack
from tests.functions.callers import Shop, cake, order, rows, until
from tests.kiosk.kiosk_page import SAM, TOM, Badges, KioskPage, Kiosks, done, stage, tickets


def typed(kiosk: KioskPage, text: str) -> None:
    """Type into the entry as a person does."""
    kiosk.page.get_by_role("button", name="Scan, or type a code").click()
    kiosk.type(text, end="Enter")


def test_a_number_is_typed_and_opens_its_cake_and_moves_nothing(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    number = ticket.split("-", 1)[1]
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    for text in (number, f"#{number}"):
        typed(kiosk, text)
        expect(kiosk.page.get_by_role("heading", level=1, name=number)).to_be_visible()
        kiosk.page.get_by_role("button", name="Back to the queue").click()
    assert (stage(stack, ticket), kiosk.known()) == ("Filling", set())
    # From a scanner it is a box's number.
    kiosk.burst(number)
    expect(kiosk.page.locator(".band-unknown")).to_contain_text("Not our code")
    typed(kiosk, "99999999")
    expect(kiosk.page.locator(".band-unknown .word")).to_have_text("There is no order 99999999")
    assert (stage(stack, ticket), kiosk.known()) == ("Filling", set())


def test_several_cakes_of_a_typed_number_are_chosen_from_and_looked_at(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    sold = Shop(stack.env).deliver(order(cake("BRW-12-SC", quantity=3))).json()["tickets"]
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    typed(kiosk, sold[0].split("-")[1])
    expect(kiosk.band).to_contain_text("This order has 3 cakes: which?")
    number = sold[1].split("-", 1)[1]
    kiosk.page.get_by_role("dialog").get_by_role("button", name=number).click()
    expect(kiosk.page.get_by_role("heading", level=1, name=number)).to_be_visible()
    assert [stage(stack, each) for each in sold] == ["Filling"] * 3


def test_symbology_identifiers_are_dropped_by_the_page(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(f"]C1{badges[SAM]}", "Sam")
    kiosk.scan(f"]Q3{ticket}")
    assert stage(stack, ticket) == "Covering"


def test_the_cake_of_another_store_is_that_stores(kiosks: Kiosks, badges: Badges) -> None:
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.burst("flour-lane-12345")
    expect(kiosk.page.locator(".band-unknown .word")).to_have_text("Flour Lane’s cake")


def test_after_a_badge_that_is_refused_a_scan_waits_for_the_next_sign_in(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    [ticket] = tickets(stack)
    [(unknown,)] = rows(stack, "select core.typed_code('S')")
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.burst(unknown)
    expect(kiosk.band).to_contain_text("not known here")
    kiosk.burst(ticket)
    expect(kiosk.page.locator(".band .word")).to_have_text("Kept")
    assert done(stack, ticket) == []
    kiosk.burst(badges[TOM])
    until(lambda: done(stack, ticket) == [("complete_filling", TOM)], "it is Tom's")


def test_the_next_scan_closes_the_cake_that_was_opened(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    looked_at, scanned = tickets(stack, 2)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.page.get_by_role("button", name=f"Open {looked_at.split('-', 1)[1]}", exact=True).click()
    back = kiosk.page.get_by_role("button", name="Back to the queue")
    expect(back).to_be_visible()
    kiosk.scan(scanned)
    expect(back).to_have_count(0)


def test_people_are_known_after_a_reload_without_a_network_and_no_message_is_left_of_it(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    number = ticket.split("-", 1)[1]
    expect(kiosk.page.get_by_role("button", name=f"Open {number}", exact=True)).to_be_visible()
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    kiosk.open()
    kiosk.page.get_by_role("button", name="Add a person").click()
    expect(kiosk.page.get_by_role("button", name="Sue Supervisor")).to_be_visible()
    kiosk.page.get_by_role("button", name="Add a person").click()
    # A cake opens all the same, and nothing red is said of what worked.
    kiosk.page.get_by_role("button", name=f"Open {number}", exact=True).click()
    expect(kiosk.page.get_by_role("heading", level=1, name=number)).to_be_visible()
    expect(kiosk.page.get_by_text("No connection.")).to_be_visible()
    expect(kiosk.page.locator(".band-failed, .band-refused")).to_have_count(0)
    expect(kiosk.page.locator(".status").get_by_text("Live", exact=True)).to_have_count(0)
    kiosk.offline(away=False)
    expect(kiosk.page.get_by_text("No connection.")).to_have_count(0)
    expect(kiosk.band).to_contain_text("Ready to scan")
