"""A newcomer's first two minutes: sell a cake, scan it through the kitchen, see the stock of both shops follow."""

import re
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from local.stack import Stack
from tests.auth.kiosk import Kiosk
from tests.browser.conftest import Shoot
from tests.browser.views import AXE, RULES, RUN
from tests.functions.callers import rows

SCANS = [
    "Scan at Filling",
    "Scan at Covering",
    "Scan at Decorating",
    "Scan at Packing: begin",
    "Scan at Packing: box closed",
]
CAKE = "Celebration cake - 8 Inch / Vanilla"


@pytest.fixture
def sandbox(page: Page, stack: Stack) -> Page:
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{stack.url}/sandbox/")
    expect(page.get_by_role("heading", name="Sell a cake")).to_be_visible()
    return page


def shown(page: Page, table: str, row: str, column: int) -> float:
    """Return a figure of a table, without by how much it has moved."""
    cell = page.get_by_role("table", name=table).get_by_role("row", name=row).get_by_role("cell").nth(column)
    return float(cell.locator(".figure").evaluate("cell => cell.firstChild.textContent"))


def sell(page: Page, what: str = CAKE) -> str:
    """Sell one, and return the id of the ticket that comes of it."""
    page.get_by_role("button", name=f"Sell {what}").click()
    said = page.get_by_role("status").filter(has_text="sold it")
    expect(said).to_be_visible()
    name = re.search(r"#(\d+)", said.inner_text())
    assert name
    return f"{page.get_by_role('group', name='Shop').locator('[aria-pressed=true]').inner_text().lower().replace(' ', '')}-{name[1]}"


def card(page: Page, ticket: str) -> Locator:
    return page.locator(".ticket").filter(has_text=ticket)


def promised_in_the_log(page: Page) -> None:
    """See what was held: in one sentence, or in two when the page looked at one before the sale and at the other after it."""
    for promised in ("0\\.75 kg White fondant", "(0\\.75 kg White fondant, )?1 × Vanilla sponge, 8 inch"):
        expect(page.get_by_role("log")).to_contain_text(re.compile(f"Promised to it from the store room: {promised}"))


def test_newcomer_sells_a_cake_scans_it_through_and_sees_the_stock_follow(
    sandbox: Page, stack: Stack, shoot: Shoot
) -> None:
    shoot(sandbox, "sandbox-1-begin")
    before = shown(sandbox, "What each shop can still sell", CAKE, 1)
    sandbox.get_by_label("Message on the cake").fill("Welcome Robin")
    ticket = sell(sandbox)

    mine = card(sandbox, ticket)
    expect(mine).to_contain_text("Welcome Robin")
    expect(mine).to_contain_text("Filling")
    expect(sandbox.get_by_role("log")).to_contain_text(f"Ticket {ticket} is in the kitchen, at Filling.")
    promised_in_the_log(sandbox)
    # The other shop was told: both sell of one store room.
    expect(sandbox.get_by_role("log")).to_contain_text("Ordak told Flour Lane what is left")
    assert shown(sandbox, "What each shop can still sell", CAKE, 1) < before
    shoot(sandbox, "sandbox-2-sold")

    for scan in SCANS:
        mine.get_by_role("button", name=scan).click()
        if scan == "Scan at Covering":
            expect(mine.get_by_role("button", name="Scan at Decorating")).to_be_visible()
            shoot(sandbox, "sandbox-3-scanned")
    expect(mine).to_contain_text("Packed.")
    expect(sandbox.get_by_role("log")).to_contain_text(f"Ticket {ticket} was scanned: Packing → Complete.")
    expect(mine.get_by_role("button")).to_have_count(0)
    expect(sandbox.get_by_role("log")).to_contain_text("Used up: 0.75 kg White fondant, 1 × Vanilla sponge, 8 inch")
    expect(sandbox.locator(".step.done")).to_have_count(3)
    shoot(sandbox, "sandbox-4-complete")

    [(stage, sam)] = rows(
        stack,
        "select o.stage::text, e.actor_id from core.orders o join core.order_events e on e.ticket_id = o.id"
        " where o.id = %s and e.to_stage = 'Covering'",
        ticket,
    )
    assert (stage, sam) == ("Complete", "5a000000-0000-4000-8000-000000000001")


def test_it_is_the_same_at_the_other_shop(sandbox: Page) -> None:
    sandbox.get_by_role("button", name="Flour Lane").click()
    ticket = sell(sandbox)
    assert ticket.startswith("flourlane-")
    expect(card(sandbox, ticket)).to_contain_text("Filling")
    expect(sandbox.get_by_role("log")).to_contain_text("Ordak told Bannos what is left")


def test_newcomer_enrols_a_real_kiosk_and_makes_a_badge(sandbox: Page, stack: Stack, shoot: Shoot) -> None:
    kiosk = Kiosk(stack)
    sandbox.get_by_label("Code").fill(kiosk.user_code)
    sandbox.get_by_label("Station").select_option("Covering")
    sandbox.get_by_role("button", name="Enrol").click()
    expect(sandbox.get_by_text("The kiosk stands at Covering of Bannos now.")).to_be_visible()
    device = kiosk.call("get_device").json()["device"]
    assert (device["store"], device["station"]) == ("bannos", "Covering")

    sandbox.get_by_role("button", name="Make Sam a badge").click()
    shown = sandbox.get_by_text("Sam's badge:").locator("code")
    expect(shown).to_be_visible()
    assert kiosk.badge(shown.inner_text()).json()["staff"]["display_name"] == "Sam Staff"
    shoot(sandbox, "sandbox-5-kiosk")


def test_supervisor_of_another_organisation_who_looks_across_is_refused(sandbox: Page, shoot: Shoot) -> None:
    sandbox.get_by_role("button", name="Look across as Zora").click()
    told = sandbox.get_by_role("region", name="somebody else's supervisor").get_by_role("listitem")
    expect(told).to_have_count(3)
    for line, code in zip(told.all(), ("SCN001", "AUTH001", "INV002"), strict=True):
        expect(line).to_contain_text("Refused")
        expect(line).to_contain_text(code)
    shoot(sandbox, "sandbox-6-across")


def test_marketplace_sells_cancels_and_writes_and_what_it_was_asked_is_shown(
    sandbox: Page, stack: Stack, shoot: Shoot
) -> None:
    before = len(stack.mirakl.order_ids)
    panel = sandbox.get_by_role("region", name="A marketplace")
    panel.get_by_role("button", name="New Best Buy order").click()
    status = sandbox.get_by_role("status").filter(has_text="order BBY-")
    expect(status).to_be_visible()
    order = stack.mirakl.order_ids[-1]
    assert (len(stack.mirakl.order_ids), stack.mirakl.state(order)) == (before + 1, "WAITING_ACCEPTANCE")
    expect(panel.get_by_role("listitem").filter(has_text=order)).to_contain_text("WAITING_ACCEPTANCE")
    panel.get_by_role("button", name="Customer writes").click()
    expect(sandbox.get_by_text(f"The customer asks about {order}.")).to_be_visible()
    expect(panel.get_by_text("The customer has written.").first).to_be_attached()
    panel.get_by_role("button", name="Customer cancels").click()
    expect(panel.get_by_role("listitem").filter(has_text=order)).to_contain_text("CANCELED")
    panel.get_by_role("button", name="Customer cancels").click()
    expect(sandbox.get_by_text("It is too late to cancel it.")).to_be_visible()
    panel.get_by_role("button", name="Time-out after success").click()
    expect(sandbox.get_by_text("The next label will be bought, and its answer lost.")).to_be_visible()
    assert stack.canada_post.switches.take("reset after", "create")
    httpx.get(f"{stack.mirakl.url}/api/orders", headers={"authorization": stack.mirakl.settings.key})
    expect(panel.get_by_role("listitem").filter(has_text="OR11").first).to_contain_text("200")
    shoot(sandbox, "sandbox-6-marketplace")


def test_of_two_members_and_the_last_tin_one_is_refused_by_its_line_and_the_order_is_handed_over(
    sandbox: Page, stack: Stack, shoot: Shoot
) -> None:
    panel = sandbox.get_by_role("region", name="A pantry")
    panel.get_by_role("button", name="Open a session").click()
    expect(sandbox.get_by_role("status").filter(has_text="takes orders for an hour")).to_be_visible()
    expect(panel.get_by_role("group", name="Mina")).to_contain_text('"This hour" takes orders until')
    panel.get_by_role("button", name="Leave one tin of soup").click()
    expect(panel.get_by_role("listitem").filter(has_text="Tomato soup, tin").first).to_contain_text("1 left")
    panel.get_by_role("button", name="Both order it at once").click()
    refused = panel.get_by_text("Tomato soup, tin: 1 ordered, 0 left")
    expect(refused).to_have_count(1)
    expect(panel.get_by_text(re.compile("P-.* is ordered"))).to_have_count(1)
    [(order, status)] = rows(
        stack,
        "select o.id, o.status from core.pantry_orders o join core.sale_lines l using (store, order_gid) "
        "where o.store = 'pantry' and l.sku = 'TOMATO-SOUP' and o.status = 'PENDING'",
    )
    assert status == "PENDING"
    for step in ("Confirm", "Start", "Ready", "Hand over"):
        panel.get_by_role("button", name=f"{step} {order}").click()
        if step == "Ready":
            panel.scroll_into_view_if_needed()
            shoot(sandbox, "sandbox-7-pantry")
    expect(panel.get_by_role("listitem").filter(has_text=order)).to_contain_text("COMPLETED")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(sandbox: Page, shoot: Shoot, scheme: Literal["light", "dark"]) -> None:
    sandbox.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    ticket = sell(sandbox)
    card(sandbox, ticket).get_by_role("button", name="Scan at Filling").click()
    expect(card(sandbox, ticket).get_by_role("button", name="Scan at Covering")).to_be_visible()
    sandbox.evaluate(AXE)
    assert sandbox.evaluate(RUN, RULES) == []
    shoot(sandbox, f"sandbox-{scheme}")


def test_small_screen_shows_all_of_it_without_scrolling_sideways(sandbox: Page, shoot: Shoot) -> None:
    sandbox.set_viewport_size({"width": 320, "height": 700})
    assert sandbox.evaluate("document.documentElement.scrollWidth") == 320
    shoot(sandbox, "sandbox-small")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "same-origin", "host": "rebound.example"},
        {"sec-fetch-site": "same-origin", "host": "127.0.0.1.rebound.example:3000"},
    ],
)
@pytest.mark.parametrize(
    "path",
    ["begin", "_double/bannos-dev.myshopify.com/sell", "_double/mirakl/order", "_double/canada_post/fail"],
)
def test_tokens_and_shops_are_for_the_page_alone(stack: Stack, headers: dict[str, str], path: str) -> None:
    answer = httpx.post(f"{stack.url}/_local/sandbox/{path}", headers=headers, json={})
    assert (answer.status_code, "token" in answer.text) == (403, False)


def test_page_itself_has_no_token(stack: Stack) -> None:
    answer = httpx.get(f"{stack.url}/sandbox/")
    assert answer.status_code == 200
    assert "eyJ" not in answer.text
