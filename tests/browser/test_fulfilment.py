"""The packers' page: nothing wrong leaves in a box, and each box has one label."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from local.stack import Stack
from tests.browser.conftest import Shoot
from tests.browser.packing_bench import STORE, THINGS, Bench, ask, buy_label, open_bench, order
from tests.conftest import stack_of_its_own
from tests.functions.callers import rows, until

CABLE, CASE, PLUG = THINGS
SIZES = {"phone": (390, 844), "tablet": (1024, 768), "wall": (1920, 1080)}


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
    assert events(stack, id_) == ["PCK001", "PCK002", "item_verified", "PCK003"]


def test_a_printer_out_of_paper_makes_a_reprint_that_is_marked(bench: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1))
    buy_label(stack, id_)
    bench.open(id_)
    bench.scan(THINGS[CABLE][2])
    bench.button("Print label").click()
    bench.see("ok", "Packed")
    bench.button("Print again").click()
    bench.see("warn", "REPRINT 2")
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


def test_an_order_that_was_cancelled_meanwhile_stops_the_packer(bench: Bench, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1))
    bench.open(id_)
    rows(stack, "update core.marketplace_orders set status = 'cancelled' where mirakl_id = %s returning 1", id_)
    bench.scan(THINGS[CABLE][2])
    bench.see("bad", "This order does not leave now")
    expect(bench.page.get_by_text("STOP.")).to_be_visible()


def test_what_needs_a_person_is_decided_by_a_supervisor(context: BrowserContext, stack: Stack) -> None:
    id_ = order(stack, (CABLE, 1))
    ask(stack, "park_shipment", store=STORE, order_gid=f"gid://mirakl/Order/{id_}", code="PARCEL_TOO_HEAVY")
    bench = Bench(context, stack, "sue@ordak.test")
    bench.page.get_by_role("button", name=re.compile("^Needs a person")).click()
    parked = bench.page.locator(".parked", has_text=id_)
    expect(parked).to_contain_text("The parcel is too heavy")
    parked.get_by_role("button", name="Try again").click()
    bench.see("ok", f"{id_} goes on")
    expect(parked).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off(bench: Bench, stack: Stack, shoot: Shoot, size: str) -> None:
    width, height = SIZES[size]
    bench.page.set_viewport_size({"width": width, "height": height})
    soon, late = order(stack, (CABLE, 2), (CASE, 1), hours=2), order(stack, (PLUG, 1), hours=-1)
    buy_label(stack, soon)
    ask(stack, "park_shipment", store=STORE, order_gid=f"gid://mirakl/Order/{late}", code="PARCEL_TOO_HEAVY")
    no_wider = "document.documentElement.scrollWidth <= innerWidth"
    for name in ("Pick list", "Needs a person", "Parcels"):
        bench.page.get_by_role("button", name=re.compile(f"^{name}")).click()
        expect(bench.page.locator("[aria-current=page]")).to_contain_text(name)
        expect(bench.page.locator("main .hint, main .parcel-card").first).to_be_visible()
        expect(bench.page.get_by_text("Reading the parcels.")).to_have_count(0)
        assert bench.page.evaluate(no_wider), name
        shoot(bench.page, f"fulfilment_{size}_{name}")
    bench.open(soon)
    for code, said in ((CABLE, "right"), (PLUG, "wrong")):
        bench.scan(THINGS[code][2])
        bench.see("ok" if said == "right" else "bad", "1 of 2" if said == "right" else "WRONG ITEM")
        assert bench.page.evaluate(no_wider), said
        shoot(bench.page, f"fulfilment_{size}_{said}")
