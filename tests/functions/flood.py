"""What a person writes, and every secret, sent through every flow there is; what of it came back is kept."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil
import psycopg

from local.stack import DATABASE, Stack
from tests.functions.callers import OPENAPI, Person, Shop, cake, fire, order, rows, until, waiting_backend
from tests.functions.test_bad_days import environments
from tests.functions.webhook.topic_bodies import (
    BANNOS,
    customer_redact,
    data_request,
    edit,
    level,
    product,
    refund,
    shop_redact,
    uninstalled,
    variant,
)

WORDS = {
    "first name": "Zzcanary-Firstname",
    "last name": "Zzcanary-Lastname",
    "company": "Zzcanary-Company",
    "e-mail": "zzcanary.mail@example.com",
    "phone": "+61 491 570 159",
    "street": "77 Zzcanary Street",
    "town": "Zzcanary-Town",
    "note": "Zzcanary-Note",
    "cake message": "Zzcanary-Message",
    "cake note": "Zzcanary-Cakenote",
    "remark": "Zzcanary-Remark",
    "PIN": "90817263",
}
# Tables that may hold what a person wrote: people's tools cannot read these columns, and a redaction empties them.
MAY_HOLD = {"sales", "sale_lines", "orders", "orders_bannos", "orders_flourlane", "remarks", "ticket_changes"}
MAY_HOLD |= {"held_deliveries", "inventory_txn"}  # the reason of a waste is its ledger's


@dataclass
class Flood:
    """Everything that was planted, and every answer that an outsider got to see."""

    stack: Stack
    texts: list[str] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)  # what was handed out on the way

    @property
    def planted(self) -> dict[str, str]:
        stack = self.stack
        secrets = {name: value for name, value in stack.env.items() if "SECRET" in name or name.endswith("TOKEN")}
        passwords = {
            f"password of {name}": urlsplit(stack.functions.variables(name).get("ORDAK_DATABASE_URL", "")).password
            or ""
            for name in stack.template.functions
        }
        told = {name: value.rsplit("/", 1)[-1] for name, value in stack.outside.variables.items() if "SLACK" in name}
        return WORDS | self.more | secrets | {name: value for name, value in passwords.items() if value} | told

    def found_in(self, text: str) -> set[str]:
        """Name what of it stands in a text."""
        return {name for name, value in self.planted.items() if value in text}


def personal(**fields: Any) -> dict[str, Any]:
    """An order with something of a person in every field that Shopify has for it."""
    who = {"first_name": WORDS["first name"], "last_name": WORDS["last name"]}
    address = {
        **who,
        "name": f"{WORDS['first name']} {WORDS['last name']}",
        "company": WORDS["company"],
        "address1": WORDS["street"],
        "address2": WORDS["PIN"],
        "city": WORDS["town"],
        "phone": WORDS["phone"],
    }
    message = [
        {"name": "Message", "value": WORDS["cake message"]},
        {"name": "Notes", "value": WORDS["cake note"]},
        {"name": "Door code", "value": WORDS["PIN"]},
    ]
    return order(
        cake("BRW-12-SC", properties=message),
        cake("NOT-OURS-AT-ALL", title=WORDS["cake message"]),
        customer={**who, "email": WORDS["e-mail"], "phone": WORDS["phone"], "note": WORDS["note"]},
        email=WORDS["e-mail"],
        phone=WORDS["phone"],
        note=WORDS["note"],
        shipping_address=address,
        billing_address=address,
        **fields,
    )


@contextmanager
def refusing(stack: Stack) -> Iterator[None]:
    """Let the database refuse every sale, and quote the whole row in its message, its detail and its hint."""
    function = (
        "create function public.refuse_sale() returns trigger language plpgsql as $$ begin raise exception 'refused: %', new"
        " using detail = new::text, hint = new.customer_name, errcode = 'XX000'; end $$"
    )
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute(function)
        owner.execute(
            "create trigger refuse_sale before insert on core.sales for each row execute function public.refuse_sale()"
        )
        try:
            yield
        finally:
            owner.execute("drop function public.refuse_sale() cascade")


def everywhere(stack: Stack, text: str) -> set[str]:
    """The tables in which a text stands, in whatever column; bytes are written in hexadecimal."""
    return all_everywhere(stack, {text: text})[text]


def all_everywhere(stack: Stack, texts: Mapping[str, str]) -> dict[str, set[str]]:
    """The tables in which each of some named texts stands. Each table is read once."""
    tables = rows(stack, "select relname from pg_class where relnamespace = 'core'::regnamespace and relkind = 'r'")
    whole = {name: "\n".join(row for (row,) in rows(stack, f"select t::text from core.{name} t")) for (name,) in tables}
    return {
        called: {name for name, rest in whole.items() if text in rest or text.encode().hex() in rest}
        for called, text in texts.items()
    }


def deliveries(flood: Flood, shop: Shop) -> None:
    """Every topic, first as it should be, then with what cannot be read."""
    sold = personal()
    lines = [line["id"] for line in sold["line_items"]]
    person = {"email": WORDS["e-mail"], "note": WORDS["note"], "name": WORDS["first name"]}
    bodies: list[tuple[str, dict[str, Any]]] = [
        ("orders/create", sold),
        ("orders/updated", sold | {"updated_at": "2026-11-20T12:00:00+11:00", "note": WORDS["note"] + " again"}),
        ("orders/paid", sold),
        ("orders/edited", edit(sold, {lines[0]: 1}, staff_note=WORDS["note"])),
        ("refunds/create", refund(sold, {lines[1]: 1}, note=WORDS["note"])),
        ("inventory_levels/update", level(1, 2, 3, note=WORDS["note"])),
        ("products/create", product(9, variant("NOT-OURS", 1), title=WORDS["note"])),
        ("products/update", product(9, variant("NOT-OURS", 1), vendor=WORDS["last name"])),
        ("customers/data_request", data_request(sold, email=WORDS["e-mail"], shop_domain=BANNOS)),
        (
            "orders/cancelled",
            sold | {"cancelled_at": "2026-11-20T13:00:00+11:00", "updated_at": "2026-11-20T13:00:00+11:00"},
        ),
        ("themes/publish", person),
        ("", person),
    ]
    for topic, body in bodies:
        answer = shop.deliver(body, x_shopify_topic=topic)
        assert answer.status_code == 200, (topic, answer.text)
        flood.texts.append(answer.text)
    unreadable = [json.dumps({"note": WORDS["note"], "line_items": WORDS["e-mail"]}).encode(), WORDS["note"].encode()]
    flood.texts += [shop.deliver(body).text for body in unreadable]
    for topic in ("orders/edited", "refunds/create", "customers/redact", "app/uninstalled", "products/update"):
        flood.texts.append(shop.deliver(person, x_shopify_topic=topic).text)
    unsigned = [shop.deliver(sold, x_shopify_hmac_sha256=flood.planted["SHOPIFY_WEBHOOK_SECRET_BANNOS"])]
    unsigned.append(shop.deliver(sold, x_shopify_shop_domain=WORDS["e-mail"]))
    assert {answer.status_code for answer in unsigned} == {401}
    flood.texts += [answer.text for answer in unsigned]


def leaving(flood: Flood) -> None:
    """The topics of those who go, at the other shop, which is put back."""
    stack, shop = flood.stack, Shop(flood.stack.env, "flourlane")
    sold = personal()
    shop.deliver(sold).raise_for_status()
    owner = {"email": WORDS["e-mail"], "shop_owner": WORDS["first name"]}
    for topic, body in (
        ("customers/redact", customer_redact(sold, email=WORDS["e-mail"])),
        ("app/uninstalled", uninstalled(**owner)),
        ("shop/redact", shop_redact(**owner)),
    ):
        answer = shop.deliver(body, x_shopify_topic=topic)
        assert answer.status_code == 200
        flood.texts.append(answer.text)
    back = "update core.shops set uninstalled_at = null, location_gid = null where store = 'flourlane' returning store"
    rows(stack, back)


def scans(flood: Flood, shop: Shop) -> None:
    """What staff write, and what they mistype: every write, and every route with what nobody should send."""
    staff, boss = Person(flood.stack, "Supervisor"), Person(flood.stack, "Admin")
    ticket = shop.deliver(personal()).json()["tickets"][0]
    words = WORDS["remark"]
    good = [
        ("handle_print_barcode", {"id": ticket}),
        ("assign_staff", {"id": ticket, "staff_id": "5a000000-0000-4000-8000-000000000001", "note": words}),
        ("set_storage", {"id": ticket, "storage": words}),
        ("complete_filling", {"id": ticket}),
        ("complete_covering", {"id": ticket}),
        ("complete_decorating", {"id": ticket}),
        ("qc_return_to_decorating", {"id": ticket, "reason": words}),
        ("waste_stock", {"sku": "BRW-12-SC", "qty": 1, "reason": words}),
        ("adjust_stock", {"sku": "BRW-12-SC", "delta": 1, "reason": words}),
    ]
    answers = [staff.call(name, **arguments) for name, arguments in good]
    assert [answer.json()["ok"] for answer in answers] == [True] * len(good)
    assert "remarks" in everywhere(flood.stack, words)
    refused = [
        staff.call("complete_packing", id=ticket),
        staff.call("complete_filling", id=f"{WORDS['first name']} {WORDS['PIN']}"),
        staff.call("complete_filling", id=f"bannos-{WORDS['PIN']}"),
        staff.call("get_order_for_scan", scan=json.dumps({"id": WORDS["e-mail"], "name": WORDS["first name"]})),
        staff.call("set_storage", id=ticket, storage=words * 20),
        staff.call("assign_staff", id=ticket, staff_id=WORDS["e-mail"]),
        staff.call("complete_filling", id=ticket, pin=WORDS["PIN"]),
        staff.call("get_queue", store=WORDS["first name"]),
        staff.call("clear_shortfall", id=WORDS["note"], note=words),
        boss.call("set_setting", key="order_rules", value={"lines": WORDS["note"]}, store="bannos"),
        boss.call("set_setting", key=WORDS["note"], value=WORDS["note"], store="bannos"),
    ]
    assert not any(answer.json()["ok"] for answer in refused)
    flood.texts += [answer.text for answer in refused]
    everyone(flood, boss)
    for delivery in staff.call("list_quarantine", store="bannos").json()["deliveries"][:3]:
        flood.texts.append(staff.call("replay_quarantined", delivery_id=delivery["delivery_id"]).text)
    fire(flood.stack)


def everyone(flood: Flood, boss: Person) -> None:
    """Every route there is, with a body of nothing but canaries, by nobody, by a made-up token and by an Admin."""
    url, stuffed = flood.stack.url, {name.replace(" ", "_"): value for name, value in WORDS.items()}
    tokens = (
        "",
        f"Bearer {WORDS['e-mail']}",
        f"Bearer eyJhbGciOiJub25lIn0.{WORDS['first name']}.x",
        f"Bearer {boss.token}",
    )
    paths = [path for path in OPENAPI["paths"] if path.startswith(("/rpc/", "/api/v1/inventory", "/api/v1/sync"))]
    with httpx.Client(base_url=url, timeout=60) as client:
        for path in (*paths, f"/rpc/{WORDS['first name']}", f"/{WORDS['e-mail']}?pin={WORDS['PIN']}"):
            for token in tokens:
                headers = {"authorization": token, "x-correlation-id": WORDS["e-mail"], "user-agent": WORDS["company"]}
                answer = client.post(path, json=stuffed, headers=headers)
                assert answer.status_code in {401, 403, 404, 405, 422}, (path, answer.text)
                flood.texts.append(answer.text)
        answer = client.get("/api/v1/inventory", params=stuffed, headers={"authorization": f"Bearer {boss.token}"})
        flood.texts.append(answer.text)


def failures(flood: Flood, shop: Shop) -> None:
    """A database that refuses, one that is away, a backend and a function that are killed."""
    stack, staff = flood.stack, Person(flood.stack)
    with refusing(stack):
        answer = shop.deliver(personal())
        assert (answer.status_code, answer.json()["code"]) == (500, "SYS001")
        flood.texts.append(answer.text)
        fire(stack)  # and fails again
        rows(stack, "update core.work_queue set next_retry_at = null where topic = 'order_ingest_retry' returning 1")
    fire(stack)
    waiting = "select count(*) from core.held_deliveries where resolved_at is null and not permanent"
    until(lambda: rows(stack, waiting) == [(0,)], "what was refused is taken")
    ticket = shop.deliver(personal()).json()["tickets"][0]
    stack.postgres.stop("immediate")
    try:
        away = [shop.deliver(personal()), staff.call("set_storage", id=ticket, storage=WORDS["remark"])]
        assert [answer.json()["code"] for answer in away] == ["SYS002"] * 2
        flood.texts += [answer.text for answer in away]
        flood.texts.append(httpx.get(stack.url + "/edge/health", timeout=60).text)
        for name in ("SweeperFunction", "ReporterFunction"):
            outcome = stack.pollers.fire(name)
            assert outcome is not None
            flood.texts.append(outcome.payload.decode())
    finally:
        stack.postgres.start()
    broken(flood, lambda: shop.deliver(personal()), kill_backend)
    broken(flood, lambda: shop.deliver(personal()), kill_functions)
    broken(flood, lambda: staff.call("set_storage", id=ticket, storage=WORDS["remark"]), kill_functions)


def broken(flood: Flood, call: Callable[[], httpx.Response], kill: Callable[[Stack], None]) -> None:
    """Make a call that waits for a lock, and kill something under it."""
    answers: list[httpx.Response] = []
    with psycopg.connect(flood.stack.postgres.url(DATABASE)) as owner, suppress(json.JSONDecodeError, KeyError):
        owner.execute("lock table core.sales, core.orders in access exclusive mode")
        thread = threading.Thread(target=lambda: answers.append(raw(call)))
        thread.start()
        waiting_backend(flood.stack)
        kill(flood.stack)
        owner.rollback()
        thread.join()
    # One that went through all the same tells its caller what is there, as it should.
    flood.texts += [answer.text for answer in answers if not answer.is_success]


def raw(call: Callable[[], httpx.Response]) -> httpx.Response:
    """Make a call whose answer may be the gateway's own."""
    try:
        return call()
    except (json.JSONDecodeError, KeyError):
        return httpx.Response(500)


def kill_backend(stack: Stack) -> None:
    rows(stack, "select pg_terminate_backend(%s)", waiting_backend(stack))


def kill_functions(_stack: Stack) -> None:
    for pid in environments():
        with suppress(psutil.Error):
            psutil.Process(pid).kill()


def schedules(flood: Flood) -> None:
    """Every schedule, with the runs and pushes that they begin."""
    stack = flood.stack
    for store in ("bannos", "flourlane"):
        Person(stack, "Admin").call("request_sync", store=store, kind="orders")
    unfinished = "select count(*) from core.sync_runs where status = 'running'"
    for _ in range(2):
        stack.pollers.fire("SweeperFunction")
        until(lambda: rows(stack, unfinished) == [(0,)], "the runs are over", 60)
        fire(stack)
    rows(stack, "update core.work_queue set next_retry_at = null where topic = 'alert' returning 1")
    rows(stack, "update core.outlets set quiet_until = null returning 1")
    outcome = stack.pollers.fire("ReporterFunction")
    assert outcome is not None
    assert not outcome.error
    told = json.loads(outcome.payload)
    assert told["alerts"] > 0
    assert told["events"] > 0
    broken_event = {"Records": [{"messageId": "m", "body": json.dumps(WORDS)}]}
    for name in ("IngestRetryFunction", "InventoryWorkerFunction", "SyncFunction"):
        flood.texts.append(stack.functions.invoke(name, broken_event).payload.decode())
