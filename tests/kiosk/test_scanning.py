"""What a scanner types is done: each scan once, whatever else is on the screen or comes in between."""

import pytest
from playwright.sync_api import expect

from local.stack import Stack
from tests.functions.callers import Shop, cake, order, rows, until
from tests.kiosk.kiosk_page import AZERTY, QWERTZ, SAM, SUE, TOM, Badges, Kiosks, done, packing_tickets, stage, tickets


def test_an_order_lives_its_whole_life_by_scans(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    first, second = tickets(stack, 2)
    for station in ("Filling", "Covering", "Decorating"):
        kiosk = kiosks(station)
        kiosk.sign_in(badges[SAM], "Sam")
        kiosk.scan(first)
        kiosk.scan(second)
    packing = kiosks("Packing")
    packing.sign_in(badges[SUE], "Sue")
    for each in (first, second, first, second):
        packing.scan(each)
    assert [stage(stack, each) for each in (first, second)] == ["Complete", "Complete"]
    steps = ["complete_filling", "complete_covering", "complete_decorating", "start_packing", "complete_packing"]
    assert done(stack, first) == list(zip(steps, [SAM, SAM, SAM, SUE, SUE], strict=True))


def test_two_kiosks_scan_one_ticket_and_it_is_done_once(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    here, there = kiosks("Filling"), kiosks("Filling 2")
    here.sign_in(badges[SAM], "Sam")
    there.sign_in(badges[TOM], "Tom")
    here.scan(ticket)
    there.burst(ticket)  # it may still see the ticket where it was
    expect(there.page.locator(".band-already, .band-refused")).to_be_visible()
    assert done(stack, ticket) == [("complete_filling", SAM)]


def test_a_ticket_of_another_station_is_shown_and_left_alone(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    covering = kiosks("Covering")
    covering.sign_in(badges[SAM], "Sam")
    covering.burst(ticket)
    expect(covering.page.locator(".band-refused")).to_contain_text("Filling")
    assert done(stack, ticket) == []


@pytest.mark.parametrize("foreign", ["4006381333931", "S-7K3M9Q2DW4XN5TRA-9", "C-UNDO-0", "https://example.com/12345"])
def test_a_foreign_code_is_told_as_such_and_the_next_scan_works(
    kiosks: Kiosks, stack: Stack, badges: Badges, foreign: str
) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.burst(foreign)
    expect(kiosk.page.locator(".band-unknown")).to_be_visible()
    kiosk.scan(ticket)


def test_an_order_that_there_is_not_is_told_as_such(kiosks: Kiosks, badges: Badges) -> None:
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    for unknown in ("bannos-999999999", "nowhere-12345"):
        kiosk.burst(unknown)
        expect(kiosk.page.locator(".band-unknown")).to_be_visible()
        kiosk.until_sent()
    assert kiosk.scans() == []


def test_half_a_scan_is_forgotten_and_the_next_one_works(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    first, second = tickets(stack, 2)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    # Whose end never comes: what came of the number may be another cake's.
    kiosk.burst(first, end="")
    with kiosk.page.expect_event("console", lambda message: message.text == "later"):
        kiosk.page.evaluate("setTimeout(() => console.log('later'), 400)")
    kiosk.scan(second)
    assert (stage(stack, first), stage(stack, second)) == ("Filling", "Covering")


def test_a_scanner_without_an_end_key_is_understood(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam", end="")
    kiosk.burst(ticket, end="")
    until(lambda: stage(stack, ticket) == "Covering", "it is scanned")


def test_a_busy_machine_that_hands_a_scan_over_in_two_halves_still_has_one(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    first, second = tickets(stack, 2)
    kiosk = kiosks("Filling")
    # No end key has been seen yet: what is silent for a while is taken for a whole one, if it is one.
    kiosk.burst(badges[SAM], stall=0.8)
    expect(kiosk.band).to_contain_text("Sam")
    kiosk.open()
    kiosk.burst(first, end="", late=0.6, stall=0.8)  # whose first three quarters are another order's number
    until(lambda: stage(stack, first) == "Covering", "the whole number was read")
    kiosk.scan(second)


def test_a_scan_is_taken_out_of_the_field_that_had_the_focus(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    first, second = tickets(stack, 2)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    field = kiosk.page.get_by_role("textbox", name="Scan, or type a code")
    kiosk.page.get_by_role("button", name="Scan, or type a code").click()
    expect(field).to_be_focused()
    kiosk.type("two tiers")
    kiosk.burst(first)
    until(lambda: stage(stack, first) == "Covering", "it is scanned")
    expect(field).to_have_value("two tiers")
    # Nor does the scanner's end key press the button that has the focus, or move it away.
    kiosk.burst(second, end="Tab")
    until(lambda: stage(stack, second) == "Covering", "it is scanned")
    expect(field).to_be_focused()
    expect(field).to_have_value("two tiers")


def test_thirty_scans_in_three_seconds_are_thirty_scans(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    sold = tickets(stack, 30)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    for ticket in sold:
        kiosk.burst(ticket)
    kiosk.until_sent()
    assert kiosk.scans() == []
    assert [done(stack, ticket) for ticket in sold] == [[("complete_filling", SAM)]] * 30
    # In the order in which they were scanned.
    order = "select array_agg(ticket_id order by event_no) from core.order_events where device_id = %s and ticket_id is not null"
    assert rows(stack, order, kiosk.device)[0][0] == sold


def test_the_same_code_twice_at_once_is_one_scan(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = packing_tickets(stack, 1)
    kiosk = kiosks("Packing")
    kiosk.sign_in(badges[SUE], "Sue")
    kiosk.burst(ticket)
    kiosk.burst(ticket)
    kiosk.until_sent()
    # The second one would have said that it is packed.
    assert [kind for kind, _ in done(stack, ticket)][-1] == "start_packing"
    assert len(kiosk.known()) == 1


def flags(stack: Stack, ticket: str) -> list[str]:
    """What somebody has to look at."""
    found: list[str] = rows(stack, "select flags from core.orders where id = %s", ticket)[0][0]
    return found


def command(stack: Stack, name: str) -> str:
    """Return the code of a command, by what the database says its check character is."""
    return f"C-{name}-{rows(stack, 'select core.check_character(%s)', 'C' + name)[0][0]}"


def test_the_last_scan_is_taken_back_by_a_command(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(ticket)
    kiosk.burst(command(stack, "UNDO"))
    until(lambda: stage(stack, ticket) == "Filling", "it is taken back")
    assert done(stack, ticket) == [("complete_filling", SAM), ("undone", SAM)]


def test_supervisor_takes_a_step_of_somebody_else_back_later(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    kiosk, packing = kiosks("Filling"), kiosks("Packing")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(ticket)
    kiosk.until_sent()
    packing.sign_in(badges[SUE], "Sue")
    packing.scan(ticket, "refused")  # it is not there yet, and is shown
    packing.page.get_by_role("button", name="Why is it here?").click()
    packing.page.get_by_role("button", name="Take back: Filling done").click()
    until(lambda: stage(stack, ticket) == "Filling", "it is taken back")
    # It is told at once, and there is nothing more to take back.
    expect(packing.page.locator(".history")).to_contain_text("Last step taken back")
    expect(packing.page.get_by_role("button", name="Take back:")).to_have_count(0)
    assert done(stack, ticket) == [("complete_filling", SAM), ("undone", SUE)]


def test_commands_go_on_clear_the_screen_and_say_that_a_change_was_seen(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    sold = order(cake("BRW-12-SC"))
    [ticket] = Shop(stack.env).deliver(sold).json()["tickets"]
    kiosk = kiosks("Filling", script="globalThis.ordakTimers.scannedTwice = 0")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.page.get_by_role("button", name=f"Open {ticket.split('-', 1)[1]}", exact=True).click()
    expect(kiosk.page.get_by_role("button", name="Filling done")).to_be_visible()
    kiosk.burst(command(stack, "NEXT"))
    until(lambda: stage(stack, ticket) == "Covering", "this station's step is done")
    kiosk.until_sent()  # its answer would come after the screen was cleared, and be shown
    kiosk.burst(command(stack, "NEXT"))
    expect(kiosk.page.locator(".band-unknown")).to_contain_text("nothing this command could be for")
    assert stage(stack, ticket) == "Covering"
    kiosk.burst(command(stack, "CLEAN"))
    expect(kiosk.band).to_contain_text("Ready to scan")
    kiosk.burst(command(stack, "NEXT"))
    expect(kiosk.page.locator(".band-unknown")).to_contain_text("nothing this command could be for")

    changed = {**sold, "note": "No nuts", "updated_at": "2036-01-02T10:00:00-05:00"}
    Shop(stack.env).deliver(changed, x_shopify_topic="orders/updated")
    until(lambda: flags(stack, ticket) == ["changed"], "the change is flagged")
    decorating = kiosks("Decorating")
    decorating.sign_in(badges[TOM], "Tom")
    decorating.scan(ticket, "refused")
    decorating.burst(command(stack, "ACK"))
    until(lambda: flags(stack, ticket) == [], "it was seen")
    assert [kind for kind, _ in done(stack, ticket)][-1] == "change_acknowledged"


@pytest.mark.parametrize("layout", [QWERTZ, AZERTY], ids=["qwertz", "azerty"])
def test_a_machine_with_another_keyboard_layout_reads_the_scan_and_says_so(
    kiosks: Kiosks, stack: Stack, badges: Badges, layout: dict[str, str]
) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.burst(ticket, layout=layout)
    expect(kiosk.band).to_contain_text("keyboard")
    until(lambda: stage(stack, ticket) == "Covering", "it is scanned")


def test_a_location_says_where_the_next_cake_is_put(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    [(location,)] = rows(stack, "select core.typed_code('L')")
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.burst(location)
    expect(kiosk.band).to_contain_text("scan the cake")
    kiosk.scan(ticket)
    assert rows(stack, "select storage, stage::text from core.orders where id = %s", ticket) == [(location, "Filling")]
    # The one after it is a scan like any other.
    kiosk.page.keyboard.press("Escape")
    [another] = tickets(stack)
    kiosk.scan(another)
    assert stage(stack, another) == "Covering"


def test_an_order_of_several_cakes_is_asked_about(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    answer = Shop(stack.env).deliver(order(cake("BRW-12-SC", quantity=2))).json()
    first, second = answer["tickets"]
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.burst(first.removesuffix("-A"))
    expect(kiosk.page.get_by_role("dialog")).to_be_visible()
    kiosk.scan(second)
    assert (stage(stack, first), stage(stack, second)) == ("Filling", "Covering")
    kiosk.until_sent()
    assert kiosk.scans() == []
