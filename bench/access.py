"""What it costs a scan to ask who scans and whether they may: the same calls with the checks and without, by turns.

`make bench` prints the ratio of the medians. The limit: under 15 % more for what a scan sends, a stage action with its
scan id, with a token of ours and at a kiosk. Looking a ticket up writes nothing, so the checks weigh more in it.
"""

import json
import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import psycopg

from bench.servers import running_stack
from local.doubles.tokens import staff_token
from local.stack import DATABASE, Stack
from local.state import ROOT
from ordak.http.event import Request
from ordak.http.identity import actor_of, token_hash

LIMIT = 1.15
SCAN, LOOK_UP = "complete_filling", "get_order_for_scan"
TICKET = "bannos-1001"
ROUNDS, CALLS = 30, 100
DEVICE = "ordak_device_" + "b" * 64
UNDONE = "update core.orders set stage = 'Filling', filling_complete_ts = null where store = 'bannos' and id = %s"
# Nobody is looked up: the transaction gets what the policies and events read, and the scan id is claimed.
UNCHECKED = """
create or replace function core.enter(
  p_actor jsonb, p_function text, p_scan_id uuid default null, p_request jsonb default null, p_store text default null
) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('ordak.stores', 'bannos,flourlane', true), set_config('ordak.function', p_function, true),
    set_config('ordak.scan_id', '', true),
    set_config('ordak.actor', (p_actor || '{"role": "Staff"}')::text, true);
  return case when p_scan_id is not null then core.answer_of_scan(p_scan_id, p_function, p_request) end;
end
$$;
"""
KIOSK = """
with device as (
  insert into core.devices (token_hash, store, station, enrolled_at)
  values (decode(%s, 'hex'), 'bannos', 'bench', now()) returning device_id)
insert into core.turns (device_id, staff_id, via)
select device_id, '5a000000-0000-4000-8000-000000000001', 'badge' from device returning turn_id::text
"""


def main() -> int:
    """Measure, print, and fail when the checks cost more than they may."""
    with running_stack() as stack:
        return _report(_measure(stack))


def _measure(stack: Stack) -> dict[str, tuple[float, float]]:
    """Return the medians in milliseconds, with the checks and without, by what was called."""
    # Without a line for each of ten thousand calls.
    os.environ |= stack.functions.variables("RpcFunction") | {"POWERTOOLS_LOG_LEVEL": "WARNING"}
    import rpc_app  # noqa: PLC0415 - reads the environment

    owner_url = stack.postgres.url(DATABASE)
    checked = (ROOT / "migrations/kernel/calls/core/enter.sql").read_text()
    person = {"authorization": f"Bearer {staff_token(stack.state, owner_url, 'Staff')}"}
    with psycopg.connect(owner_url, autocommit=True) as owner:
        row = owner.execute(KIOSK, [token_hash(DEVICE)]).fetchone()
        assert row is not None
        kiosk = {"authorization": f"Bearer {DEVICE}", "ordak-turn": row[0]}
        ask = actor_of

        def switch(*, on: bool) -> None:
            vars(rpc_app)["actor_of"] = ask if on else _anybody
            owner.execute((checked if on else UNCHECKED).encode())

        def undo() -> None:
            owner.execute(UNDONE, [TICKET])

        return {
            f"{name}, {who}": _by_turns(rpc_app.handler, name, headers, switch, undo)
            for name in (SCAN, LOOK_UP)
            for who, headers in (("with a token", person), ("at a kiosk", kiosk))
        }


def _anybody(_request: Request) -> dict[str, Any]:
    return {"kind": "staff", "id": "nobody"}


def _by_turns(
    handler: Callable[..., dict[str, Any]],
    name: str,
    headers: dict[str, str],
    switch: Callable[..., None],
    undo: Callable[[], None],
) -> tuple[float, float]:
    taken: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(ROUNDS):
        for on in (True, False):
            switch(on=on)
            for call in range(-5, CALLS):
                undo()
                event = _event(name, headers)
                started = time.perf_counter()
                answer = handler(event, None)
                spent = (time.perf_counter() - started) * 1000
                assert json.loads(answer["body"])["already_done"] is False, answer["body"]
                if call >= 0:  # the first ones plan the function that was just replaced
                    taken[on].append(spent)
    switch(on=True)
    return statistics.median(taken[True]), statistics.median(taken[False])


def _event(name: str, headers: dict[str, str]) -> dict[str, Any]:
    said = {"id": TICKET, "scan_id": str(uuid.uuid4())} if name == SCAN else {"scan": TICKET}
    return {
        "rawPath": f"/rpc/{name}",
        "headers": headers,
        "body": json.dumps(said),
        "requestContext": {"http": {"method": "POST"}, "requestId": "bench"},
    }


def _report(medians: dict[str, tuple[float, float]]) -> int:
    worst = 0.0
    for what, (checked, unchecked) in medians.items():
        ratio = checked / unchecked
        worst = max(worst, ratio if what.startswith(SCAN) else 0.0)
        print(f"{what}: {checked:.3f} ms with the checks, {unchecked:.3f} ms without: x {ratio:.3f}")
    print(f"limit for {SCAN}: x {LIMIT}")
    return 0 if worst < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
