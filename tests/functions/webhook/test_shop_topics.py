"""What a shop says of itself: levels, products, that it has gone, and what people may ask of their data."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx
import psycopg
import pytest

from local.stack import DATABASE, Stack
from tests.functions.callers import Shop, cake, digest, fire, order, rows
from tests.functions.webhook.topic_bodies import (
    customer_redact,
    data_request,
    level,
    product,
    shop_redact,
    uninstalled,
    variant,
)

STORE = "flourlane"
LOCATION = 6_600_001
CANARY = "Forget-Me-Whole@example.com"
_numbers = count(1)


@pytest.fixture(scope="module")
def shop(stack: Stack) -> Iterator[Shop]:
    """A shop that no worker looks at: what stands of it in the database is what its deliveries said."""
    before = rows(stack, "select location_gid, uninstalled_at from core.shops where store = %s", STORE)[0]
    change = "update core.shops set location_gid = %s, uninstalled_at = {} where store = %s returning store"
    rows(stack, change.format("now()"), f"gid://shopify/Location/{LOCATION}", STORE)
    yield Shop(stack.env, STORE)
    # No worker is to look for what only these tests know.
    rows(
        stack,
        "delete from core.work_queue where topic = 'inventory_push' and payload ->> 'sku' like 'TOPIC-%%' returning 1",
    )
    rows(stack, "delete from core.shop_skus where sku like 'TOPIC-%%' returning 1")
    rows(stack, change.format("%s"), *before, STORE)


class Sku:
    """A SKU that the shop is known to show five of."""

    def __init__(self, stack: Stack) -> None:
        number = next(_numbers)
        self.stack, self.sku, self.item, self.product = stack, f"TOPIC-{number}", 880_000 + number, 990_000 + number
        rows(
            stack,
            "insert into core.shop_skus (store, sku, inventory_item_gid, product_id, known_qty, known_at, tracked, policy)"
            " values (%s, %s, %s, %s, 5, now(), true, 'deny') returning sku",
            STORE,
            self.sku,
            f"gid://shopify/InventoryItem/{self.item}",
            str(self.product),
        )

    def known(self, *columns: str) -> tuple[Any, ...]:
        """What stands of it."""
        query = f"select {', '.join(columns)} from core.shop_skus where store = %s and sku = %s"
        return rows(self.stack, query, STORE, self.sku)[0]

    def pushes(self) -> int:
        """How many pushes of it wait."""
        query = "select count(*) from core.work_queue where topic = 'inventory_push' and store = %s and payload ->> 'sku' = %s"
        return int(rows(self.stack, query, STORE, self.sku)[0][0])

    def alerts(self) -> list[str]:
        query = (
            "select payload ->> 'kind' from core.work_queue where topic = 'alert' and payload ->> 'sku' = %s order by 1"
        )
        return [kind for (kind,) in rows(self.stack, query, self.sku)]


@pytest.fixture
def sku(stack: Stack) -> Sku:
    return Sku(stack)


def send(shop: Shop, topic: str, body: dict[str, Any]) -> httpx.Response:
    return shop.deliver(body, x_shopify_topic=topic)


def done(answer: httpx.Response) -> bool:
    """Whether a delivery changed something; it is good in any case."""
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert not {"ignored", "quarantined"} & set(answer.json())
    return not answer.json()["already_done"]


# Levels


def test_level_that_we_do_not_know_is_read_before_the_next_push(shop: Shop, sku: Sku) -> None:
    assert done(send(shop, "inventory_levels/update", level(sku.item, LOCATION, 3)))
    assert sku.known("known_qty", "verify") == (5, True)  # it may be old news: nobody believes it
    assert done(send(shop, "inventory_levels/update", level(sku.item, LOCATION, -2)))
    assert sku.pushes() == 1


@pytest.mark.parametrize(
    ("location", "available"), [(LOCATION, 5), (LOCATION + 1, 3)], ids=["the echo of ours", "another location"]
)
def test_level_that_says_nothing_new_changes_nothing(shop: Shop, sku: Sku, location: int, available: int) -> None:
    assert not done(send(shop, "inventory_levels/update", level(sku.item, location, available)))
    assert (sku.known("known_qty", "verify"), sku.pushes()) == ((5, False), 0)


def test_level_of_an_item_that_is_not_tracked_is_ignored(shop: Shop, sku: Sku) -> None:
    answer = send(shop, "inventory_levels/update", level(sku.item, LOCATION, None))
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "already_done": False, "ignored": True})
    assert sku.known("verify") == (False,)


def test_level_of_an_item_that_is_not_ours_changes_nothing(shop: Shop) -> None:
    assert not done(send(shop, "inventory_levels/update", level(1, LOCATION, 3)))


# Products


@pytest.mark.parametrize("topic", ["products/create", "products/update"])
def test_product_as_we_know_it_changes_nothing(shop: Shop, sku: Sku, topic: str) -> None:
    """Each sale of it is such a delivery."""
    for more in ({}, {"inventory_management": "shopify"}):
        body = product(sku.product, variant(sku.sku, sku.item, **more), variant("NOT-OURS", 1), variant(None, None))
        assert not done(send(shop, topic, body))
    assert (sku.known("tracked", "policy::text", "known_qty"), sku.pushes()) == ((True, "deny", 5), 0)


@pytest.mark.parametrize(
    "changed", [{"inventory_policy": "continue"}, {"inventory_management": None}, {"inventory_management": "somebody"}]
)
def test_product_that_can_be_oversold_is_told_to_somebody_once(shop: Shop, sku: Sku, changed: dict[str, Any]) -> None:
    body = product(sku.product, variant(sku.sku, sku.item, **changed))
    assert done(send(shop, "products/update", body))
    send(shop, "products/update", body)
    assert sku.alerts() == ["shop_can_oversell"]
    # Two deliveries may come the wrong way round: what is so is asked of the shop with the next push.
    assert (sku.known("inventory_item_gid", "known_qty"), sku.pushes()) == ((None, 5), 1)


def test_another_item_with_the_sku_is_looked_for_before_the_next_push(shop: Shop, sku: Sku) -> None:
    assert done(send(shop, "products/update", product(sku.product, variant(sku.sku, sku.item + 500))))
    assert (sku.known("inventory_item_gid", "known_qty"), sku.pushes()) == ((None, None), 1)


def test_two_items_with_one_sku_are_pushed_to_neither_and_reported(shop: Shop, sku: Sku) -> None:
    twice = product(sku.product, variant(sku.sku, sku.item), variant(sku.sku, sku.item + 500))
    send(shop, "products/update", twice).raise_for_status()
    assert (sku.known("inventory_item_gid", "fault"), sku.alerts()) == ((None, "SKU_AMBIGUOUS"), ["push_failed"])
    assert sku.pushes() == 0


def test_variants_without_what_a_push_needs_are_passed_over(shop: Shop, sku: Sku) -> None:
    body = product(sku.product, variant(sku.sku, None), variant("", sku.item), variant("x" * 201, sku.item))
    assert not done(send(shop, "products/update", body))
    assert sku.known("inventory_item_gid") == (f"gid://shopify/InventoryItem/{sku.item}",)


# The app


GONE = "select uninstalled_at is not null, uninstall_claimed_at is not null from core.shops where store = 'bannos'"
TOLD = "select count(*) from core.work_queue where dedupe_key = 'bannos:bannos:app_uninstalled'"


@pytest.fixture
def bannos(stack: Stack) -> Iterator[Shop]:
    """The other shop, whose app is there before and after."""
    theirs = stack.shopify.shop(stack.env["SHOPIFY_DOMAIN_BANNOS"])
    yield Shop(stack.env, "bannos")
    theirs.install()
    theirs.switches.clear()
    rows(stack, "update core.shops set uninstalled_at = null, uninstall_claimed_at = null returning store")
    rows(
        stack,
        "delete from core.work_queue where topic = 'uninstall_check' or payload ->> 'kind' = 'app_uninstalled' returning 1",
    )


def swept(stack: Stack) -> None:
    """Let the sweeper come, for which every claim is due again."""
    rows(stack, "update core.work_queue set next_retry_at = null where topic = 'uninstall_check' returning 1")
    outcome = stack.pollers.fire("SweeperFunction")
    assert outcome is not None
    assert not outcome.error


@pytest.mark.parametrize("at", [None, "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])
def test_claim_that_the_app_is_gone_is_dropped_where_our_token_works(
    stack: Stack, bannos: Shop, at: str | None
) -> None:
    sent = [
        bannos.deliver(uninstalled(), x_shopify_topic="app/uninstalled", x_shopify_triggered_at=at) for _ in range(2)
    ]
    assert [done(each) for each in sent] == [True, False]
    assert rows(stack, GONE) == [(False, True)]
    swept(stack)
    assert (rows(stack, GONE), rows(stack, TOLD)) == ([(False, False)], [(0,)])


@pytest.mark.parametrize("how", ["removed", 401, 403])
def test_shop_that_refuses_our_token_is_the_proof_and_somebody_is_called(
    stack: Stack, bannos: Shop, how: str | int
) -> None:
    theirs = stack.shopify.shop(bannos.domain)
    send(bannos, "app/uninstalled", uninstalled())
    if how == "removed":
        theirs.tokens.installed = False
        theirs.tokens.revoke_all()
    elif how == 401:
        theirs.fail("token refused", count=9)
    else:
        theirs.fail("status", count=9, status=403)
    swept(stack)
    assert (rows(stack, GONE), rows(stack, TOLD)) == ([(True, False)], [(1,)])


@pytest.mark.parametrize("status", [402, 404, 423, 500, 503])
def test_shop_that_says_neither_is_asked_again(stack: Stack, bannos: Shop, status: int) -> None:
    send(bannos, "app/uninstalled", uninstalled())
    stack.shopify.shop(bannos.domain).fail("status", count=1, operation="Locations", status=status)
    swept(stack)
    assert rows(stack, GONE) == [(False, True)]
    stack.shopify.shop(bannos.domain).switches.clear()
    swept(stack)
    assert rows(stack, GONE) == [(False, False)]


# People's data


def everywhere(stack: Stack, text: str) -> list[str]:
    """The tables of ours in which a text stands, in whatever column."""
    tables = rows(stack, "select relname from pg_class where relnamespace = 'core'::regnamespace and relkind = 'r'")
    found = []
    for (table,) in tables:
        query = f"select count(*) from core.{table} t where t::text like %s or t::text like %s"
        # bytea is written in hexadecimal
        if rows(stack, query, f"%{text}%", f"%{text.encode().hex()}%") != [(0,)]:
            found.append(table)
    return found


def personal(**fields: Any) -> dict[str, Any]:
    """An order with somebody's name in every place that is read."""
    message = [{"name": "Message", "value": CANARY}, {"name": "Notes", "value": CANARY}]
    person = {"first_name": CANARY, "last_name": CANARY, "email": CANARY}
    return order(cake("CAKE-8-VAN", properties=message), customer=person, email=CANARY, note=CANARY, **fields)


def test_customer_who_asks_for_their_data_is_told_to_somebody_by_ids_alone(stack: Stack, shop: Shop) -> None:
    sold = order(cake())
    body = data_request(sold, email=CANARY)
    assert [done(send(shop, "customers/data_request", body)) for _ in range(2)] == [True, False]
    key = f"{STORE}:{body['data_request']['id']}:data_requested"
    told = rows(stack, "select payload -> 'orders' from core.work_queue where dedupe_key = %s", key)
    assert told == [([sold["admin_graphql_api_id"]],)]
    assert everywhere(stack, CANARY) == []


def test_redacted_customer_stands_nowhere_and_the_others_stay(stack: Stack, shop: Shop) -> None:
    sold, other = personal(updated_at="2026-11-20T10:00:00+11:00"), order(cake(), note="stays")
    for each in (sold, other):
        send(shop, "orders/create", each).raise_for_status()
    assert "sales" in everywhere(stack, CANARY)
    stock = digest(stack)["inventory_txn"]
    body = customer_redact(sold, email=CANARY)
    assert [done(send(shop, "customers/redact", body)) for _ in range(2)] == [True, False]
    assert everywhere(stack, CANARY) == []
    assert "sales" in everywhere(stack, other["note_attributes"][0]["value"])
    assert digest(stack)["inventory_txn"] == stock
    # What comes late brings nobody back.
    assert done(send(shop, "orders/updated", sold | {"updated_at": "2026-11-20T11:00:00+11:00"}))
    assert everywhere(stack, CANARY) == []


def test_customer_without_orders_redacts_nothing(stack: Stack, shop: Shop) -> None:
    before = digest(stack)
    assert not done(send(shop, "customers/redact", customer_redact()))
    assert digest(stack) == before


def test_redaction_takes_no_delivery_whose_numbers_only_contain_the_orders(stack: Stack, shop: Shop) -> None:
    waiting = {"admin_graphql_api_id": "gid://shopify/Order/x", "line_items": [], "note": "9912345 6 123456 99"}
    send(shop, "orders/create", waiting).raise_for_status()
    kept = "select count(*) from core.held_deliveries where resolved_at is null and body like %s"
    assert not done(send(shop, "customers/redact", customer_redact({"id": 12345})))
    assert rows(stack, kept, "%9912345 6%") == [(1,)]
    assert not done(send(shop, "customers/redact", customer_redact({"id": 123456})))
    assert rows(stack, kept, "%9912345 6%") == [(0,)]


def test_redacted_shop_keeps_no_person_after_a_day_and_the_other_shop_all(stack: Stack, shop: Shop) -> None:
    other = order(cake(), note="of the other shop")
    Shop(stack.env, "bannos").deliver(other).raise_for_status()
    send(shop, "orders/create", personal()).raise_for_status()
    send(shop, "orders/create", {"id": None, "note": CANARY}).raise_for_status()  # in quarantine
    assert set(everywhere(stack, CANARY)) >= {"sales", "held_deliveries"}
    before = everywhere(stack, CANARY)
    # What other tests asked for is none of this one's.
    rows(stack, "with gone as (delete from core.shop_redactions returning 1) select count(*) from gone")
    told = "select count(*) from core.work_queue where topic = 'alert' and payload ->> 'kind' = 'shop_redaction'"
    [(earlier,)] = rows(stack, told)
    assert [done(send(shop, "shop/redact", shop_redact())) for _ in range(2)] == [True, False]
    stack.pollers.fire("SweeperFunction")
    assert everywhere(stack, CANARY) == before
    assert rows(stack, told) == [(earlier + 1,)]
    rows(stack, "update core.shop_redactions set due_at = now() returning 1")
    stack.pollers.fire("SweeperFunction")
    assert everywhere(stack, CANARY) == []
    left = rows(stack, "select count(*) from core.sales where store = %s and redacted_at is null", STORE)
    assert left == [(0,)]
    kept = "select redacted_at from core.sales where order_gid = %s and order_json ->> 'note' = 'of the other shop'"
    assert rows(stack, kept, other["admin_graphql_api_id"]) == [(None,)]


@pytest.mark.parametrize("topic", ["customers/data_request", "customers/redact"])
def test_request_that_had_to_wait_is_met_and_keeps_no_address(stack: Stack, shop: Shop, topic: str) -> None:
    sold = personal()
    send(shop, "orders/create", sold).raise_for_status()
    body, function = {
        "customers/data_request": (data_request(sold, email="waits@example.com"), "note_data_request"),
        "customers/redact": (customer_redact(sold, email="waits@example.com"), "redact"),
    }[topic]
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute(f"revoke execute on function api.{function} from ordak_webhook".encode())
        try:
            assert send(shop, topic, body).status_code == 500
        finally:
            owner.execute(f"grant execute on function api.{function} to ordak_webhook".encode())
    assert everywhere(stack, "waits@example.com") == ["held_deliveries"]
    fire(stack)
    assert everywhere(stack, "waits@example.com") == []
    sent = json.dumps(body)
    assert "waits@example.com" in sent
    met = "select count(*) from core.order_events where store = %s and kind = %s and detail::text like %s"
    if topic == "customers/redact":
        assert rows(stack, "select order_json from core.sales where order_gid = %s", sold["admin_graphql_api_id"]) == [
            ({},)
        ]
    else:
        assert rows(stack, met, STORE, "data_requested", f"%{sold['admin_graphql_api_id']}%") == [(1,)]
