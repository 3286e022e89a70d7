"""The purge among very many rows: how many a slice reads, not how long it takes."""

from collections.abc import Iterator

import psycopg
import pytest

from local.servers.postgres import Postgres
from tests.sql.floor import Floor, actor, call, floor_over
from tests.sql.purge.rows import DAY, NOON, TABLES

MANY, SLICE = 20_000, 100
_OLD = """
set session_replication_role = replica;
insert into core.scans (scan_id, store, function_name, request_hash, answer, created_at)
select gen_random_uuid(), 'bannos', 'x', '', '{{}}', {old} from generate_series(1, {many});
insert into core.work_queue (topic, store, dedupe_key, payload, status, created_at, finished_at)
select 'x', 'bannos', n::text, '{{}}', status::core.work_status, {old}, {old} - case status when 'dead' then interval '1 day' else interval '0' end
from generate_series(1, {many} / 2) n, unnest('{{dead,done}}'::text[]) status;
insert into core.held_deliveries (store, topic, body, reason, permanent, received_at, resolved_at, end_told_at)
select 'bannos', 'x', n::text::bytea, 'r', mod(n, 2) = 0, {old}, case when mod(n, 4) > 1 then {old} end, {old}
from generate_series(1, {many}) n;
insert into core.sign_in_tries (ref, failures, failed_at) select gen_random_uuid(), 1, {old} from generate_series(1, {many});
set session_replication_role = origin
"""
_READ = """
select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::integer
from pg_stat_xact_user_tables where schemaname = 'core' and relname = any (%s)
"""


@pytest.fixture(scope="module")
def full(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floor]:
    """Return a floor with many old rows in each table, half of its work dead."""
    with floor_over(postgres, template_database, f"floor_{next(clone_numbers)}") as floor:
        floor.set_clock(NOON)
        floor.rows(_OLD.format(many=MANY, old=f"'{NOON - 365 * DAY}'::timestamptz"))
        floor.rows(f"vacuum analyze {', '.join('core.' + table for table in TABLES)}")
        yield floor


def read(connection: psycopg.Connection) -> int:
    """Return how many rows of the tables this transaction has read."""
    row = connection.execute(_READ.encode(), [list(TABLES)]).fetchone()
    assert row is not None
    return int(row[0])


def test_a_slice_reads_little_more_than_it_deletes_whichever_table_it_is_at(full: Floor) -> None:
    gone = ("core.held_deliveries where end_told_at is not null and resolved_at is null", "core.held_deliveries")
    for done in ("", *gone, "core.scans", "core.sign_in_tries"):
        if done:
            full.rows(f"delete from {done}")
            full.rows(f"vacuum analyze {done.partition(' ')[0]}")
        with psycopg.connect(full.url("ordak_reconcile")) as connection:
            before = read(connection)
            assert call(connection, "purge", actor=actor("reconcile"), limit=SLICE)["purged"] == SLICE
            assert read(connection) - before <= 8 * SLICE, done
            connection.rollback()
