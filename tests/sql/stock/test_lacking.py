"""stock.lacking: whoever takes an order whole or not at all asks first, and what was there stays until it is held."""

import json

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import RPC, Floor

PLACE = """
create function api.place_all(p_actor jsonb, p_lines jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_stop jsonb := core.enter(p_actor, 'set_item');
  v_lacking jsonb;
begin
  v_lacking := (select jsonb_agg(to_jsonb(l)) from stock.lacking(p_lines) l);
  if v_lacking is not null then
    return core.refuse('INV001', v_lacking ->> 0);
  end if;
  perform stock.post_txn(l.sku, 'hold', -l.quantity, 'order', 'bannos')
  from jsonb_to_recordset(p_lines) l (sku text, quantity numeric);
  return core.ok(false);
end
$$;
alter function api.place_all owner to ordak_api;
grant execute on function api.place_all to ordak_rpc;
"""


def lacking(floor: Floor, *lines: tuple[str, float]) -> list[tuple[str, float, bool]]:
    """Ask what lines would fall short of, as the house's functions do."""
    asked = json.dumps([{"sku": sku, "quantity": quantity} for sku, quantity in lines])
    floor.rows("select set_config('ordak.house', 'house', false)")
    return [
        (row["sku"], float(row["qty"]), row["known"]) for row in floor.rows("select * from stock.lacking(%s)", asked)
    ]


def test_where_all_is_there_nothing_is_lacking_and_nothing_is_written(floor: Floor) -> None:
    tea, rice = floor.stock("L-TEA", 3), floor.stock("L-RICE", 2)
    with floor.noted() as events:
        assert lacking(floor, (tea, 3), (rice, 1)) == []
    assert events == []
    assert (floor.counters(tea), floor.counters(rice)) == ((3, 0), (2, 0))


def test_lines_of_one_item_count_together_and_each_shortage_is_said_in_order(floor: Floor) -> None:
    soap, oats = floor.stock("L-SOAP", 5), floor.stock("L-OATS", 1)
    assert lacking(floor, (soap, 3), (oats, 2), (soap, 4)) == [(oats, 1, True), (soap, 2, True)]


def test_what_is_held_by_others_is_not_there(floor: Floor) -> None:
    milk = floor.stock("L-MILK", 5)
    floor.rows("select stock.post_txn(%s, 'hold', -4, 'test')", milk)
    assert lacking(floor, (milk, 2)) == [(milk, 1, True)]


def test_a_basket_lacks_its_components_and_two_lines_share_one(floor: Floor) -> None:
    floor.stock("L-JAM", 3)
    floor.stock("L-BREAD", 9)
    floor.stock("L-BASKET", None)
    floor.bom("L-BASKET", L_JAM=2, L_BREAD=1)
    assert lacking(floor, ("L-BASKET", 1), ("L-JAM", 1)) == []
    assert lacking(floor, ("L-BASKET", 2)) == [("L-JAM", 1, True)]


@pytest.mark.parametrize("quantity", [1, 0.5])
def test_all_of_what_no_item_stands_for_is_lacking(floor: Floor, quantity: float) -> None:
    assert lacking(floor, ("L-NOBODY-KNOWS", quantity)) == [("L-NOBODY-KNOWS", quantity, False)]


def test_a_part_finer_than_the_ledger_is_rounded_up(floor: Floor) -> None:
    floor.stock("L-SALT")
    floor.rows("select stock.post_txn('L-SALT', 'receive', 0.166, 'test')")
    for made, part in (("L-SPOON", {"L_SALT": 0.333}), ("L-PINCH", {"L_SPOON": 0.5})):
        floor.stock(made, None)
        floor.bom(made, **part)
    assert lacking(floor, ("L-PINCH", 1)) == [("L-SALT", 0.001, True)]


def test_of_two_who_want_the_last_one_at_once_one_is_told_that_it_is_gone(own_floor: Floor) -> None:
    own_floor.rows(PLACE)
    for sku in ("L-A", "L-B"):
        own_floor.stock(sku, 1)
    one, other = ([{"sku": sku, "quantity": 1} for sku in skus] for skus in (("L-A", "L-B"), ("L-B", "L-A")))
    with sessions(own_floor, RPC) as (first, second):
        assert first.run("place_all", lines=one)["ok"]
        waiting = second.start("place_all", lines=other)
        second.wait_until_blocked()
        first.commit()
        refused = waiting.result(PATIENCE)
        second.commit()
    assert refused["code"] == "INV001"
    assert "L-A" in refused["message"]
    assert own_floor.counters("L-A") == own_floor.counters("L-B") == (1, 1)
