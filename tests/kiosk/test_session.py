"""Who stands at a kiosk, and what happens to their scans when the server does not think so any more."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest
from playwright.sync_api import Browser, Route, expect

from local.stack import DATABASE, Stack
from tests.functions.callers import Person, rows, until
from tests.kiosk.kiosk_page import SAM, SUE, TOM, Badges, KioskPage, Kiosks, done, machine, stage, tickets


def open_turns(stack: Stack, kiosk: KioskPage) -> list[str]:
    """Return who is signed in at a kiosk, as the server sees it."""
    found = "select staff_id::text from core.turns where device_id = %s and ended_at is null order by started_at"
    return [person for (person,) in rows(stack, found, kiosk.device)]


def test_a_new_kiosk_shows_a_code_until_a_supervisor_has_typed_it(browser: Browser, stack: Stack) -> None:
    kiosk = KioskPage(machine(browser), stack)
    kiosk.page.clock.install()
    kiosk.open()
    kiosk.page.get_by_role("button", name="Set up this kiosk").click()
    shown = re.compile("[A-Z]{4}-[A-Z]{4}")
    code = kiosk.page.get_by_role("status").filter(has_text=shown)
    expect(code).to_be_visible()
    [typed] = shown.findall(code.inner_text())
    boss = Person(stack, "Supervisor")
    assert boss.call("enrol_device", user_code=typed, store="bannos", station="Covering").json()["ok"]
    kiosk.page.clock.run_for(10_000)
    expect(kiosk.page.get_by_text("Show your badge", exact=True)).to_be_visible()
    kiosk.open()
    expect(kiosk.page.get_by_text("Show your badge", exact=True)).to_be_visible()
    kiosk.close()


def test_people_come_by_badge_and_each_scan_is_of_whoever_is_active(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    first, second, third = tickets(stack, 3)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(first)
    kiosk.sign_in(badges[TOM], "Tom")
    kiosk.scan(second)
    turns = rows(stack, "select turn_id from core.turns where device_id = %s", kiosk.device)
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(third)
    assert [done(stack, each)[0][1] for each in (first, second, third)] == [SAM, TOM, SAM]
    # Back again is a switch: the turn goes on.
    assert rows(stack, "select turn_id from core.turns where device_id = %s", kiosk.device) == turns


def test_a_scan_right_after_a_badge_is_that_persons(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    first, second = tickets(stack, 2)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(first)
    kiosk.burst(badges[TOM])
    kiosk.burst(second)
    until(lambda: done(stack, second) == [("complete_filling", TOM)], "it is Tom's")


def test_a_scan_with_nobody_signed_in_is_kept_for_the_next_badge(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.burst(ticket)
    expect(kiosk.page.locator(".band-received")).to_contain_text("Show your badge")
    expect(kiosk.page.locator(".band-received .word")).to_have_text("Kept")
    assert [scan["state"] for scan in kiosk.scans()] == ["held"]
    kiosk.burst(badges[TOM])
    until(lambda: done(stack, ticket) == [("complete_filling", TOM)], "it is Tom's")


def test_a_pin_signs_in_and_a_wrong_one_does_not(kiosks: Kiosks, stack: Stack) -> None:
    boss = Person(stack, "Admin")
    headers = {"authorization": f"Bearer {boss.token}"}
    body = {"pin": "314159", "staff_id": SUE}
    assert httpx.post(stack.url + "/auth/pin", json=body, headers=headers, timeout=60).json()["ok"]
    kiosk = kiosks("Packing")
    kiosk.page.get_by_role("button", name="Choose your name").click()
    kiosk.page.get_by_role("button", name="Sue Supervisor").click()
    for pin in ("271828", "314159"):
        for digit in pin:
            kiosk.page.get_by_role("button", name=digit, exact=True).click()
        kiosk.page.get_by_role("button", name="Sign in", exact=True).click()
        if pin == "271828":
            expect(kiosk.page.get_by_text("That PIN is not right")).to_be_visible()
    expect(kiosk.band).to_contain_text("Sue")
    assert open_turns(stack, kiosk) == [SUE]


def test_whoever_does_nothing_for_long_is_warned_and_signed_out(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    kiosk = kiosks("Filling", now=datetime.now(UTC))
    kiosk.sign_in(badges[SAM], "Sam")
    warning = kiosk.page.get_by_text("Are you still there?")
    kiosk.page.clock.fast_forward(880_000)
    kiosk.page.clock.run_for(2_000)
    expect(warning).to_be_visible()
    kiosk.page.get_by_role("button", name="I am here").click()
    expect(warning).to_be_hidden()
    kiosk.page.clock.fast_forward(885_000)
    kiosk.page.clock.run_for(2_000)
    expect(warning).to_be_visible()
    kiosk.page.clock.run_for(20_000)
    expect(kiosk.page.get_by_text("Show your badge", exact=True)).to_be_visible()
    until(lambda: open_turns(stack, kiosk) == [], "the turn is over")


def test_a_turn_that_is_over_keeps_the_scan_and_asks_for_the_badge(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    over = "update core.turns set ended_at = started_at, end_reason = 'left' where device_id = %s and ended_at is null returning 1"
    ended: list[object] = []

    def end_and_send(route: Route) -> None:
        ended.extend(rows(stack, over, kiosk.device) if not ended else ())
        route.continue_()

    # It ended before the scan, and the page hears of it only when it sends.
    kiosk.page.route("**/rpc/complete_filling", end_and_send)
    kiosk.burst(ticket)
    expect(kiosk.page.locator(".band-refused")).to_contain_text("Show your badge")
    expect(kiosk.page.get_by_text("Show your badge", exact=True)).to_be_visible()
    kiosk.page.unroute("**/rpc/complete_filling")
    [kept] = kiosk.scans()
    assert kept["state"] == "held"
    # Somebody else's badge does not send it.
    kiosk.sign_in(badges[TOM], "Tom")
    assert done(stack, ticket) == []
    kiosk.burst(badges[SAM])
    until(lambda: done(stack, ticket) == [("complete_filling", SAM)], "it is sent")
    assert rows(
        stack, "select scan_id::text from core.order_events where ticket_id = %s and scan_id is not null", ticket
    ) == [(kept["scan_id"],)]


def test_a_revoked_kiosk_says_so_and_keeps_its_scans(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.offline()
    kiosk.keeps(ticket)
    assert Person(stack, "Supervisor").call("revoke_device", device_id=kiosk.device).json()["ok"]
    kiosk.offline(away=False)
    expect(kiosk.page.get_by_text("This kiosk has been switched off")).to_be_visible()
    assert [scan["state"] for scan in kiosk.scans()] == ["waiting"]
    assert done(stack, ticket) == []
    kiosk.open()
    expect(kiosk.page.get_by_text("This kiosk has been switched off")).to_be_visible()
    assert len(kiosk.scans()) == 1


def test_a_server_error_shows_its_correlation_id_and_the_scan_is_tried_again(
    kiosks: Kiosks, stack: Stack, badges: Badges, caplog: pytest.LogCaptureFixture
) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    # The function may not be called for a while: a deployment gone wrong.
    call = "execute on function api.complete_filling(jsonb, core.scan_text, uuid)"
    execute(stack, f"revoke {call} from ordak_rpc")
    try:
        kiosk.burst(ticket)
        failed = kiosk.page.locator(".band-failed")
        expect(failed).to_contain_text("SYS001")
        [kept] = kiosk.scans()
        expect(failed).to_contain_text(kept["scan_id"])
        assert kept["scan_id"] in caplog.text
    finally:
        execute(stack, f"grant {call} to ordak_rpc")
    until(lambda: stage(stack, ticket) == "Covering", "it is tried again")


@pytest.mark.parametrize("wrong", [timedelta(days=-1), timedelta(days=1)])
def test_a_kiosk_whose_clock_is_a_day_off_says_when_it_was(
    kiosks: Kiosks, stack: Stack, badges: Badges, wrong: timedelta
) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling", now=datetime.now(UTC) + wrong)
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(ticket)
    said = "select abs(extract(epoch from at - coalesce(occurred_at, at))) < 30 from core.order_events where ticket_id = %s and device_id = %s"
    assert rows(stack, said, ticket, kiosk.device) == [(True,)]


def execute(stack: Stack, statement: str) -> None:
    """Change the database as its owner."""
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as connection:
        connection.execute(statement.encode())
