"""What belongs to a member is theirs: no other member reads it or hears of it, staff of the store do both."""

import json
from collections.abc import Iterator

import pytest

from frames import frames
from tests.sql.floor import RPC, Floor, actor, bearer
from tests.sql.floor import call as call_as
from tests.sql.floors import Floors
from tests.sql.identity.people import person, themself
from tests.sql.live.pages import claim, finish, page

ORDERS = 1000
# A function that forgot to ask whose the orders are.
_SEE_SALES = """
create function api.see_sales(p_actor jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(core.enter(p_actor, 'see_sales'), core.ok(false, jsonb_build_object(
    'sales', (select coalesce(jsonb_agg(s.order_gid order by s.order_gid), '[]') from core.sales s))));
end
$$;
alter function api.see_sales owner to ordak_api;
grant execute on function api.see_sales to ordak_rpc;
insert into core.permissions (function_name, roles, logins) values ('see_sales', '{Staff,Member}', '{ordak_rpc}');
insert into core.statuses (flow, status) values ('shelf', 'PENDING');
"""
_ORDER = """
with made as (
  insert into core.sales (store, order_gid, ticket_base, order_json, currency, total_amount, member_id)
  select 'bannos', 'gid://ordak/Shelf/' || n, 'shelf-' || n, '{}', 'AUD', 1, (%s::uuid[])[n %% 2 + 1]
  from generate_series(%s::int, %s::int) n returning store, order_gid, ticket_base)
select core.log_move('pantry_placed', 'shelf', m.store, m.order_gid, m.ticket_base, null, 'PENDING') from made m
"""


@pytest.fixture(scope="module")
def shelf(floors: Floors) -> Iterator[Floor]:
    """Return a floor of a flow in which members order."""
    with floors.lend() as lent:
        lent.rows(_SEE_SALES)
        yield lent


def order(floor: Floor, members: list[str], first: int, last: int) -> None:
    """Let two members order by turns: the first one those of an even number."""
    floor.rows(_ORDER, members, first, last)


def sales_seen(floor: Floor, caller: object) -> set[str]:
    """Return the orders that somebody sees whom nothing but the policy keeps from others'."""
    seen: list[str] = call_as(floor.login(RPC), "see_sales", actor=caller)["sales"]
    return {gid.rpartition("/")[2] for gid in seen}


def test_a_member_reads_their_own_orders_alone_whatever_a_function_forgot(shelf: Floor) -> None:
    members = [person(shelf, "Member", ["bannos"]) for _ in range(3)]
    shelf.sell()
    order(shelf, members[:2], 2, 5)
    assert [sales_seen(shelf, themself(each)) for each in members] == [{"2", "4"}, {"3", "5"}, set()]
    assert sales_seen(shelf, actor("tom")) > {"2", "3", "4", "5"}
    # A system with the role of a member is none.
    issued = shelf.rpc("issue_token", "admin", name="page", role="Member", stores=["bannos"])
    assert sales_seen(shelf, bearer(issued["secret"])) == set()


def test_a_member_hears_of_their_own_orders_alone_and_staff_of_all(shelf: Floor) -> None:
    members = [person(shelf, "Member", ["bannos"]) for _ in range(2)]
    pages = {page(shelf, themself(each)): set(range(number, ORDERS, 2)) for number, each in enumerate(members)}
    staff = page(shelf, "tom")
    sent: dict[str, list[str]] = {each: [] for each in (*pages, staff)}
    for first in range(0, ORDERS, 250):  # more at once would be told as "read again"
        order(shelf, members, 10_000 + first, 10_000 + first + 249)
        claimed = claim(shelf)
        for listener in claimed["listeners"]:
            told = frames(claimed["messages"], listener["stores"], listener["audience"], listener["member_id"])
            sent[listener["connection_id"]] += [each["id"] for frame in told for each in json.loads(frame)]
        assert finish(shelf, claimed)
    for connection, own in pages.items():
        assert sorted(sent[connection]) == sorted(f"shelf-{10_000 + number}" for number in own)
    assert len(set(sent[staff])) == ORDERS


def test_whose_an_order_is_reaches_no_page(shelf: Floor) -> None:
    member = person(shelf, "Member", ["bannos"])
    page(shelf, "tom")
    order(shelf, [member, member], 20_000, 20_000)
    claimed = claim(shelf)
    [message] = claimed["messages"]
    assert message["member_id"] == member
    assert member not in str(frames(claimed["messages"], ["bannos"], "staff"))
    assert member not in str(frames(claimed["messages"], ["bannos"], "member", member))
    assert finish(shelf, claimed)
