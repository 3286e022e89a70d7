"""A baker's day at three kiosks, a part of it in each test, in the order in which they stand here.

The day goes on from test to test, and each says at once when a part before it has not brought its cakes where it needs
them. 40 orders are sold through signed webhooks; at the end what the screens show, the tickets' stages, the events and
the ledger are one story.
"""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import stack_of_its_own
from tests.functions.callers import rows, until
from tests.kiosk.bakers_day import (
    BEFORE,
    CANDLE,
    NUTS,
    PIN,
    STEPS,
    TOPPER,
    Day,
    cards,
    floor,
    moves,
    number,
    opened,
    sent,
    shows,
    turns,
)
from tests.kiosk.kiosk_page import SAM, SUE, TOM, done, stage
from tests.kiosk.test_live import is_live
from tests.kiosk.test_reading import card
from tests.stateful.stock_books import MISCOUNTED, UNSETTLED

# Orders by their numbers in the day: of today's dozen, and of the days after it.
PAIR, ALLERGY, EXTRAS, BEGUN = 2, 4, 6, 8
NOT_BEGUN, URGENT, ELSEWHERE = 21, 30, 34
CANCELLED = {"updated_at": "2026-01-02T10:00:00+11:00", "cancelled_at": "2026-01-02T10:00:00+11:00"}
SEEN = "select detail ->> 'allergies_seen' from core.order_events where ticket_id = %s and kind = 'complete_decorating'"
STAGES = "select id, stage::text, packing_start_ts is not null from core.orders where cancelled_at is null order by id"
LAST_STAGE = """
select distinct on (ticket_id) ticket_id, to_stage::text from core.order_events
where to_stage is not null and ticket_id is not null order by ticket_id, event_no desc
"""
LEDGER = (
    "select kind::text, sum(qty) from core.inventory_txn where ref_id = %s and sku = %s group by kind order by kind"
)


@pytest.fixture(scope="module")
def day(browser: Browser) -> Iterator[Day]:
    """A stack of this day alone: its ledger is looked at, and its kiosks show all that there is."""
    with stack_of_its_own() as stack:
        made = Day(browser, stack)
        yield made
        for kiosk in made.kiosks.values():
            kiosk.close()


def test_one_comes_by_badge_one_by_pin_and_a_third_beside_them(day: Day) -> None:
    kiosk = day.filling
    kiosk.sign_in(day.badges[SAM], "Sam")
    kiosk.page.get_by_role("button", name="Add a person").click()
    kiosk.page.get_by_role("button", name="Tom (Bannos)").click()
    for digit in PIN:
        kiosk.page.get_by_role("button", name=digit, exact=True).click()
    kiosk.page.get_by_role("button", name="Sign in", exact=True).click()
    expect(kiosk.band).to_contain_text("Tom")
    kiosk.sign_in(day.badges[SUE], "Sue")
    assert turns(day.stack, kiosk) == [SAM, TOM, SUE]
    kiosk.page.get_by_role("button", name="Switch to Sam Staff").click()
    expect(kiosk.page.get_by_role("button", name="Sam Staff is working here")).to_be_visible()


def test_a_dozen_cakes_are_filled_in_the_queues_order_each_by_whoever_is_active(day: Day) -> None:
    kiosk, dozen = day.filling, day.served("Filling")[:12]
    assert set(dozen) == set(day.today()), "today's cakes are not the first of the queue"
    for at, name in ((0, "Sam Staff"), (4, "Tom (Bannos)"), (8, "Sue Supervisor")):
        kiosk.page.get_by_role("button", name=f"{name} is working here").or_(
            kiosk.page.get_by_role("button", name=f"Switch to {name}")
        ).click()
        for ticket in dozen[at : at + 4]:
            expect(cards(kiosk).first).to_have_text(f"Open {number(ticket)}")
            kiosk.scan(ticket)
            expect(kiosk.band.locator(".by")).to_have_text(name)
    assert [done(day.stack, ticket) for ticket in dozen] == [
        [("complete_filling", who)] for who in (SAM, TOM, SUE) for _ in range(4)
    ]
    shows(kiosk, day.served("Filling"))


def test_an_allergy_is_asked_about_once_at_decorating_and_confirmed_by_scanning_the_ticket_again(day: Day) -> None:
    day.needs("Covering", day.today())
    kiosk = day.signed_in(day.decorating, TOM, "Tom")
    is_live(kiosk)
    day.cover(day.today())
    [allergic], [begun] = day.tickets(ALLERGY), day.tickets(BEGUN)
    expect(card(kiosk, allergic)).to_contain_text(NUTS)
    shows(kiosk, day.served("Decorating"))
    kiosk.burst(allergic)
    expect(kiosk.page.get_by_role("alertdialog")).to_contain_text(NUTS)
    assert (kiosk.scans(), stage(day.stack, allergic)) == ([], "Decorating")
    kiosk.scan(allergic)
    expect(kiosk.page.get_by_role("alertdialog")).to_have_count(0)
    for ticket in day.today():
        if ticket not in {allergic, begun}:
            kiosk.scan(ticket)
    assert rows(day.stack, SEEN, allergic) == [("true",)]
    assert rows(day.stack, SEEN, day.tickets(EXTRAS)[0]) == [(None,)]


def packs(day: Day, ticket: str) -> None:
    """Scan a cake whose packing is begun."""
    day.packing.burst(ticket)
    until(lambda: stage(day.stack, ticket) == "Complete", f"{ticket} is packed")


def test_two_cakes_of_an_order_know_each_other_and_its_number_asks_which(day: Day) -> None:
    first, second = day.tickets(PAIR)
    day.needs("Packing", [first, second])
    kiosk = day.signed_in(day.packing, SUE, "Sue")
    expect(card(kiosk, first)).to_contain_text("Cake 1 of 2")
    kiosk.burst(first.removesuffix("-A"))
    dialog = kiosk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("This order has several cakes")
    expect(dialog.locator(".choice")).to_have_count(2)
    dialog.locator(".choice").filter(has_text=number(second)).click()
    expect(kiosk.page.locator(".band-ok")).to_contain_text(number(second))
    packs(day, second)
    expect(opened(kiosk, first).locator(".together")).to_contain_text("Cake 1 of 2 · the other is packed")
    kiosk.scan(first)
    packs(day, first)


def test_a_cake_is_cancelled_while_begun_and_another_before(day: Day) -> None:
    [begun], [before] = day.tickets(BEGUN), day.tickets(NOT_BEGUN)
    day.needs("Decorating", [begun])
    day.needs("Filling", [before])
    expect(card(day.filling, before)).to_be_visible()
    kiosk = day.decorating
    for nth in (BEGUN, NOT_BEGUN):
        day.sold[nth].deliver("orders/cancelled", **CANCELLED)
    expect(card(kiosk, begun).locator(".notice-mark")).to_have_text("Cancelled")
    expect(card(kiosk, begun).locator("h2")).to_have_css("text-decoration-line", "line-through")
    struck = day.filling.page.get_by_role("button", name=f"Cancelled {number(before)}")
    expect(struck.locator("s")).to_contain_text(number(before))
    for station, ticket in ((kiosk, begun), (day.filling, before)):
        station.burst(ticket)
        expect(station.page.locator(".band-refused .word")).to_have_text("Cancelled")
        sent(station)
    expect(struck).to_have_count(0)
    floor(day.filling)
    floor(kiosk)
    # Touched, it is no news any more, and still cancelled.
    expect(card(kiosk, begun).locator(".notice-mark")).to_have_count(0)
    expect(card(kiosk, begun).locator(".badge.bad", has_text="Cancelled")).to_be_visible()
    view = opened(kiosk, begun)
    expect(view).to_contain_text("The shop cancelled the order.")
    view.get_by_role("button", name="I have seen the change").click()
    until(lambda: begun not in day.served("Decorating"), "it is cancelled")
    floor(kiosk)
    shows(kiosk, day.served("Decorating"))
    assert moves(day.stack)[begun] == [*STEPS[:2]]


def test_what_a_supervisor_calls_urgent_moves_up_and_is_marked(day: Day) -> None:
    [ticket] = day.tickets(URGENT)
    day.needs("Filling", [ticket])
    kiosk = day.signed_in(day.filling, SUE, "Sue")
    floor(kiosk)
    was = day.served("Filling").index(ticket)
    expect(card(kiosk, ticket)).not_to_contain_text("Urgent")
    opened(kiosk, ticket).get_by_role("button", name="Change urgency").click()
    kiosk.page.get_by_role("dialog").get_by_role("button", name="Urgent").click()
    expect(kiosk.page.locator(".band-ok .sentence")).to_have_text("Urgency: Urgent")
    floor(kiosk)
    expect(card(kiosk, ticket).locator(".badge.bad", has_text="Urgent")).to_be_visible()
    served = day.served("Filling")
    assert served.index(ticket) < was
    shows(kiosk, served)


def test_another_stores_label_says_whose_cake_it_is_and_moves_nothing(day: Day) -> None:
    [ticket] = day.tickets(ELSEWHERE)
    day.needs("Filling", [ticket])
    kiosk = day.filling
    kiosk.burst(ticket)
    expect(kiosk.page.locator(".band-unknown .word")).to_have_text("Flour Lane’s cake")
    sent(kiosk)
    assert (done(day.stack, ticket), stage(day.stack, ticket)) == ([], "Filling")


def test_five_minutes_without_a_network_lose_nothing_and_a_wrong_scan_is_taken_back_unsent(day: Day) -> None:
    first, wrong, last = scanned = day.served("Filling")[:3]
    kiosk = day.signed_in(day.filling, SAM, "Sam")
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    for ticket in scanned:
        kiosk.keeps(ticket)
    kiosk.page.clock.fast_forward(300_000)
    expect(kiosk.page.get_by_text("3 scans waiting")).to_be_visible()
    kiosk.page.get_by_role("button", name="My last scans").click()
    row = kiosk.page.locator("li.scanned").filter(has_text=number(wrong))
    row.get_by_role("button", name="Take back").click()
    expect(row).to_contain_text("Taken back before it was sent")
    floor(kiosk)
    expect(card(kiosk, wrong)).to_be_visible()
    assert [scan["ticket_id"] for scan in kiosk.scans()] == [first, last]
    kiosk.offline(away=False)
    sent(kiosk)
    assert [done(day.stack, ticket) for ticket in (first, last)] == [[("complete_filling", SAM)]] * 2
    assert done(day.stack, wrong) == []
    shows(kiosk, day.served("Filling"))


def test_a_reload_without_a_network_still_knows_the_people_and_their_scans(day: Day) -> None:
    first, second = day.served("Filling")[:2]
    kiosk = day.signed_in(day.filling, SAM, "Sam")
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    kiosk.keeps(first)
    kiosk.open()
    expect(kiosk.page.get_by_role("button", name="Sam Staff is working here")).to_be_visible()
    kiosk.page.get_by_role("button", name="Switch to Tom (Bannos)").click()
    kiosk.keeps(second)
    assert [(scan["ticket_id"], scan["display_name"]) for scan in kiosk.scans()] == [
        (first, "Sam Staff"),
        (second, "Tom (Bannos)"),
    ]
    kiosk.offline(away=False)
    sent(kiosk)
    assert [done(day.stack, ticket) for ticket in (first, second)] == [
        [("complete_filling", SAM)],
        [("complete_filling", TOM)],
    ]


def test_the_last_cake_is_packed_with_its_extras_ticked_off_and_one_left_out(day: Day) -> None:
    [ticket] = day.tickets(EXTRAS)
    day.needs("Packing", [ticket])
    kiosk = day.signed_in(day.packing, SUE, "Sue")
    floor(kiosk)
    expect(card(kiosk, ticket)).to_contain_text("2 × Candle pack")
    kiosk.scan(ticket)
    kiosk.burst(ticket)
    dialog = kiosk.page.get_by_role("dialog")
    packed = dialog.get_by_role("button", name="Packed")
    expect(packed).to_be_disabled()
    kiosk.burst(CANDLE)
    expect(dialog.get_by_role("button", pressed=True)).to_contain_text("2 × Candle pack")
    dialog.get_by_role("button", name="Leave out: 1 × Cake topper").click()
    dialog.get_by_role("button", name="None left").click()
    packed.click()
    until(lambda: stage(day.stack, ticket) == "Complete", "it is packed")
    gid = day.sold[EXTRAS].body["admin_graphql_api_id"]
    assert rows(day.stack, LEDGER, gid, CANDLE) == [("consume", Decimal(-2)), ("hold", Decimal(-2))]
    assert rows(day.stack, LEDGER, gid, TOPPER) == [("hold", Decimal(-1))]


def test_at_the_end_screens_stages_events_and_ledger_are_one_story(day: Day) -> None:
    for kiosk in day.kiosks.values():
        floor(kiosk)
        sent(kiosk)
    for at, kiosk in list(day.kiosks.items()):
        shows(kiosk, day.served(at))
    wall = day.kiosk("Board")
    stages = {ticket: (at, begun) for ticket, at, begun in rows(day.stack, STAGES)}
    here = {ticket for ticket, (at, _) in stages.items() if ticket.startswith("bannos-") and at != "Complete"}
    until(lambda: wall.queue() == here, "the wall shows every open cake of Bannos")
    queued = {ticket: at for at in BEFORE for store in ("bannos", "flourlane") for ticket in day.served(at, store)}
    assert queued == {ticket: at for ticket, (at, _) in stages.items() if at != "Complete"}
    last = dict(rows(day.stack, LAST_STAGE))
    assert {ticket: last.get(ticket, "Filling") for ticket in stages} == {t: at for t, (at, _) in stages.items()}
    told = moves(day.stack)
    for ticket, (at, begun) in stages.items():
        count = BEFORE[at] + (at == "Packing" and begun)
        assert told.get(ticket, []) == [*STEPS[:count]], f"{ticket} is at {at}"
    # A dozen were filled, one of it was cancelled after that; four more after the network was away.
    assert sorted(at for at, _ in stages.values()).count("Complete") == 3
    assert len(told) == 12 + 4
    assert rows(day.stack, MISCOUNTED) == [], "an item's counters are not what its ledger sums up to"
    assert rows(day.stack, UNSETTLED) == [], "an order holds other than it needs"
