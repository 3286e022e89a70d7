"""No scan is lost and none is done twice, whatever the network, the tab and the clock do in between."""

import os
import random
import subprocess
from typing import Any

import psycopg
from playwright.sync_api import expect
from psycopg.types.json import Jsonb

from local.servers.postgres import binaries
from local.stack import DATABASE, Stack
from tests.clusters import POSTGRES_MAJOR
from tests.functions.callers import rows, until
from tests.kiosk.kiosk_page import SAM, SUE, TOM, Badges, KioskPage, Kiosks, done, packing_tickets, stage, tickets

IN_ORDER = "select array_agg(ticket_id order by event_no) from core.order_events where device_id = %s and ticket_id is not null"
# Of both kiosks together: a slice, and at full length in `make test-long`.
SCANS = int(os.environ.get("ORDAK_KIOSK_SCANS", "40"))


def test_scans_without_a_network_are_kept_shown_and_sent_in_order(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    first, second = packing_tickets(stack, 2)
    kiosk = kiosks("Packing")
    kiosk.sign_in(badges[SUE], "Sue")
    until(lambda: {first, second} <= kiosk.queue(), "its queue is there")
    kiosk.offline()
    for each in (first, second, first, second):
        kiosk.keeps(each)
    # What is next for a ticket is known from what waits.
    assert [scan["action"] for scan in kiosk.scans()] == [
        "start_packing",
        "start_packing",
        "complete_packing",
        "complete_packing",
    ]
    expect(kiosk.band).to_contain_text("kept here")
    expect(kiosk.page.get_by_text("4 scans waiting")).to_be_visible()
    kiosk.offline(away=False)
    kiosk.until_sent()
    assert kiosk.scans() == []
    assert done(stack, first)[-2:] == [("start_packing", SUE), ("complete_packing", SUE)]
    assert stage(stack, second) == "Complete"


def test_a_kiosk_begins_without_a_network_and_still_has_its_scans(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    first, second, third = tickets(stack, 3)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    kiosk.offline()
    kiosk.keeps(first)
    kiosk.open()
    kiosk.keeps(second)
    kiosk.crash()
    kiosk.keeps(third)
    assert [scan["ticket_id"] for scan in kiosk.scans()] == [first, second, third]
    kiosk.offline(away=False)
    kiosk.until_sent()
    assert [done(stack, each) for each in (first, second, third)] == [[("complete_filling", SAM)]] * 3


def test_two_tabs_of_a_kiosk_send_each_scan_once(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    sold = tickets(stack, 12)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.page.evaluate("navigator.serviceWorker.ready")
    tabs = [kiosk.page, kiosk.context.new_page()]
    kiosk.page = tabs[1]
    kiosk.open()
    expect(kiosk.page.get_by_role("button", name="Sign out Sam")).to_be_visible()
    kiosk.offline()
    for nth, ticket in enumerate(sold):
        kiosk.page = tabs[nth % 2]
        kiosk.page.bring_to_front()
        kiosk.keeps(ticket)
    kiosk.offline(away=False)
    kiosk.until_sent()
    assert [done(stack, ticket) for ticket in sold] == [[("complete_filling", SAM)]] * 12
    assert len(kiosk.answered) == len(set(kiosk.answered)) == 12
    assert rows(stack, IN_ORDER, kiosk.device)[0][0] == sold


def test_whoever_leaves_without_a_network_leaves_their_scans(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    [ticket] = tickets(stack)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.offline()
    kiosk.keeps(ticket)
    kiosk.page.get_by_role("button", name="Sign out Sam").click()
    expect(kiosk.page.get_by_text("Show your badge", exact=True)).to_be_visible()
    kiosk.offline(away=False)
    until(lambda: done(stack, ticket) == [("complete_filling", SAM)], "it is sent")
    left = "select end_reason from core.turns where device_id = %s"
    until(lambda: rows(stack, left, kiosk.device) == [("left",)], "the turn is over")


def test_what_is_refused_late_is_to_be_looked_at_and_nothing_else_waits_for_it(
    kiosks: Kiosks, stack: Stack, badges: Badges
) -> None:
    gone, after = tickets(stack, 2)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.offline()
    kiosk.keeps(gone)
    kiosk.keeps(after)
    assert rows(stack, "update core.orders set cancelled_at = now() where id = %s returning 1", gone)
    kiosk.offline(away=False)
    until(lambda: stage(stack, after) == "Covering", "the next one is done")
    kiosk.until_sent()
    [review] = kiosk.scans()
    assert (review["ticket_id"], review["state"], review["refusal"]["code"]) == (gone, "review", "ORD003")
    assert stage(stack, gone) == "Filling"


def test_a_badge_that_was_replaced_meanwhile_loses_no_scan(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    before, after = tickets(stack, 2)
    kiosk = kiosks("Filling")
    kiosk.sign_in(badges[TOM], "Tom")
    kiosk.offline()
    kiosk.keeps(before)
    badge = badges.anew(TOM)  # which ends the turn now
    kiosk.keeps(after)
    kiosk.offline(away=False)
    # What was scanned while the turn was counts at once; what came after it asks for the new badge.
    until(lambda: done(stack, before) == [("complete_filling", TOM)], "it counts")
    expect(kiosk.band).to_contain_text("Show your badge")
    assert done(stack, after) == []
    kiosk.burst(badge)
    until(lambda: done(stack, after) == [("complete_filling", TOM)], "it is sent in the new turn")


def test_chaos_loses_no_scan_and_doubles_none(kiosks: Kiosks, stack: Stack, badges: Badges) -> None:
    chance = random.Random(os.environ.get("ORDAK_SEED", "7"))  # noqa: S311 - chance that can be drawn again
    to_fill, to_pack = tickets(stack, SCANS // 2), packing_tickets(stack, SCANS // 4)
    kept = dump(stack)
    plans = {kiosks("Filling"): to_fill, kiosks("Packing"): [*to_pack, *to_pack]}
    for kiosk in plans:
        kiosk.sign_in(badges[SAM], "Sam")
        kiosk.page.evaluate("navigator.serviceWorker.ready")
    made = dict.fromkeys(plans, 0)
    mishaps = {SCANS // 3: KioskPage.crash, SCANS // 2: KioskPage.open, 2 * SCANS // 3: KioskPage.crash}
    for step in range(SCANS):
        kiosk = chance.choice([each for each, plan in plans.items() if made[each] < len(plan)])
        if chance.random() < 0.2:
            kiosk.offline(away=chance.random() < 0.6)
        kiosk.burst(plans[kiosk][made[kiosk]])
        made[kiosk] += 1
        if mishap := mishaps.get(step):
            until(lambda: len(kiosk.known()) == made[kiosk], "what was scanned is written down")  # noqa: B023
            mishap(kiosk)
    for kiosk, plan in plans.items():
        until(lambda: len(kiosk.known()) == len(plan), "every scan is one")  # noqa: B023
        kiosk.offline(away=False)
        kiosk.until_sent()
        assert kiosk.scans() == []

    scan_ids = [scan_id for kiosk in plans for scan_id in kiosk.known()]
    assert len(scan_ids) == len(set(scan_ids)) == SCANS
    answers = rows(
        stack,
        "select (answer ->> 'ok')::boolean, (answer ->> 'already_done')::boolean from core.scans where scan_id = any(%s::uuid[])",
        scan_ids,
    )
    assert answers == [(True, False)] * SCANS
    outcomes = "select scan_id::text, kind, ticket_id from core.order_events where scan_id = any(%s::uuid[]) order by txid, event_no"
    accepted = rows(stack, outcomes, scan_ids)
    assert len(accepted) == len({scan_id for scan_id, *_ in accepted}) == SCANS
    assert replayed(stack, kept, accepted) == floor_of(stack.postgres.url(DATABASE))


def dump(stack: Stack) -> bytes:
    """Dump the database as it is."""
    command = [str(binaries(POSTGRES_MAJOR) / "pg_dump"), "--dbname", stack.postgres.url(DATABASE)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def replayed(stack: Stack, kept: bytes, accepted: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    """Do what was accepted, in the server's order, in a database as it was before; return what is there then."""
    url = stack.postgres.create_database("replay")
    try:
        command = [str(binaries(POSTGRES_MAJOR) / "psql"), "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", url]
        subprocess.run(command, input=kept, capture_output=True, check=True)
        with psycopg.connect(url, autocommit=True) as connection:
            for scan_id, action, ticket in accepted:
                actor = Jsonb({"kind": "staff", "id": SAM, "correlation_id": scan_id})
                done = connection.execute(f"select api.{action}(%s, %s, %s)", [actor, ticket, scan_id]).fetchone()
                assert done is not None
                assert done[0]["ok"]
        return floor_of(url)
    finally:
        stack.postgres.drop_database("replay")


def floor_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return the tickets and the stock, without the moments at which something happened to them."""
    queries = {
        "orders": "select o.id, to_jsonb(o) - array(select k from jsonb_object_keys(to_jsonb(o)) k where k like '%\\_ts' or k like '%\\_at'),"
        " (select jsonb_object_agg(k, v is not null) from jsonb_each_text(to_jsonb(o)) each (k, v) where k like '%\\_ts') from core.orders o order by 1",
        "stock": "select sku, on_hand, reserved from core.inventory_items order by sku",
        "ledger": "select sku, kind, count(*), sum(qty) from core.inventory_txn group by sku, kind order by sku, kind",
    }
    with psycopg.connect(url, autocommit=True) as connection:
        return {name: connection.execute(query.encode()).fetchall() for name, query in queries.items()}
