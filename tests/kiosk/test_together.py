"""What belongs together, ticked off by the packer of an order's last cake; and a cake that is found again."""

from playwright.sync_api import expect

from local.doubles.webhook_sender import Shop
from local.stack import Stack
from tests.functions.callers import Person, cake, order, rows, until
from tests.kiosk.kiosk_page import SAM, SUE, Badges, Kiosks, stage

CANDLE = "CANDLE-10"
MOVES = ("complete_filling", "complete_covering", "complete_decorating")


def taken(stack: Stack, cakes: int, candles: int = 3) -> list[str]:
    """Take an order of cakes and candle packs at the counter, and bring the cakes to packing."""
    products = [{"sku": "BRW-12-SC", "quantity": cakes, "flavour": "Caramel"}]
    products += [{"kind": "extra", "sku": CANDLE, "quantity": candles}]
    supervisor = Person(stack, "Supervisor")
    asked = {"store": "bannos", "customer_name": "Ada", "due_date": "2030-12-05", "products": products}
    tickets: list[str] = supervisor.call("create_order", **asked).json()["tickets"]
    for ticket in tickets:
        for move in MOVES:
            assert supervisor.call(move, id=ticket).json()["ok"]
    return tickets


def candles_of(stack: Stack, ticket: str) -> tuple[int, int, int]:
    """Return how many packs have left, were left out, and are held still."""
    line = (
        "select l.used, l.skipped, stock.held_of(l.store, l.order_gid, l.sku)::integer from core.orders o "
        "join core.sale_lines l using (store, order_gid) where o.id = %s and l.kind = 'extra'"
    )
    used, skipped, held = rows(stack, line, ticket)[0]
    return used, skipped, held


def test_the_last_cake_is_packed_when_all_that_goes_with_it_is_ticked_off(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    first, last = taken(stack, 2)
    kiosk = kiosks("Packing", script="globalThis.ordakTimers.scannedTwice = 0")
    kiosk.sign_in(badges[SAM], "Sam")
    until(lambda: {first, last} <= kiosk.queue(), "both are in the queue")
    kiosk.scan(first)
    kiosk.burst(first)
    until(lambda: stage(stack, first) == "Complete", "with another to come nothing is asked")
    assert candles_of(stack, first) == (0, 0, 3)
    kiosk.scan(last)
    kiosk.burst(last)
    dialog = kiosk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("3 × Candle pack")
    expect(dialog.get_by_role("button", name="Packed")).to_be_disabled()
    kiosk.burst(last)  # not before all is in
    kiosk.burst(CANDLE)
    expect(dialog.get_by_role("button", pressed=True)).to_contain_text("3 × Candle pack")
    assert stage(stack, last) == "Packing"
    kiosk.burst(last)
    expect(dialog).to_have_count(0)
    until(lambda: stage(stack, last) == "Complete", "packed by the scan after that")
    assert candles_of(stack, last) == (3, 0, 0)


def test_what_is_left_out_without_a_network_stays_held_until_a_supervisor_sets_it_free(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    [ticket] = taken(stack, 1)
    kiosk = kiosks("Packing", script="globalThis.ordakTimers.scannedTwice = 0")
    kiosk.sign_in(badges[SUE], "Sue")
    until(lambda: ticket in kiosk.queue(), "it is in the queue")
    kiosk.offline()
    kiosk.keeps(ticket)
    kiosk.burst(ticket)
    dialog = kiosk.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Leave out").click()
    dialog.get_by_role("button", name="None left").click()
    dialog.get_by_role("button", name="Packed").click()
    until(lambda: len(kiosk.scans()) == 2, "both are kept")
    assert kiosk.scans()[1]["fields"] == {"skipped": [{"sku": CANDLE, "quantity": 3, "reason": "None left"}]}
    kiosk.offline(away=False)
    kiosk.until_sent()
    assert (stage(stack, ticket), candles_of(stack, ticket)) == ("Complete", (0, 3, 3))

    kiosk.burst(ticket)
    expect(kiosk.page.locator(".band-already")).to_contain_text("by Sue Supervisor")
    expect(kiosk.page.locator(".together")).to_contain_text("3 left out")
    kiosk.page.get_by_role("button", name="Set free what was left out").click()
    until(lambda: candles_of(stack, ticket) == (3, 0, 0), "they are free again")
    expect(kiosk.page.locator(".together .badge")).to_have_count(0)


def test_a_cake_is_found_by_what_is_remembered_of_it_with_a_network_and_without(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    sold = order(cake("BRW-12-SC", properties=[{"name": "Message", "value": "Go Tigers!"}]), phone="+61 412 348 167")
    [ticket] = Shop(stack.env).deliver(sold).json()["tickets"]
    number = ticket.split("-", 1)[1]
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    until(lambda: ticket in kiosk.queue(), "it is in the queue")
    kiosk.page.get_by_role("button", name="Find", exact=True).click()
    field = kiosk.page.get_by_role("searchbox")
    found = kiosk.page.locator("main .choice")
    for typed in ("go tigers!", "8167", "8 inch tigers"):
        field.fill(typed)
        field.press("Enter")
        expect(found).to_have_count(1)
        expect(found).to_contain_text(number)
    kiosk.offline()
    for typed, count in (("tigers", 1), ("%' or _", 0)):
        field.fill(typed)
        field.press("Enter")
        expect(kiosk.page.locator("main")).to_contain_text("only the cakes on this screen")
        expect(found).to_have_count(count)
    expect(kiosk.page.locator(".band-failed")).to_have_count(0)
