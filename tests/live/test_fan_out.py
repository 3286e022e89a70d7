"""Who tells pages survives what goes wrong with one page, with all of them, and with itself; nobody misses anything."""

import os
import signal
from typing import Any

import httpx
import pytest

from local.aws.live_api import MANAGEMENT, Limits
from local.stack import Stack
from tests.functions.callers import Person, rows, until
from tests.live.page import Page, kiosks, known, scan
from tests.live.test_live import sell

SIGNED = {
    "authorization": "AWS4-HMAC-SHA256 Credential=x/20261121/us-east-1/execute-api/aws4_request, "
    f"SignedHeaders=host;x-amz-date, Signature={'0' * 64}"
}


def sweep(stack: Stack) -> None:
    """Let the minute be over: the sweeper runs, and leases of the dead are too."""
    rows(stack, "update core.live_shards set lease_expires_at = now() where worker is not null returning 1")
    httpx.post(stack.url + "/_local/schedules/SweeperFunction", timeout=120).raise_for_status()


def manage(stack: Stack, method: str, connection_id: str, **request: Any) -> int:
    """Ask the management of a connection."""
    url = f"{stack.url}{MANAGEMENT}/@connections/{connection_id}"
    return httpx.request(method, url, headers=SIGNED, timeout=60, **request).status_code


def test_a_connection_that_is_gone_is_forgotten(stack: Stack) -> None:
    with kiosks(stack, "bannos", "bannos") as (gone, there):
        stack.live.connections.pop(gone.connection_id)
        there.hears_of(sell(stack))
        until(lambda: not known(stack, gone), "who is gone is forgotten")
        assert known(stack, there)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_is_not_taken_is_sent_again_a_little_later(stack: Stack, limits: Limits, status: int) -> None:
    with kiosks(stack, "bannos", "bannos") as (failing, other):
        limits.failing[failing.connection_id] = status
        ticket_id = sell(stack)
        other.hears_of(ticket_id)
        del limits.failing[failing.connection_id]
        failing.hears_of(ticket_id)


def test_who_cannot_be_reached_in_time_is_disconnected_and_the_others_are_sent_to_at_once(
    stack: Stack, limits: Limits
) -> None:
    with kiosks(stack, "bannos", "bannos", "bannos") as (slow, failing, other):
        limits.held.add(slow.connection_id)
        limits.failing[failing.connection_id] = 500
        other.hears_of(sell(stack))  # while the first is held
        for page in (slow, failing):
            assert page.is_hung_up_on() == 1001
            until(lambda page=page: not known(stack, page), "who was hung up on is forgotten")  # type: ignore[misc]
        limits.held.clear()
        other.hears_of(sell(stack))


def test_while_nobody_can_be_told_nobody_is_forgotten_and_all_is_told_later(
    stack: Stack, limits: Limits, caplog: pytest.LogCaptureFixture
) -> None:
    with kiosks(stack, "bannos", "bannos") as pages:
        limits.down = 503
        ticket_id = sell(stack)
        until(lambda: '"outcome":"cut"' in caplog.text, "the worker gives up")
        assert all(known(stack, page) for page in pages)
        limits.down = None
        until(lambda: _told_again(stack, pages, ticket_id), "all are told")


def _told_again(stack: Stack, pages: list[Page], ticket_id: str) -> bool:
    sweep(stack)
    return all(ticket_id in page.told() for page in pages)


def test_what_a_killed_worker_had_is_told_by_the_next(stack: Stack, limits: Limits) -> None:
    with kiosks(stack, "bannos", "bannos") as (first, second):
        limits.held.add(second.connection_id)
        ticket_id = sell(stack)
        first.hears_of(ticket_id)  # so the worker is in the middle of it
        for environment in list(stack.functions._pools["FanOutFunction"]._all):  # noqa: SLF001 - nobody else kills them
            os.kill(environment._process.pid, signal.SIGKILL)  # noqa: SLF001
        limits.held.clear()
        sweep(stack)
        second.hears_of(ticket_id)


def test_a_wake_up_that_was_lost_is_made_good_by_the_sweeper(stack: Stack) -> None:
    ticket_id = sell(stack)
    gid = rows(stack, "select order_gid from core.orders where id = %s", ticket_id)[0][0]
    with kiosks(stack, "bannos") as (page,):
        rows(
            stack,
            "insert into core.order_events (kind, store, order_gid, ticket_id) values ('stored', 'bannos', %s, %s) returning 1",
            *(gid, ticket_id),
        )
        assert ticket_id not in page.told()
        sweep(stack)
        page.hears_of(ticket_id)


def test_a_burst_comes_in_few_frames(stack: Stack) -> None:
    tickets = {sell(stack) for _ in range(3)}
    with kiosks(stack, "bannos") as (page,):
        rows(
            stack,
            "insert into core.order_events (kind, store, order_gid, ticket_id) "
            "select 'stored', o.store, o.order_gid, o.id from core.orders o, generate_series(1, 50) "
            "where o.id = any (%s) returning 1",
            list(tickets),
        )
        sweep(stack)
        heard = [page.until(lambda m: m.get("id") in tickets)]
        assert {message["id"] for message in page.heard if message.get("id")} == tickets
        assert heard


def test_after_a_drop_a_page_reads_what_it_missed(stack: Stack) -> None:
    supervisor = Person(stack, "Supervisor")
    opened = supervisor.call("open_live").json()
    cursor = {"after_txid": opened["txid"], "after_no": opened["no"]}
    done: set[tuple[str, str]] = set()
    heard: set[tuple[str, str]] = set()
    for _ in range(3):
        with Page(stack, supervisor.token) as page:
            while True:  # what was missed, and what is not to be read yet
                answer = supervisor.call("get_events", store="bannos", **cursor).json()
                cursor = {"after_txid": answer["txid"], "after_no": answer["no"]}
                heard |= {(event["ticket_id"], event["to"]) for event in answer["events"] if event["type"]}
                if not answer["more"]:
                    break
            ticket_id = sell(stack)
            scan(stack, "complete_filling", ticket_id)
            page.hears_of(ticket_id, "Covering")
            stack.live.connections.pop(page.connection_id)  # the network is gone, and nobody knows yet
            scan(stack, "complete_covering", ticket_id)
            heard |= {(message["id"], message["stage"]) for message in page.heard if message.get("id")}
            done |= {(ticket_id, "Covering"), (ticket_id, "Decorating")}
        last = sell(stack)
        scan(stack, "complete_filling", last)
        done.add((last, "Covering"))
    answer = supervisor.call("get_events", store="bannos", **cursor).json()
    heard |= {(event["ticket_id"], event["to"]) for event in answer["events"]}
    assert done <= heard


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 403), ({"authorization": "Bearer x"}, 403), (SIGNED, 410)],
    ids=["none", "other", "ours"],
)
def test_the_management_wants_a_signature_of_its_service(stack: Stack, headers: dict[str, str], status: int) -> None:
    url = f"{stack.url}{MANAGEMENT}/@connections/nobody="
    assert httpx.post(url, content=b"[]", headers=headers, timeout=60).status_code == status


def test_the_management_is_as_strict_as_api_gateways(stack: Stack) -> None:
    with kiosks(stack, "bannos") as (page,):
        assert manage(stack, "GET", page.connection_id) == 200
        assert manage(stack, "POST", page.connection_id, content=b"x" * 131_073) == 413
        assert manage(stack, "POST", page.connection_id, content=b"x" * 32_769) == 200
        assert page.is_hung_up_on() == 1009
        assert manage(stack, "POST", page.connection_id, content=b"[]") == 410


def test_a_page_that_says_too_much_is_hung_up_on(stack: Stack) -> None:
    with kiosks(stack, "bannos") as (page,):
        page.socket.send("x" * 32_769)
        assert page.is_hung_up_on() == 1009
