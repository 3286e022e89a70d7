"""What decides which moves a ticket allows is asked once for all tickets that are alike in it."""

import pytest

from tests.sql.floor import Floor

NAMED = """
select distinct name from core.transitions t cross join lateral (values (t.stamps), (t.requires)) v (name) where name is not null
"""
STAMPED = """
select bakery.stamp_of(t, n.name) = core.now() as known, bakery.judged_by(t) <> bakery.judged_by(u) as judged
from (select %s::text as name) n
cross join lateral jsonb_populate_record(null::core.orders, '{"stage": "Packing"}') u
cross join lateral jsonb_populate_record(u, jsonb_build_object(n.name, core.now())) t
"""
# Each ticket of a store alone, beside the same in one list with all others.
DIFFERENT = """
select o.id, array(select bakery.actions_of(o, r.role)) as alone, l.told -> 'allowed_actions' as listed
from unnest(enum_range(null::core.staff_role)) r (role)
cross join lateral (select set_config('ordak.actor', jsonb_build_object('role', r.role)::text, true)) a
cross join lateral bakery.queue_json(array(select t from core.orders t where t.store = 'bannos' and a is not null)) q
cross join lateral jsonb_array_elements(q) l (told)
join core.orders o on (o.store, o.id) = (l.told ->> 'store', l.told ->> 'id')
where to_jsonb(array(select bakery.actions_of(o, r.role))) <> l.told -> 'allowed_actions'
"""


def test_every_stamp_of_the_stage_model_is_known_and_judged(floor: Floor) -> None:
    names = [row["name"] for row in floor.rows(NAMED)]
    assert len(names) > 3
    for name in names:
        assert floor.rows(STAMPED, name) == [{"known": True, "judged": True}], name


@pytest.mark.parametrize("changed", ["flags = '{changed}'", "inventory_blocked = true", "cancelled_at = core.now()"])
def test_tickets_in_a_list_allow_what_each_allows_alone(own_floor: Floor, changed: str) -> None:
    stages = ("Filling", "Covering", "Decorating", "Packing", "Complete")
    for stage in stages:
        _plain, other, started = (own_floor.at(stage) for _ in range(3))
        own_floor.rows(f"update core.orders set {changed} where store = 'bannos' and id = '{other}' returning id")
        own_floor.rows(
            f"update core.orders set packing_start_ts = core.now() where store = 'bannos' and id = '{started}' returning id"
        )
    # Alike in all but the stage.
    sent_back = own_floor.at("Packing")
    own_floor.rows(f"update core.orders set stage = 'Decorating' where id = '{sent_back}' returning id")
    assert own_floor.one("select count(distinct bakery.judged_by(o)) from core.orders o") > len(stages)
    assert own_floor.rows(DIFFERENT) == []
