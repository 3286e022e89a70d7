"""What other order_rules would read: exactly what ingesting the same orders by them comes to, in no customer's words."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from typing import Any, get_args

import pytest

import ingest
import rules_preview
import store_rules
from local.stack import Stack
from local.state import ROOT
from ordak.database import database
from ordak.order_reading.clean_json import Reason
from ordak.order_reading.in_time import InTime, read_in_time
from ordak.order_reading.new_order import NewTicket
from ordak.shopify.order_rules import Flag
from tests.clock import Clock
from tests.functions.callers import Person, cake, digest, order, rows
from tests.functions.webhook.order_reading import NAMES, payload
from tests.functions.webhook.test_order_cases import CASES, body_of

STORE = "flourlane"
# All that is read of a cake but for its share of the money; the values of three may be told.
FIELDS = sorted(NewTicket.model_fields.keys() - {"line_no", "product_title", "total_amount"})
TOLD = {"unreadable", "kind", "quantity", "due_date", "delivery_method", "flags"}
FLAGS = set(get_args(Flag.__value__))
BODIES = [body_of(number) for number in range(len(CASES))] + [payload(name) for name in NAMES]
# Numbers past those of every other test, so that these are the last orders of the store.
_numbers = count(200_000_000)

RULES: list[dict[str, Any]] = [
    {},
    {"day_first": False},
    {"show_other_properties": False, "notes": [], "cake_message": []},
    {"lines": [{"field": "title", "pattern": "cake|torte", "kind": "extra"}]},
    {"lines": [{"field": "title", "pattern": ".", "kind": "cake"}], "named_rate": "shipping"},
    {"flavour": [], "size": [{"place": "variant_title", "name": ".*"}], "required": ["flavour", "due_slot"]},
    {"due_date": [{"place": "note_attribute", "name": "delivery date"}], "delivery_method": [], "due_slot": []},
    {"allergies": {"names": "never", "words": "never"}, "max_tickets": 1},
]


@pytest.fixture
def admin(stack: Stack) -> Iterator[Person]:
    """An Admin; the store has its own rules back afterwards."""
    person = Person(stack, "Admin")
    yield person
    person.call("set_setting", key="order_rules", value={}, store=STORE)


@pytest.fixture
def webhook(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ingest in this process, as the webhook: it need not wait a minute for rules that have changed."""
    act_as(stack, "webhook", monkeypatch)
    monkeypatch.setattr(store_rules, "_read", {})
    yield
    database()._close()  # noqa: SLF001 - the stack ends before this process does
    database.cache_clear()


def act_as(stack: Stack, login: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let functions of this process log in as one of ours."""
    monkeypatch.setenv("ORDAK_DATABASE_URL", stack.database_url(f"ordak_{login}"))
    database()._close()  # noqa: SLF001 - as below
    database.cache_clear()


def take(body: dict[str, Any]) -> str:
    """Ingest a copy of an order by the store's rules of now; return the copy's gid."""
    number = next(_numbers)
    ids = {"id": 7_100_000_000_000 + number, "order_number": number, "name": f"#{number}"}
    gid = f"gid://shopify/Order/{ids['id']}"
    copy = json.dumps({**body, **ids, "admin_graphql_api_id": gid}).encode()
    ingest.take(ingest.Delivery(STORE, "orders/create", None, None, "preview", copy), fresh_rules=True)
    return gid


def preview(admin: Person, rules: dict[str, Any]) -> dict[str, Any]:
    answer = admin.call("preview_order_rules", store=STORE, order_rules=rules)
    assert answer.status_code == 200
    said: dict[str, Any] = answer.json()
    found = said["read"] + said["redacted"] + len(said["too_large"]) + len(said["unread"])
    assert found == said["orders"]
    return said


def stored(stack: Stack, gid: str) -> dict[tuple[int | None, str], Any]:
    """What ingesting an order has left in the database, by line and field."""
    sale = rows(stack, "select flags from core.sales where store = %s and order_gid = %s", STORE, gid)
    if not sale:
        held = "select reason from core.held_deliveries where encode(body, 'escape') like %s"
        [(reason,)] = rows(stack, held, f"%{gid}%")
        return {(None, "unreadable"): reason}
    found: dict[tuple[int | None, str], Any] = {(None, "flags"): shown(sale[0][0])}
    lines = "select line_no, kind::text, quantity from core.sale_lines where store = %s and order_gid = %s"
    for line_no, kind, quantity in rows(stack, lines, STORE, gid):
        found |= {(line_no, "kind"): kind, (line_no, "quantity"): str(quantity)}
    query = f"select distinct on (line_no) line_no, {', '.join(FIELDS)} from core.orders where store = %s and order_gid = %s order by line_no, ticket_no"
    for line_no, *values in rows(stack, query, STORE, gid):
        found |= {(line_no, name): shown(value) for name, value in zip(FIELDS, values, strict=True)}
    return found


def shown(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(sorted(FLAGS & set(value))) or None
    return None if value is None else str(value)


def different(before: dict[tuple[int | None, str], Any], after: dict[tuple[int | None, str], Any]) -> set[Any]:
    """Compare what two copies left; what only one of them has is told by the line's kind, or the order's reason."""
    both = before.keys() & after.keys()
    alone = {key for key in before.keys() ^ after.keys() if key[1] == "unreadable"}
    found = set()
    for line_no, field in both | alone:
        old, new = before.get((line_no, field)), after.get((line_no, field))
        if old != new:
            change = "added" if old is None else "removed" if new is None else "changed"
            words = field not in TOLD
            found.add((line_no, field, change, None if words else old, None if words else new))
    return found


@pytest.mark.usefixtures("webhook")
@pytest.mark.parametrize("number", range(1, len(RULES)))
def test_preview_tells_exactly_what_ingesting_by_the_new_rules_would_differ_in(
    stack: Stack, admin: Person, number: int
) -> None:
    # From rules of the shop's own too, every other time.
    admin.call("set_setting", key="order_rules", value=RULES[number - 1 if number % 2 else 0], store=STORE)
    gids = [take(body) for body in BODIES]
    before = [stored(stack, gid) for gid in gids]
    state = digest(stack)
    said = preview(admin, RULES[number])
    assert digest(stack) == state
    assert not set(gids) & {*said["unread"], *said["slow"]}
    told: dict[str, set[Any]] = {gid: set() for gid in gids}
    for each in said["differences"]:
        if each["order_gid"] in told:
            told[each["order_gid"]].add(tuple(each[name] for name in ("line_no", "field", "change", "before", "after")))

    admin.call("set_setting", key="order_rules", value=RULES[number], store=STORE)
    copies = [stored(stack, take(body)) for body in BODIES]
    expected = {
        gid: different(old, new)
        for gid, old, new in zip(gids, before, copies, strict=True)
        if (None, "unreadable") not in old  # the shop's order is none of ours
    }
    assert sum(len(each) for each in expected.values()) > 0
    for gid, differ in expected.items():
        assert told[gid] == differ


@pytest.mark.usefixtures("webhook")
def test_what_somebody_has_decided_of_a_product_no_rule_changes(admin: Person) -> None:
    product = next(_numbers)
    decided, other = (take(order(cake(None, product_id=product, title="Torte")))), take(order(cake(title="Torte")))
    rules = {"lines": [{"field": "title", "pattern": "torte", "kind": "extra"}]}

    def kinds() -> set[str]:
        return {each["order_gid"] for each in preview(admin, rules)["differences"] if each["field"] == "kind"}

    assert {decided, other} <= kinds()
    set_kind = admin.call("set_product_kind", store=STORE, product_id=str(product), kind="cake")
    assert set_kind.json()["ok"], set_kind.json()
    assert kinds() & {decided, other} == {other}


@pytest.mark.usefixtures("webhook")
def test_rules_of_today_differ_in_nothing(admin: Person) -> None:
    gids = [take(body) for body in BODIES[:5]]
    assert not [each for each in preview(admin, {})["differences"] if each["order_gid"] in gids]


@pytest.mark.usefixtures("webhook")
def test_no_word_that_a_customer_wrote_is_in_the_answer(admin: Person) -> None:
    texts = {
        f"{name} canary": "Zz canary" for name in ("Message", "Flavour", "Size", "Allergies", "Pickup time", "Notes")
    }
    line = cake(
        title="Canary cake",
        properties=[{"name": name.removesuffix(" canary"), "value": text} for name, text in texts.items()],
    )
    line["properties"].append({"name": "Pickup Date", "value": "the canary's day"})
    gid = take(order(line, note="Canary note"))
    told = preview(admin, {name: [] for name in ("due_date", "due_slot", "flavour", "size", "cake_message", "notes")})
    mine = [each for each in told["differences"] if each["order_gid"] == gid]
    assert {each["field"] for each in mine} >= {"flavour", "size", "cake_message", "notes", "due_slot", "due_text"}
    assert "canary" not in json.dumps(told).lower()
    known = FLAGS | set(get_args(Reason.__value__)) | {"cake", "extra", "service", "pickup", "delivery", "shipping"}
    for each in told["differences"]:
        for text in (each["before"], each["after"]):
            assert text is None or re.fullmatch(r"\d{4}-\d\d-\d\d|\d+", text) or set(text.split(", ")) <= known


@pytest.mark.usefixtures("webhook")
def test_pattern_that_takes_for_ever_is_cut_off_and_said_and_read_as_the_webhook_would(admin: Person) -> None:
    gid = take(order(cake(title="a" * 60 + "!")))
    slow = {"lines": [{"field": "title", "pattern": "^(a+)+$", "kind": "extra"}]}
    said = preview(admin, slow)
    assert said["slow"] == [gid]
    assert not [each for each in said["differences"] if each["order_gid"] == gid]


@pytest.mark.usefixtures("webhook")
def test_what_is_redacted_or_too_large_is_counted_and_not_read(stack: Stack, admin: Person) -> None:
    redacted, large = take(order(cake())), take(order(cake(), note="x" * 300_000))
    rows(
        stack,
        "update core.sales set redacted_at = now(), order_json = '{}' where order_gid = %s returning 1",
        redacted,
    )
    said = preview(admin, {"notes": [], "flavour": []})
    assert said["redacted"] >= 1
    assert large in said["too_large"]
    assert not {redacted, large} & {each["order_gid"] for each in said["differences"]}


@pytest.mark.usefixtures("webhook")
def test_orders_that_the_time_does_not_reach_are_named(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    gids = [take(order(cake())) for _ in range(8)][::-1]
    act_as(stack, "rpc", monkeypatch)
    clock, read = Clock(), read_in_time

    def slowly(*arguments: Any) -> InTime:
        clock.move(rules_preview.LAST_START / 11)
        return read(*arguments)

    monkeypatch.setattr(rules_preview, "time", clock)
    monkeypatch.setattr(rules_preview, "read_in_time", slowly)
    said = rules_preview.preview({"store": STORE, "unread": gids}, {}, "preview")
    # Each is read twice, and the sixth begun in time.
    assert (said["read"], said["unread"]) == (6, gids[6:])


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        ({"colour": []}, "order_rules.colour: "),
        ({"lines": [{"field": "title", "pattern": "(", "kind": "cake"}]}, "order_rules.lines.0.pattern: not a regular"),
        ({"max_tickets": 0}, "order_rules.max_tickets: "),
        ([], "order_rules: "),
        (None, "order_rules: "),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_the_place(admin: Person, rules: Any, fault: str) -> None:
    answer = admin.call("preview_order_rules", store=STORE, order_rules=rules)
    assert (answer.status_code, answer.json()["code"]) == (422, "REQ001")
    assert fault in answer.json()["message"]


@pytest.mark.parametrize("role", ["Staff", "Supervisor", "Agent"])
def test_only_an_admin_previews(stack: Stack, role: str) -> None:
    answer = Person(stack, role).call("preview_order_rules", store=STORE, order_rules={})
    assert (answer.status_code, answer.json()["code"]) == (403, "AUTH001")


def test_reader_of_orders_is_not_imported_when_the_function_starts() -> None:
    program = "import sys, rpc_app; print(*[name for name in sys.modules if 'order_r' in name])"
    path = f"{ROOT / 'functions/rpc'}:{ROOT / 'layers/common'}"
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
