"""A code names its store by a spelling, which is looked up however many stores there are."""

import psycopg
import pytest

from tests.sql.floor import RPC, Floor, Json, actor, call

HUNDREDS = """
insert into core.stores (store, display_name, spellings, timezone, currency)
select 'shop' || i, 'Shop ' || i, array['shop' || i, 'shop-no-' || i], 'Australia/Sydney', 'AUD' from generate_series(1, 500) i
"""
_READ = """
select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::integer from pg_stat_xact_user_tables
where schemaname = 'core' and relname = 'stores'
"""


def read(floor: Floor, scan: str) -> Json:
    """Return what a scan is read as."""
    (row,) = floor.rows("select store, base, suffix from bakery.read_scan(%s)", scan)
    return row


@pytest.fixture
def hundreds(own_floor: Floor) -> Floor:
    """Return a floor with five hundred more stores."""
    own_floor.rows(HUNDREDS)
    own_floor.rows("vacuum analyze core.stores")
    return own_floor


@pytest.mark.parametrize("written", ["{}", '{{"order": "{}"}}', "https://bannos.example/o?x=1&id={} "])
def test_among_hundreds_of_stores_a_scan_reads_those_that_it_names(hundreds: Floor, written: str) -> None:
    ticket = hundreds.sell().id
    with psycopg.connect(hundreds.url(RPC)) as connection:
        for _ in range(6):  # as many as it takes a session to settle on a plan
            answer = call(connection, "get_order_for_scan", actor=actor("staff"), scan=written.format(ticket))
        assert answer["ticket"]["id"] == ticket
        row = connection.execute(_READ.encode()).fetchone()
    assert row is not None
    assert row[0] <= 6 * 3


@pytest.mark.parametrize("scan", ["shop-no-77-1234-B", "SHOP77-1234-b", "see shop-no-77-1234-b, please"])
def test_every_spelling_of_one_of_hundreds_is_read(hundreds: Floor, scan: str) -> None:
    assert read(hundreds, scan) == {"store": "shop77", "base": "shop77-1234", "suffix": "B"}


def test_a_spelling_of_two_stores_means_neither(own_floor: Floor) -> None:
    own_floor.rows("update core.stores set spellings = spellings || '{both}'")
    nothing = {"store": None, "base": None, "suffix": None}
    assert read(own_floor, "both-1234") == read(own_floor, "the both-1234 cake") == nothing


def test_a_spelling_is_one_word(floor: Floor) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        floor.rows("update core.stores set spellings = spellings || '{flour lane}' where store = 'flourlane'")
