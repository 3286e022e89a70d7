"""The packers' page: nothing wrong leaves in a box, and each box has one label."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Route, expect

from local.stack import Stack
from tests.browser.loudspeaker import RIGHT, WRONG, heard
from tests.browser.packing_bench import THINGS, Bench, about, ask, buy_label, claim_label, open_bench, order
from tests.conftest import stack_of_its_own
from tests.functions.callers import rows, until

CABLE, CASE, PLUG = THINGS
# Which parcel the page's database would begin with.
KEPT = """() => new Promise((answer) => {
  const opening = indexedDB.open("ordak-fulfilment");
  opening.onsuccess = () => {
    const asked = opening.result.transaction("meta").objectStore("meta").get("shown");
    asked.onsuccess = () => { opening.result.close(); answer(asked.result?.parcel?.id); };
  };
})"""


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """Run a stack with a store of a marketplace, whose people pack for it."""
    with stack_of_its_own() as running:
        open_bench(running)
        yield running


@pytest.fixture
def bench(context: BrowserContext, stack: Stack) -> Bench:
    """Sign a packer in at the page."""
    return Bench(context, stack)


def events(stack: Stack, id_: str) -> list[str]:
    """Return the kinds of what happened to an order's parcel, refusals by their code."""
    found = rows(
        stack,
        "select coalesce(code, kind) from core.order_events where ticket_id = %s and actor_kind = 'staff' order by event_no",
        id_,
    )
    return [kind for (kind,) in found]


def test_what_is_picked_is_verified_printed_and_packed(bench: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 2), (CASE, 1))
    buy_label(stack, id_)
    bench.button("Pick list").click()
    expect(bench.page.locator("tbody tr", has_text=CABLE)).to_contain_text("A1")
    bench.page.get_by_role("button", name=re.compile("^Parcels")).click()
    bench.open(id_)
    expect(bench.button("Print label")).to_be_disabled()
    for sku, said in ((CABLE, "1 of 2"), (CASE, "1 of 1"), (CABLE, "Print the label")):
        bench.scan(THINGS[sku][2])
        bench.see("ok", said)
    with bench.context.expect_page() as opened:
        bench.button("Print label").click()
    bench.see("ok", "Packed")
    opened.value.close()
    file = bench.page.request.get(stack.url + str(bench.page.get_by_role("link").get_attribute("href")))
    assert (file.status, file.headers["content-type"], file.body()[:5]) == (200, "application/pdf", b"%PDF-")
    bench.button("Packed").click()
    bench.see("ok", f"{id_} can leave")
    expect(bench.page.locator(".parcel-card", has_text=id_)).to_have_count(0)
    assert events(stack, id_) == ["item_verified"] * 3 + ["label_printed", "parcel_packed"]


def test_a_wrong_item_fills_the_width_and_counts_nothing(bench: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1))
    bench.open(id_)
    bench.scan(THINGS[PLUG][2])
    bench.see("bad", "WRONG ITEM")
    bench.see("bad", "Travel plug (PLUG-CA)")
    band = bench.page.locator(".band-bad").bounding_box()
    assert band is not None
    assert (band["width"], band["height"] > 768 / 3) == (1024, True)
    bench.scan("0000000000000")
    bench.see("bad", "UNKNOWN CODE")
    bench.scan(THINGS[CABLE][2])
    bench.see("ok", "Everything is in the box")
    bench.scan(THINGS[CABLE][2])
    bench.see("bad", "ONE TOO MANY")
    # Each is heard too.
    assert heard(bench.page) == [*WRONG, *WRONG, *RIGHT, *WRONG]
    assert events(stack, id_) == ["PCK001", "PCK002", "item_verified", "PCK003"]


def test_a_printer_out_of_paper_makes_a_reprint_that_is_marked(bench: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1))
    buy_label(stack, id_)
    bench.open(id_)
    bench.scan(THINGS[CABLE][2])
    for button, kind, said in (("Print label", "ok", "Packed"), ("Print again", "warn", "REPRINT 2")):
        with bench.context.expect_page() as opened:
            bench.button(button).click()
        bench.see(kind, said)
        opened.value.close()  # there is no paper: its dialog is cancelled
    bench.button("Packed").click()
    bench.see("ok", f"{id_} can leave")
    assert events(stack, id_)[1:] == ["label_printed", "label_reprinted", "parcel_packed"]


def test_the_last_scan_is_taken_out_and_the_language_is_theirs(bench: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 2))
    bench.open(id_)
    bench.scan(THINGS[CABLE][2])
    bench.see("ok", "1 of 2")
    bench.button("Take last scan out").click()
    bench.see("ok", "Taken out")
    expect(bench.page.locator(".how-many")).to_have_text("0 / 2")
    bench.button("Français").click()
    bench.scan(THINGS[PLUG][2])
    bench.see("bad", "MAUVAIS ARTICLE")
    assert events(stack, id_) == ["item_verified", "item_unverified", "PCK001"]


def test_scans_without_a_network_are_kept_and_sent_once(browser: Browser, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 2))
    # Of its own: what its console says of the network is no fault.
    context = browser.new_context()
    bench = Bench(context, stack)
    bench.open(id_)
    bench.context.set_offline(True)
    bench.scan(THINGS[CABLE][2])
    expect(bench.page.locator(".offline")).to_be_visible()
    bench.scan(THINGS[CABLE][2])
    bench.see("warn", "Kept")
    assert events(stack, id_) == []
    bench.context.set_offline(False)
    until(lambda: events(stack, id_) == ["item_verified"] * 2, "both are counted")
    expect(bench.page.locator(".how-many")).to_have_text("2 / 2")
    context.close()


def test_a_scan_whose_answer_is_lost_counts_once(bench: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 2))
    bench.open(id_)
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.fulfill(body="<h1>Welcome to our Wi-Fi</h1>", content_type="text/html")

    bench.page.route("**/rpc/verify_item", lose, times=1)
    bench.scan(THINGS[CABLE][2])
    bench.see("ok", "1 of 2")
    expect(bench.page.locator(".how-many")).to_have_text("1 / 2")
    assert (lost, events(stack, id_)) == ([200], ["item_verified"])


def test_the_page_begins_without_a_network_where_it_was(browser: Browser, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 2))
    context = browser.new_context()  # its own: as above
    bench = Bench(context, stack)
    bench.open(id_)
    bench.page.evaluate("navigator.serviceWorker.ready")
    until(lambda: bench.page.evaluate(KEPT) == id_, "the parcel is kept")
    context.set_offline(True)
    bench.page.reload()
    expect(bench.page.locator("h1")).to_have_text(id_)
    expect(bench.button("Pat Packer: sign out")).to_be_visible()
    bench.scan(THINGS[CABLE][2])
    bench.see("warn", "Kept")
    bench.page.reload()
    expect(bench.page.get_by_text("1 scan is not sent yet")).to_be_visible()
    context.set_offline(False)
    until(lambda: events(stack, id_) == ["item_verified"], "it is counted")
    expect(bench.page.locator(".how-many")).to_have_text("1 / 2")
    context.close()


def test_the_next_packer_signs_in_as_themselves(bench: Bench, stack: Stack) -> None:
    bench.button("Pat Packer: sign out").click()
    bench.page.get_by_role("button", name="Sign in as Sue Supervisor").click()
    expect(bench.button("Sue Supervisor: sign out")).to_be_visible()
    assert bench.page.url == f"{stack.url}/fulfilment/"


def test_an_order_that_was_cancelled_meanwhile_stops_the_packer(bench: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1))
    bench.open(id_)
    rows(stack, "update core.marketplace_orders set status = 'cancelled' where mirakl_id = %s returning 1", id_)
    bench.scan(THINGS[CABLE][2])
    bench.see("bad", "This order does not leave now")
    expect(bench.page.get_by_text("STOP.")).to_be_visible()


@pytest.fixture
def desk(context: BrowserContext, stack: Stack) -> Bench:
    """Sign a supervisor in, who decides about what waits for a person."""
    return Bench(context, stack, "sue@ordak.test")


def parked(desk: Bench, id_: str, why: str) -> Locator:
    """Return an order that waits for a person, for this reason."""
    desk.page.get_by_role("button", name=re.compile("^Needs a person")).click()
    found = desk.page.locator(".parked", has_text=id_)
    expect(found).to_contain_text(why)
    return found


def decided(desk: Bench, stack: Stack, waiting: Locator, button: str, id_: str) -> list[str]:
    """Decide, see the order go on, and return what people did about it."""
    waiting.get_by_role("button", name=button).click()
    desk.see("ok", f"{id_} goes on")
    expect(waiting).to_have_count(0)
    return events(stack, id_)


def test_a_step_that_failed_is_tried_again(desk: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1))
    ask(stack, "park_shipment", **about(id_), code="PARCEL_TOO_HEAVY")
    waiting = parked(desk, id_, "The parcel is too heavy")
    assert decided(desk, stack, waiting, "Try again", id_) == ["step_retried"]


def test_a_label_that_may_be_bought_is_released_once_it_was_looked_up(desk: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1))
    attempt = claim_label(stack, id_)
    ask(stack, "note_shipment", **attempt, outcome="unknown", code="TIMEOUT")
    waiting = parked(desk, id_, f"BB-{id_}-P1-A1")
    waiting.get_by_role("button", name="Not bought").click()
    desk.see("bad", "still being looked up")
    ago = "update core.shipments set claimed_at = claimed_at - interval '11 minutes' where order_gid = %s returning 1"
    rows(stack, ago, attempt["order_gid"])
    ask(stack, "note_shipment", **attempt, outcome="missing")
    assert decided(desk, stack, waiting, "Not bought", id_) == ["SHP001", "shipment_released"]


def test_an_acceptance_that_failed_is_settled_with_a_reason(desk: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1), state="WAITING_ACCEPTANCE")
    ask(stack, "fail_acceptance", **about(id_), code="HTTP_400")
    waiting = parked(desk, id_, "Reported: HTTP_400")
    waiting.get_by_role("button", name="Was accepted by hand").click()
    desk.see("bad", "Say why")
    waiting.get_by_label("Why").fill("Accepted in the marketplace's own pages")
    assert decided(desk, stack, waiting, "Was accepted by hand", id_) == ["REQ001", "acceptance_settled"]
