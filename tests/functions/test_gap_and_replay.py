"""`ordak gap` names what is missing, `ordak replay` brings it: through the whole stack, as whoever is on call would."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from local.doubles.shopify import Shop
from local.stack import Stack
from local.state import write_env
from local.terminal import cli, counter
from tests.adapters.wire import Call, Wire, wire
from tests.functions.callers import rows, until

RUN = {
    "ok": True,
    "already_done": False,
    "run_id": 8,
    "store": "bannos",
    "kind": "orders",
    "status": "done",
    "dry_run": False,
    "since": "2026-11-20T00:00:00Z",
    "started_at": "2026-11-21T00:00:00Z",
    "finished_at": "2026-11-21T00:01:00Z",
    "error": None,
    "counts": {},
    "findings": [],
}
SINCE = ("--store", "flourlane", "--since", "2026-01-01T00:00:00Z")
type Capture = pytest.CaptureFixture[str]


def run(stack: Stack, *arguments: str, capsys: Capture) -> str:
    """Run a command of the CLI and return what it printed."""
    capsys.readouterr()
    assert cli.main([*arguments, "--state", str(stack.state)]) == 0
    return capsys.readouterr().out


def refused(folder: Path, *arguments: str, capsys: Capture) -> str:
    """Run a command that is refused, in one line and nothing else, and return the line."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:  # as argparse ends
        sys.exit(cli.main([*arguments, "--state", str(folder)]))
    printed = capsys.readouterr()
    assert (end.value.code, printed.out, printed.err.count("\n")) == (2, "", 1)
    return printed.err.removesuffix("\n")


@contextmanager
def lost(stack: Stack) -> Iterator[tuple[Shop, str]]:
    """Sell an order of which no webhook arrives; the runs that are due anyway have run before."""
    stack.pollers.fire("SweeperFunction")
    until(lambda: rows(stack, "select 1 from core.sync_runs where status = 'running'") == [], "the runs that are due")
    shop = stack.shopify.shop("flourlane-dev.myshopify.com")
    shop.post.sending = "held"
    try:
        order = shop.sell([("CAKE-8-CHOC", 2)])
        shop.post.take_held()
    finally:
        shop.post.sending = "at once"
    yield shop, f"gid://shopify/Order/{order.id}"


@pytest.fixture
def anothers_run(stack: Stack) -> Iterator[int]:
    """A dry look for orders that somebody else has begun, and that a worker is busy with."""
    ((run_id,),) = rows(
        stack,
        "insert into core.sync_runs (store, kind, dry_run, worker, lease_expires_at) "
        "values ('flourlane', 'orders', true, 'somebody', now() + interval '1 hour') returning run_id",
    )
    yield run_id
    end_run(stack, run_id)


def end_run(stack: Stack, run_id: int) -> None:
    """Let the other's run end."""
    ended = "update core.sync_runs set status = 'done', finished_at = now() where run_id = %s returning run_id"
    assert rows(stack, ended, run_id) == [(run_id,)]


@contextmanager
def answering(tmp_path: Path, script: Callable[[Call], None]) -> Iterator[Wire]:
    """Put somebody in the place of the stack who answers as the script says."""
    with wire(script) as other:
        env = {"ORDAK_URL": other.url, "ORDAK_SHOPIFY_URL": other.url, "ORDAK_ADMIN_TOKEN": "t"}
        write_env(tmp_path, env | {"SHOPIFY_DOMAIN_BANNOS": "bannos.myshopify.com"})
        yield other


def test_an_order_whose_webhooks_were_lost_is_named_and_then_brought(stack: Stack, capsys: Capture) -> None:
    here = "select count(*) from core.orders where order_gid = %s"
    with lost(stack) as (_, gid):
        assert f"order_missing        {gid}\n" in run(stack, "gap", *SINCE, capsys=capsys)
        assert f"order_missing        {gid}\n" in run(stack, "replay", *SINCE, "--dry-run", capsys=capsys)
        stack.pollers.fire("IngestRetryFunction")
        assert rows(stack, here, gid) == [(0,)]

        assert f"order_missing        {gid}  repaired\n" in run(stack, "replay", *SINCE, capsys=capsys)
        stack.pollers.fire("IngestRetryFunction")
        until(lambda: rows(stack, here, gid) == [(2,)], "the order that was lost")
        assert gid not in run(stack, "gap", *SINCE, capsys=capsys)


def test_a_replay_waits_for_the_end_of_anothers_dry_run_and_then_has_its_own(
    stack: Stack, anothers_run: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:  # it has asked twice how the other's run fares
            end_run(stack, anothers_run)

    monkeypatch.setattr(counter, "sleep", wait)
    printed = run(stack, "replay", *SINCE, capsys=capsys)
    assert f"(run {anothers_run})" not in printed
    ((run_id, dry_run, since),) = rows(
        stack,
        "select run_id, dry_run, since = '2026-01-01T00:00:00Z' from core.sync_runs where store = 'flourlane' "
        "and kind = 'orders' and run_id > %s",
        anothers_run,
    )
    assert printed.endswith(f"(run {run_id})\n")
    assert (dry_run, since) == (False, True)


def test_a_run_of_another_that_does_not_end_is_one_line_after_a_while(
    stack: Stack, anothers_run: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter, "PATIENCE", 0)
    assert refused(stack.state, "replay", *SINCE, capsys=capsys) == (
        f"ordak: Another's run {anothers_run} has not ended yet."
    )
    assert rows(stack, "select 1 from core.sync_runs where run_id > %s and store = 'flourlane'", anothers_run) == []


def test_one_who_always_comes_second_is_told_so_after_a_while(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr(counter, "monotonic", lambda: next(clock) * 100)

    def busy(call: Call) -> None:
        asked = "request_sync" in call.head
        if len(other.calls) > 50:
            call.reset()
        call.answer(200, body({"ok": True, "already_done": True, "run_id": 7} if asked else RUN | {"run_id": 7}))

    with answering(tmp_path, busy) as other:
        line = refused(tmp_path, "replay", capsys=capsys)
        assert len(other.calls) > 2
    assert line == "ordak: Other runs of bannos came first, again and again: yours was not begun."


def body(answer: Mapping[str, Any]) -> bytes:
    """Write an answer as it goes over the wire."""
    return json.dumps(answer).encode()


def test_how_many_were_found_is_counted_beyond_those_that_are_named(tmp_path: Path, capsys: Capture) -> None:
    named = [{"kind": "order_missing", "ref": f"gid://{n}", "detail": {}, "repaired": True} for n in range(1000)]
    counts = {"order_missing": 1300, "order_differs": 99}

    def many(call: Call) -> None:
        answer = {"ok": True, "already_done": False, "run_id": 8}
        call.answer(200, body(answer if "request_sync" in call.head else RUN | {"counts": counts, "findings": named}))

    with answering(tmp_path, many):
        assert cli.main(["replay", "--state", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[999] == "order_missing        gid://999  repaired"
    assert lines[1000:] == [
        "… and 399 more, which are in core.sync_findings",
        "1399 found in bannos since 2026-11-20T00:00:00Z (run 8)",
    ]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (lambda call: call.answer(502, b"<html>502 Bad Gateway</html>"), "none of ours: status 502."),
        (lambda call: call.answer(503, b'{"message": "Service Unavailable"}'), "none of ours: status 503."),
        (lambda call: call.answer(200, b'{"ok": true}'), "none of ours: status 200."),
        (lambda call: call.answer(200, b'["ok"]'), "none of ours: status 200."),
        (lambda call: call.answer(200, b"\xff\xfe{"), "none of ours: status 200."),
        (lambda call: call.answer(204, b""), "none of ours: status 204."),
        (lambda call: call.reset(), "No answer came, though the stack was asked: ReadError."),
        (lambda call: call.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{") or call.connection.close(), "asked: RemoteProtocolError."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", ["request_sync", "get_sync_run"])
@pytest.mark.parametrize("command", ["gap", "replay"])
def test_an_answer_that_is_none_of_ours_is_one_line_and_not_a_trace(  # noqa: PLR0913, PLR0917 - what a case is made of
    tmp_path: Path, capsys: Capture, command: str, at: str, script: Callable[[Call], None], said: str
) -> None:
    def broken(call: Call) -> None:
        if at in call.head:
            script(call)
        else:
            call.answer(200, body({"ok": True, "already_done": False, "run_id": 8}))

    with answering(tmp_path, broken):
        assert refused(tmp_path, command, capsys=capsys).endswith(said)


def test_a_shop_that_answers_garbage_sells_nothing_and_says_so_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    with answering(tmp_path, lambda call: call.answer(502, b"<html>")):
        assert refused(tmp_path, "sell", capsys=capsys) == "ordak: The shop's answer was none of its own: status 502."


def test_a_refusal_is_one_line_with_its_code(stack: Stack, capsys: Capture) -> None:
    assert refused(stack.state, "gap", "--store", "FLOURLANE", capsys=capsys).startswith("ordak: REQ001 ")


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("9999-12-31", "is where the calendar ends"),
        ("9999-12-31T00:00Z", "has not come yet"),
        ("2200-01-01T00:00+11:00", "has not come yet"),
        ("0001-01-01", "is where the calendar ends"),
        ("yesterday", "is no moment such as 2026-11-20 or 2026-11-20T14:00+11:00"),
        ("", "is no moment such as 2026-11-20 or 2026-11-20T14:00+11:00"),
    ],
)
@pytest.mark.parametrize("command", ["gap", "replay"])
def test_a_since_that_is_no_past_moment_is_one_line_that_names_it(
    tmp_path: Path, capsys: Capture, command: str, since: str, said: str
) -> None:
    with answering(tmp_path, lambda call: call.answer(500)) as other:
        line = refused(tmp_path, command, "--since", since, capsys=capsys)
        assert other.calls == []
    assert line == f"ordak {command}: argument --since: {since!r} {said}"


def test_a_store_without_a_shop_is_one_line_and_not_a_trace(stack: Stack, capsys: Capture) -> None:
    assert refused(stack.state, "gap", "--store", "nowhere", capsys=capsys) == (
        "ordak: There is no shop of the store nowhere."
    )
