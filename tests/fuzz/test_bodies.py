"""Ten thousand bodies by chance for every RPC that writes leave the books whole, and never a failure of ours."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.types.json import Jsonb
from pydantic import ValidationError

from local.servers.postgres import Postgres
from ordak.contract.generated import RPCS, SetSetting
from ordak.contract.json_value import JsonValue
from ordak.contract.reading import read_json
from setting_values import fault_of
from tests.fuzz.bodies import BARCODE, OF_MEMBERS, WRITES, Bodies
from tests.sql import pantries
from tests.sql.books import assert_books
from tests.sql.floor import PEOPLE, Floor, actor, bearer, digest, floor_over
from tests.sql.identity.people import begin_device, themself
from tests.sql.pantries import STEPS as STEPS_OF
from tests.sql.pantries import basket, choice, done, member, open_pantry, session, set_rules

EXAMPLES = int(os.environ.get("ORDAK_EXAMPLES", "200"))  # of each RPC, over all worlds
WORLDS = 4
WHO = ("staff", "supervisor", "supervisor", "admin", "admin", "packer", "zoe")
# What must hold of tickets whatever was done to them; stages and quantities the database's own constraints hold.
WRONG_TICKETS = """
select o.id from core.orders o
where (o.stage = 'Complete') <> (o.packing_complete_ts is not null) or (o.assignee_id is not null and o.stage = 'Complete')
"""
LOOK_AFTER = 500
KIOSK = "ordak_device_" + "e" * 64
TURN = """
with kiosk as (
  insert into core.devices (token_hash, store, station, enrolled_at)
  values (decode(%s, 'hex'), 'bannos', 'Filling', now())
  on conflict (token_hash) do update set station = excluded.station returning device_id)
insert into core.turns (device_id, staff_id, via)
select device_id, unnest(%s::uuid[]), 'badge' from kiosk on conflict do nothing returning turn_id
"""
# How far the pantry's orders have come when the bodies are sent: each status from which staff can go on; None is a basket.
ORDER_STEPS = (None, *(STEPS_OF[status] for status in ("PENDING", "CONFIRMED", "PREPARING", "READY")))
STEPS = ("complete_filling", "complete_covering", "complete_decorating", "start_packing")


@pytest.fixture(params=range(WORLDS))
def world(request: pytest.FixtureRequest, postgres: Postgres, template_database: str) -> Iterator[tuple[Floor, Bodies]]:
    """A shop with stock and cakes at the bench, a pantry that offers of the stock, and bodies about them."""
    with floor_over(postgres, template_database, f"fuzz_{request.param}") as floor:
        skus = [floor.stock(sku, 200, buffer=2) for sku in ("SPONGE", "FONDANT", "CANDLE", "BOX")]
        skus += [floor.stock(sku, None) for sku in ("CAKE", "TOWER")]
        floor.bom("CAKE", SPONGE=1, FONDANT=0.75)
        floor.bom("TOWER", CAKE=2, BOX=1)
        people = [PEOPLE[who][0] for who in ("staff", "zoe", "gone")]
        bodies = Bodies(request.param, tickets(floor, 12), skus, people)
        open_pantry(floor)
        set_rules(floor, orders_per_session=100, no_shows=100)
        for sku in skus:
            done(floor, "set_pantry_item", sku=sku, limit_each=8)
        done(floor, "set_item_barcode", store=None, barcode=BARCODE, sku="CANDLE", quantity=12)
        yield floor, bodies


def tickets(floor: Floor, number: int) -> list[str]:
    """Sell so many orders, with one cake or two, and let the kitchen bring some of them further."""
    kinds = ("CAKE", "TOWER", None)
    sold = [floor.sell(("bannos", "flourlane")[n % 2], cakes=1 + n % 3 // 2, sku=kinds[n % 3]) for n in range(number)]
    found = [ticket for sale in sold for ticket in sale.tickets]
    for steps, ticket in enumerate(found):
        for step in STEPS[: steps % (len(STEPS) + 1)]:
            floor.rpc(step, id=ticket)
    return found


def ask(floor: Floor, bodies: Bodies, name: str) -> str:
    """Send one body, as the function would; return what became of it. Its answer has the shape that it promises."""
    try:
        call = read_json(RPCS[name], bodies.body(name))
    except ValidationError:
        return "malformed"
    values: dict[str, Any] = {field: getattr(call, field) for field in call.model_fields_set}
    if isinstance(call, SetSetting) and fault_of(call.key, call.value.value) is not None:
        return "SET001"
    given: dict[str, Any] = {
        field: Jsonb(value.value) if isinstance(value, JsonValue) else value for field, value in values.items()
    }
    who = actor(bodies.chance.choice(WHO))
    given["actor"] = bearer(KIOSK) if name == "end_turn" else who
    if name in OF_MEMBERS and bodies.chance.random() < 0.5:
        given["actor"] = themself(bodies.owners.get(str(values.get("id")), bodies.pantry["member_id"][-1]))
    answer = floor.rpc(name, **given)
    if answer["ok"]:
        bodies.learn(answer)
        if values.keys() >= {"id", "scan_id"}:
            bodies.scanned[:] = [*bodies.scanned[-5:], (values["id"], str(values["scan_id"]))]
    return "done" if answer["ok"] else str(answer["code"])


def come_and_go(floor: Floor, bodies: Bodies) -> None:
    """New kiosks show their codes, and people's turns begin at one that is there."""
    for _ in range(5):
        bodies.codes[:] = [*bodies.codes[-10:], "".join(bodies.chance.choices("BCDFGHJKLMNPQRSTVWXZ", k=8))]
        begin_device(floor, f"ordak_device_{bodies.chance.getrandbits(256):064x}", bodies.codes[-1])
    begun = floor.rows(TURN, digest(KIOSK), [PEOPLE[who][0] for who in set(WHO)])
    bodies.turns[:] = [*bodies.turns[-10:], *(str(turn["turn_id"]) for turn in begun)]


def open_the_pantry(floor: Floor, bodies: Bodies) -> None:
    """Let it have members who may order, baskets of theirs, and a session with slots: some were erased, and some closed."""
    for _ in range(2):
        who = member(floor)
        bodies.know("member_id", who["id"])
        opened = session(floor, slots=2)
        bodies.learn({"session": opened})
        for steps in ORDER_STEPS:
            lines = [(sku, bodies.chance.randint(1, 3)) for sku in bodies.chance.sample(bodies.skus, 2)]
            kept = basket(floor, who, *lines)
            bodies.know("basket_id", kept)
            if steps is None:
                continue
            placed = pantries.ask(floor, "place_pantry_order", who, basket_id=kept, **choice(opened))
            bodies.learn(placed)
            for step in steps if placed["ok"] else ():
                pantries.ask(floor, step, "staff", id=placed["order"]["id"])


def rebook(floor: Floor) -> None:
    """Do what the sweeper does within a minute of a changed bill of materials."""
    for work in floor.work("stock_rebook"):
        if work["status"] == "pending":
            answer = floor.service("deduct_on_order_create", **work["payload"])
            assert answer["ok"], answer
    floor.rows("update core.work_queue set status = 'done' where topic = 'stock_rebook'")


def test_whatever_is_sent_the_books_stay_whole(world: tuple[Floor, Bodies]) -> None:
    floor, bodies = world
    became = {name: Counter[str]() for name in WRITES}
    come_and_go(floor, bodies)
    open_the_pantry(floor, bodies)
    plan = WRITES * max(1, EXAMPLES // WORLDS)
    bodies.chance.shuffle(plan)
    for number, name in enumerate(plan, 1):
        became[name][ask(floor, bodies, name)] += 1
        if number % LOOK_AFTER == 0 or number == len(plan):
            rebook(floor)
            assert_books(floor)
            assert floor.rows(WRONG_TICKETS) == []
            bodies.tickets[:] = [*bodies.tickets[-60:], *tickets(floor, 6)]
            come_and_go(floor, bodies)
            open_the_pantry(floor, bodies)
    # Else nothing was tried: of all that was asked, some was done and some refused.
    idle = {name for name, found in became.items() if EXAMPLES >= 5000 and not found["done"]}
    rare = {"clear_shortfall", "acknowledge_change", "replay_quarantined", "offer_substitute", "answer_substitute"}
    assert idle - rare == set()
    assert {"malformed", "done", "ORD002", "ORD001", "SCN001", "AUTH001", "REQ002"} <= set().union(*became.values())
