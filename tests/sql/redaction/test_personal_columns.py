"""core.personal_columns: every column is in it or known to be impersonal, and redaction leaves nothing of one in the database."""

import subprocess
from uuid import uuid4

import pytest

from local.servers.postgres import binaries
from tests.clusters import POSTGRES_MAJOR
from tests.sql.floor import Floor, cake, line
from tests.sql.manual.manual import order_id, product, taken
from tests.sql.redaction.impersonal import IMPERSONAL, OF_STAFF
from tests.sql.redaction.people import DAY, NOON, PHONE, ask_for_all, customer, erase, found, typed_line
from tests.sql.stock.stock import item

_CAN_HOLD_TEXT = """
select c.relname::text as table, a.attname::text as column
from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and a.attnum > 0 and not a.attisdropped
  and (t.typcategory = 'S' or e.typcategory = 'S' or t.typname in ('json', 'jsonb', 'bytea', 'xml', 'tsvector'))
"""
# A hash of the body, and what follows from it: no text of a person's.
_FOLLOWS = {("held_deliveries", "resolved_at"), ("messages", "state")}


def registered(floor: Floor, whose: str = "%") -> set[tuple[str, str]]:
    """Return what is in the register, table and column: whose it is, or everybody's."""
    rows = floor.rows("select table_name, column_name from core.personal_columns where whose like %s", whose)
    return {(row["table_name"], row["column_name"]) for row in rows} - _FOLLOWS


def listed() -> set[tuple[str, str]]:
    """Return what is known to be of no customer."""
    return {
        (table, name) for tables in (IMPERSONAL, OF_STAFF) for table, names in tables.items() for name in names.split()
    }


def test_a_column_that_can_hold_a_text_is_registered_or_known_to_be_impersonal(floor: Floor) -> None:
    there = {(row["table"], row["column"]) for row in floor.rows(_CAN_HOLD_TEXT)}
    assert there - registered(floor) - listed() == set()
    assert registered(floor) | listed() == there
    assert registered(floor) & listed() == set()


def test_every_registered_column_is_reached_and_a_dump_of_the_database_has_nothing_left(floor: Floor) -> None:
    sale = customer(floor, "Canarydump")
    places = {tuple(place.removeprefix("core.").split(".")) for place in found(floor, "Canarydump")}
    assert places | {("sales", "phone_last4")} == registered(floor, "customer")
    assert floor.one("select phone_last4 from core.sales where order_gid = %s", sale.gid) == PHONE
    assert in_dump(floor, "Canarydump") == (True, True)
    floor.service("redact", store="bannos", orders=[sale.gid])
    assert in_dump(floor, "Canarydump") == (False, False)
    assert floor.one("select phone_last4 from core.sales where order_gid = %s", sale.gid) is None


def in_dump(floor: Floor, canary: str) -> tuple[bool, bool]:
    """Dump the whole database; return whether a text is in it, and whether it is there as bytes."""
    command = [str(binaries(POSTGRES_MAJOR) / "pg_dump"), "--dbname", floor.owner_url]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return canary in text, canary.encode().hex() in text


def test_a_whole_shop_leaves_nothing_in_a_dump_either(own_floor: Floor) -> None:
    own_floor.set_clock(NOON)
    customer(own_floor, "Canaryshop")
    customer(own_floor, "Canaryother", "flourlane")
    ask_for_all(own_floor, NOON)
    erase(own_floor, NOON + DAY)
    assert in_dump(own_floor, "Canaryshop") == (False, False)
    assert in_dump(own_floor, "Canaryother") == (True, True)


def test_what_a_person_typed_at_the_counter_goes_as_well(floor: Floor) -> None:
    sale = taken(
        floor,
        product(cake_message="Canarycounter 40", title="Tray of Canarycounter"),
        customer_name="Canarycounter",
        due_slot="when Canarycounter is back",
        notes="Canarycounter rings",
        scan_id=str(uuid4()),
    )
    floor.bring(sale.id, "Complete")
    floor.rpc("set_storage", id=sale.id, storage="Canarycounter's shelf", scan_id=str(uuid4()))
    assert len(found(floor, "Canarycounter")) > 8
    assert floor.rpc("redact_order", id=order_id(sale), scan_id=str(uuid4()))["ok"]
    assert in_dump(floor, "Canarycounter") == (False, False)
    assert floor.ticket(sale.id)["product_title"] == "?"
    assert floor.rpc("get_order", id=order_id(sale))["products"][0]["title"] == "?"


def test_what_the_catalogue_says_of_a_cake_and_the_place_where_it_stands_stay(floor: Floor) -> None:
    floor.rpc("set_storage_location", store="bannos", name="Cold room 2")
    known = line(
        1, line_id="L1", sku=item(floor, "TRAY", 9), title="Celebration cake", product_id="777", variant_title="8 inch"
    )
    sale = floor.sell(
        lines=[known],
        tickets=[cake(product_title="Celebration cake", flavour="Lemon", size="8 inch", due_slot="10:30")],
    )
    floor.rpc("set_storage", id=sale.id, storage="Cold room 2")
    floor.service("redact", store="bannos", orders=[sale.gid])
    ticket = floor.ticket(sale.id)
    kept = [ticket[name] for name in ("product_title", "flavour", "size", "storage", "due_minutes", "due_slot")]
    assert kept == ["Celebration cake", "Lemon", "8 inch", "Cold room 2", 630, None]
    rows = floor.rows("select title, variant_title from core.sale_lines where order_gid = %s", sale.gid)
    assert rows == [{"title": "Celebration cake", "variant_title": "8 inch"}]


def test_a_title_that_others_typed_too_stays_known_until_the_last_of_them(floor: Floor) -> None:
    name, title = item(floor, "TRAY", 9), "Cake number 4711"
    first, second = (floor.sell(lines=[typed_line(name, title)], tickets=[cake(product_title=title)]) for _ in range(2))
    asked = "select title from core.product_kinds where sku = %s"
    assert floor.one(asked, name) == title
    floor.service("redact", store="bannos", orders=[first.gid])
    assert floor.one(asked, name) == title
    floor.service("redact", store="bannos", orders=[second.gid])
    assert floor.one(asked, name) == name


def test_the_scan_of_a_redacted_order_still_answers_that_it_was_done(floor: Floor) -> None:
    sale, scan_id = floor.sell(), str(uuid4())
    first = floor.rpc("complete_filling", id=sale.id, scan_id=scan_id)
    assert first["ticket"]["id"] == sale.id
    floor.service("redact", store="bannos", orders=[sale.gid])
    kept = {key: first[key] for key in ("ok", "already_done", "queued") if key in first}
    assert floor.one("select answer from core.scans where scan_id = %s", scan_id) == kept


@pytest.mark.parametrize(
    ("body", "gone"),
    [
        ('{{"name": "#{number}", "who": "Canarybody"', True),
        ('{{"name": "#{number}0", "who": "Canarybody"', False),
        ('{{"name": "#{number}"}}', False),
        ('{{"who": "Canarybody"}}', False),
    ],
    ids=["number and name", "another number", "the number alone", "the name alone"],
)
def test_what_nobody_could_read_goes_with_the_order_that_it_names(floor: Floor, body: str, *, gone: bool) -> None:
    sale = floor.sell(customer_name="Canarybody")
    held = body.format(number=sale.number).encode()
    kept = floor.service("hold_delivery", store="bannos", topic="x", body=held, reason="r", permanent=True)
    floor.service("redact", store="bannos", orders=[sale.gid])
    asked = "select body, resolved_at is not null as resolved from core.held_deliveries where delivery_id = %s"
    (row,) = floor.rows(asked, kept["delivery_id"])
    assert (row["body"], row["resolved"]) == ((b"", True) if gone else (held, False))
