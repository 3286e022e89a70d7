"""Two organisations that have everything under the same names: whatever one asks for by the other's ids, it is not shown and not changed.

The table is written by hand: of each public call, with the other's ids, what is said. A call yet to come wants its line.
"""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from ordak.contract.generated import RPCS
from tests.sql.catalog import our_tables
from tests.sql.floor import Floor, Json, actor, line
from tests.sql.floors import Floors
from tests.sql.houses import STORES, miller, open_mill, theirs_alone
from tests.sql.identity.people import begin_device, code
from tests.sql.live.pages import page, tell
from tests.sql.test_stores_apart import tool_of

ADMINS: dict[str, Json] = {"house": actor("admin"), "mill": miller()}
BAKERY = {"house": "bannos", "mill": "rye"}
# What is said of the other's: a code; that it is done to what is one's own under that name; or what is one's own is shown.
OWN = "own"
TOLD: dict[str, tuple[str, Json]] = {
    **dict.fromkeys(
        (
            *("complete_filling", "complete_covering", "complete_decorating", "start_packing", "complete_packing"),
            *("handle_print_barcode", "acknowledge_change", "clear_shortfall", "release_extras"),
            *("get_change", "get_history", "get_order", "cancel_order", "redact_order"),
        ),
        ("SCN001", {"id": "ticket"}),
    ),
    "qc_return_to_decorating": ("SCN001", {"id": "ticket", "reason": "=x"}),
    "assign_staff": ("SCN001", {"id": "ticket", "staff_id": "person"}),
    "set_storage": ("SCN001", {"id": "ticket", "storage": "place"}),
    "set_priority": ("SCN001", {"id": "ticket", "priority": "=High"}),
    "undo_scan": ("SCN001", {"id": "ticket", "event_no": "event"}),
    "edit_order": (
        "SCN001",
        {"id": "ticket", "version": "one", "customer_name": "=X", "due_date": "=2030-12-05", "products": "products"},
    ),
    "get_order_for_scan": ("SCN001", {"scan": "ticket"}),
    **dict.fromkeys(
        (
            *(
                "get_queue",
                "get_orders_for_dashboard",
                "get_unassigned_counts",
                "get_week",
                "get_events",
                "list_shortfalls",
            ),
            *(
                "list_assignable",
                "list_undecided_products",
                "list_quarantine",
                "list_storage_locations",
                "list_devices",
            ),
            *("list_staff", "get_settings", "request_sync", "retry_failed_sync", "stop_shop_redaction"),
        ),
        ("AUTH001", {"store": "store"}),
    ),
    "get_unassigned_list": ("AUTH001", {"store": "store", "stage": "=Filling"}),
    "get_open_list": ("AUTH001", {"store": "store", "which": "=blocked"}),
    "find_orders": ("AUTH001", {"store": "store", "text": "=Celebration"}),
    "create_order": (
        "AUTH001",
        {"store": "store", "customer_name": "=X", "due_date": "=2030-12-05", "products": "products"},
    ),
    "import_order": (
        "AUTH001",
        {"store": "store", "customer_name": "=X", "due_date": "=2030-12-05", "products": "products"},
    ),
    "set_product_kind": ("AUTH001", {"store": "store", "kind": "=cake", "title": "=Celebration set"}),
    "set_storage_location": ("AUTH001", {"store": "store", "name": "place", "code": "code"}),
    "set_setting": ("AUTH001", {"store": "store", "key": "=capacity", "value": "nothing"}),
    "preview_order_rules": ("AUTH001", {"store": "store", "order_rules": "nothing"}),
    "enrol_device": ("AUTH001", {"store": "store", "user_code": "user_code", "station": "=Filling"}),
    "issue_token": ("AUTH001", {"name": "=Till", "role": "=Agent", "stores": "stores"}),
    "set_staff": ("AUTH001", {"staff_id": "person", "display_name": "=X", "role": "=Staff", "stores": "stores"}),
    "set_device_stores": ("DEV001", {"device_id": "device", "stores": "none"}),
    "revoke_device": ("DEV001", {"device_id": "device"}),
    "sign_out_staff": ("STF001", {"staff_id": "person"}),
    "issue_badge": ("STF001", {"staff_id": "person"}),
    "revoke_badge": ("STF001", {"staff_id": "person"}),
    "revoke_token": ("TOK001", {"token_id": "token"}),
    "revoke_tokens_of": (OWN, {"staff_id": "person"}),
    "replay_quarantined": ("ING002", {"delivery_id": "delivery"}),
    "get_sync_run": ("SYNC002", {"run_id": "run"}),
    # The SKU, the recipe and the keys that both have: each its own.
    "get_inventory": (OWN, {"sku": "sku"}),
    "receive_stock": (OWN, {"sku": "sku", "qty": "one"}),
    "waste_stock": (OWN, {"sku": "sku", "qty": "one", "reason": "=x"}),
    "adjust_stock": (OWN, {"sku": "sku", "delta": "one", "reason": "=x"}),
    "count_stock": (OWN, {"sku": "sku", "counted": "one"}),
    "set_item": (OWN, {"sku": "sku", "title": "=Sponge"}),
    "set_requirement": (OWN, {"sku": "made", "component_sku": "sku", "qty": "one"}),
    "set_item_place": (OWN, {"sku": "sku", "shelf": "=A1"}),
    "set_item_barcode": (OWN, {"barcode": "=4006381333931", "sku": "sku"}),
    # Of a marketplace, whose store is never the other's.
    **dict.fromkeys(("list_parcels", "list_needing_person"), ("AUTH001", {"store": "store"})),
    **dict.fromkeys(
        ("get_parcel", "open_label", "pack_parcel", "release_shipment", "void_shipment", "retry_step"),
        ("AUTH001", {"store": "store", "id": "ticket"}),
    ),
    "settle_acceptance": ("AUTH001", {"store": "store", "id": "ticket", "decision": "=retry"}),
    "verify_item": ("AUTH001", {"store": "store", "id": "ticket", "code": "=SPONGE"}),
    "undo_verify": ("AUTH001", {"store": "store", "id": "ticket", "undone_scan_id": "turn"}),
    "list_conversations": ("AUTH001", {"store": "store"}),
    **dict.fromkeys(
        ("get_conversation", "hold_conversation", "leave_conversation"),
        ("AUTH001", {"store": "store", "thread_id": "=T1"}),
    ),
    "save_draft": ("AUTH001", {"store": "store", "thread_id": "=T1", "body": "=x"}),
    "answer_conversation": ("AUTH001", {"store": "store", "thread_id": "=T1", "body": "=x", "last_message_no": "one"}),
    "retry_message": ("MSG004", {"message_no": "one"}),
    # Of a pantry, whose store is never the other's.
    **dict.fromkeys(
        ("browse_pantry", "list_pantry_orders", "list_pantry_sessions", "list_pantry_items", "list_households"),
        ("AUTH001", {"store": "store"}),
    ),
    **dict.fromkeys(
        (
            *("confirm_pantry_order", "start_pantry_order", "ready_pantry_order", "complete_pantry_order"),
            "withdraw_pantry_order",
        ),
        ("AUTH001", {"store": "store", "id": "ticket"}),
    ),
    "offer_substitute": (
        "AUTH001",
        {"store": "store", "id": "ticket", "line_no": "one", "sku": "sku", "quantity": "one"},
    ),
    "answer_substitute": ("AUTH001", {"store": "store", "id": "ticket", "line_no": "one", "accept": "=no"}),
    "cancel_pantry_order": ("AUTH001", {"store": "store", "id": "ticket", "reason": "=x"}),
    "keep_basket": ("AUTH001", {"store": "store", "basket_id": "person", "lines": "none"}),
    "get_basket": ("AUTH001", {"store": "store", "basket_id": "person"}),
    "place_pantry_order": (
        "AUTH001",
        {"store": "store", "basket_id": "person", "session_id": "person", "slot_id": "person"},
    ),
    "set_pantry_session": (
        "AUTH001",
        {"store": "store", "title": "=x", "opens_at": "=2030-01-01", "closes_at": "=2030-01-02"},
    ),
    "copy_pantry_session": ("AUTH001", {"store": "store", "session_id": "person", "opens_on": "=2030-01-01"}),
    **dict.fromkeys(
        ("close_pantry_session", "join_waiting_list", "leave_waiting_list"),
        ("AUTH001", {"store": "store", "session_id": "person"}),
    ),
    "set_pantry_slot": (
        "AUTH001",
        {
            "store": "store",
            "session_id": "person",
            "starts_at": "=2030-01-01",
            "ends_at": "=2030-01-02",
            "capacity": "one",
        },
    ),
    "set_pantry_item": ("AUTH001", {"store": "store", "sku": "sku"}),
    "list_low_stock": ("AUTH001", {"store": "store"}),
    "scan_intake": ("AUTH001", {"store": "store", "code": "=4006381333931"}),
    "undo_intake": ("AUTH001", {"store": "store", "undone_scan_id": "turn"}),
    "invite_member": ("AUTH001", {"store": "store"}),
    "join_pantry": ("AUTH001", {"store": "store", "size": "one"}),
    **dict.fromkeys(("approve_member", "refuse_member"), ("AUTH001", {"store": "store", "member_id": "person"})),
    "erase_member": ("STF001", {"member_id": "person"}),
    "set_household": ("AUTH001", {"store": "store", "size": "one"}),
    "set_household_member": ("AUTH001", {"store": "store", "household_id": "person", "member_id": "person"}),
    "list_tokens": (OWN, {}),
    "open_live": (OWN, {}),
    "report_page_error": (OWN, {"page": "=kiosk", "page_version": "=000000000000", "error": "=Error", "place": "null"}),
    # For a kiosk alone, whoever asks.
    "get_board": ("AUTH001", {}),
    "get_device": ("AUTH001", {}),
    "end_turn": ("AUTH001", {"turn_id": "turn"}),
}
# What both have under one name, and what the table needs beside it.
ALIKE: Json = {
    "sku": "SPONGE",
    "made": "CAKE",
    "place": "Fridge",
    "one": 1,
    "null": None,
    "none": [],
    "nothing": {},
    "products": [{"quantity": 1, "title": "Cake"}],
}


class Two(NamedTuple):
    """The floor, and what each organisation has: by the name that the table gives it."""

    floor: Floor
    has: dict[str, Json]


@pytest.fixture(scope="module")
def two(floors: Floors) -> Iterator[Two]:
    """Return a floor on which both have the same."""
    with floors.lend() as floor:
        open_mill(floor)
        yield Two(floor, {house: furnished(floor, house) for house in ADMINS})


def furnished(floor: Floor, house: str) -> Json:
    """Give an organisation one of each thing; all that is written in words says whose it is, but what both call alike."""
    store, mine = BAKERY[house], f"of the {house}"
    for sku in ("SPONGE", "CAKE"):
        done(floor, house, "set_item", sku=sku, title=f"{sku} {mine}", low_at=2 if sku == "SPONGE" else None)
    done(floor, house, "set_requirement", sku="CAKE", component_sku="SPONGE", qty=1)
    done(floor, house, "receive_stock", sku="SPONGE", qty=9)
    place = done(floor, house, "set_storage_location", store=store, name="Fridge")["location"]["code"]
    done(floor, house, "set_setting", key="capacity", value={"default": {}}, store=store)
    notes = {"notes": f"For Ann {mine}"}
    sale = floor.sell(store, lines=[line(1, sku="CAKE")], customer_name=f"Ann {mine}", ticket=notes)
    done(floor, house, "set_storage", id=sale.id, storage=place)
    run = "insert into core.sync_runs (store, kind, status) values (%s, 'inventory', 'done') returning run_id"
    kept = {"topic": "orders/create", "body": b"{", "reason": mine, "permanent": True}
    return {
        "store": store,
        "stores": [store],
        "ticket": sale.id,
        "event": floor.last_event(),
        "code": place,
        "run": floor.one(run, store),
        "delivery": floor.service("hold_delivery", store=store, **kept)["delivery_id"],
        **identities(floor, house, f"Sam {mine}"),
        **ALIKE,
    }


def identities(floor: Floor, house: str, name: str) -> Json:
    """Give an organisation a person with the e-mail of one of the other, a token, a kiosk, and another that waits for one."""
    of_store = {"stores": [BAKERY[house]]}
    person = f"5c000000-0000-4000-8000-{list(ADMINS).index(house):012}"
    done(floor, house, "set_staff", staff_id=person, display_name=name, role="Staff", email="sam@both.test", **of_store)
    token = done(floor, house, "issue_token", name="Till", role="Agent", **of_store)["api_token"]["token_id"]
    shown, waiting = code(), code()
    for each in (shown, waiting):
        begin_device(floor, f"ordak_device_{each}", each)
    kiosk = done(floor, house, "enrol_device", user_code=shown, store=BAKERY[house], station="Filling")["device"]
    return {"person": person, "turn": person, "token": token, "device": kiosk["device_id"], "user_code": waiting}


def done(floor: Floor, house: str, function: str, **arguments: Any) -> Json:
    """Call as an organisation's Admin, and see that it is done."""
    answer = floor.rpc(function, actor=ADMINS[house], **arguments)
    assert answer["ok"], (function, answer)
    return answer


def test_every_public_call_is_in_the_table() -> None:
    assert TOLD.keys() == RPCS.keys()


@pytest.mark.parametrize("function", TOLD)
@pytest.mark.parametrize("house", ADMINS)
def test_by_the_others_ids_nothing_is_shown_and_nothing_changed(two: Two, house: str, function: str) -> None:
    told, named = TOLD[function]
    (other,) = ADMINS.keys() - {house}
    theirs, arguments = two.has[other], Json()
    for name, what in named.items():
        arguments[name] = what[1:] if what.startswith("=") else theirs[what]
    with theirs_alone(two.floor, house):
        answer = two.floor.rpc(function, actor=ADMINS[house], **arguments)
    assert answer.get("code", OWN) == told, answer
    text = json.dumps(answer)
    ids = {theirs[name] for name in ("store", "ticket", "person", "token", "device", "code", "user_code")}
    assert [each for each in (*ids, f"of the {other}") if each in text and each not in arguments.values()] == []


def runs_low(floor: Floor, house: str, sku: str) -> None:
    """Let an item of an organisation, which the other one has too, run low."""
    for function, more in (
        ("set_item", {"title": f"{sku} of the {house}", "low_at": 2}),
        ("receive_stock", {"qty": 5}),
        ("waste_stock", {"qty": 4, "reason": "dropped"}),
    ):
        done(floor, house, function, sku=sku, **more)


@pytest.mark.parametrize("house", ADMINS)
def test_pages_hear_of_their_own_organisation_alone(two: Two, house: str) -> None:
    pages = {each: page(two.floor, who) for each, who in ADMINS.items()}
    tell(two.floor)
    mine = two.has[house]
    two.floor.sell(mine["store"], lines=[line(1, sku="CAKE")])
    two.floor.rpc("set_storage", actor=ADMINS[house], id=mine["ticket"], storage=f"Shelf {house}")
    runs_low(two.floor, house, "TRAY")
    heard = tell(two.floor)
    assert {each for each in pages.values() if each in heard} == {pages[house]}
    assert {kind for kind, _ in heard[pages[house]]} == {"order:created", "order:updated", "inventory:low"}


def test_every_alert_says_whose_it_is(two: Two) -> None:
    for house in ADMINS:
        two.floor.sell(BAKERY[house], 20, "CAKE")
        runs_low(two.floor, house, "BOX")
    alerts = two.floor.service("claim_alerts", who="reconcile", worker="w", limit=100)["alerts"]
    of_store = {store: house for house, stores in STORES.items() for store in stores}
    owners = [(alert["kind"], of_store.get(alert["store"], alert["detail"].get("organisation"))) for alert in alerts]
    assert [kind for kind, owner in owners if owner not in ADMINS] == []
    for kind in ("stock_short", "inventory:low", "quarantined"):
        assert {owner for each, owner in owners if each == kind} == ADMINS.keys(), kind


def test_usage_is_counted_by_the_store_in_which_it_was(two: Two) -> None:
    two.floor.rows("update core.outlets set used_at = null, txid = null, event_no = null")
    two.floor.service("claim_usage", who="reconcile")
    for house, who in ADMINS.items():
        two.floor.rpc("set_storage", actor=who, id=two.has[house]["ticket"], storage=f"Top {house}")
    found = two.floor.service("claim_usage", who="reconcile")["events"]
    assert [(each["function"], each["store"]) for each in found] == [("set_storage", "bannos"), ("set_storage", "rye")]


@pytest.mark.parametrize("house", ADMINS)
def test_a_read_only_tool_reads_rows_of_its_persons_organisation_alone(two: Two, house: str) -> None:
    mine = {"store": set(STORES[house]), "organisation": {house}}
    with tool_of(two.floor, str(ADMINS[house]["id"])) as connection:
        for table in our_tables(two.floor):
            for column in mine.keys() & set(table["columns"]):
                if two.floor.one(
                    "select has_column_privilege('authenticated', %s::regclass, %s, 'select')", table["name"], column
                ):
                    found = {
                        row[0] for row in connection.execute(f"select distinct {column} from {table['name']}".encode())
                    }
                    assert found <= mine[column] | {None}, table["name"]
        history = connection.execute("select distinct store from api.order_status_history").fetchall()
        assert {store for (store,) in history} == {BAKERY[house]}
