"""A list tells each ticket as a scan does, made from rows at once."""

from tests.sql.floor import Floor

NAMES = """
select p.proargnames[i] as name
from pg_proc p, generate_subscripts(p.proargnames, 1) i
where p.oid = 'bakery.ticket_columns'::regproc and p.proargmodes[i] = 'o' order by i
"""
# What a list says of each ticket beside what the ticket says alone, and where they differ.
TOLD = """
select o.id, array(select jsonb_object_keys(l.told) except select jsonb_object_keys(t.alone)) as more,
  t.alone = l.told - bakery.bench_keys() as alike
from (select set_config('ordak.actor', '{"role": "Staff"}', true)) a
cross join lateral (select bakery.list_json(array(select t from core.orders t where a is not null order by t.store, t.id)) as all) q
cross join lateral jsonb_array_elements(q.all) with ordinality l (told, no)
join (select o, row_number() over (order by o.store, o.id) as no from core.orders o) n on n.no = l.no
cross join lateral (select (n.o).*) o
cross join lateral (select bakery.ticket_json(n.o) as alone) t
order by l.no
"""


def test_columns_stand_in_the_order_in_which_jsonb_keeps_keys(floor: Floor) -> None:
    names = [row["name"] for row in floor.rows(NAMES)]
    assert len(names) > 30
    assert names == sorted(names, key=lambda name: (len(name), name))


def test_a_list_tells_each_ticket_as_a_scan_does_and_in_the_order_given(own_floor: Floor) -> None:
    lines = [
        {"line_no": 1, "kind": "cake", "quantity": 3, "properties": []},
        {"line_no": 2, "kind": "extra", "title": "Candles", "quantity": 2, "properties": []},
    ]
    sale = own_floor.sell(cakes=3, lines=lines)
    own_floor.rpc("complete_filling", id=sale.tickets[0])
    cancelled = own_floor.sell(cakes=2).tickets
    own_floor.rows(f"update core.orders set cancelled_at = core.now() where id = '{cancelled[0]}' returning id")
    own_floor.sell("flourlane", ticket={"size": "8 Inch"})
    told = own_floor.rows(TOLD)
    assert len(told) == own_floor.one("select count(*) from core.orders") > len(sale.tickets)
    assert [row["alike"] for row in told] == [True] * len(told)
    assert {tuple(sorted(row["more"])) for row in told} == {("due_text", "notes", "size_group", "stage_since")}
