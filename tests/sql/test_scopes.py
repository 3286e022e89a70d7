"""Whose the rows of each table are, written by hand and compared with the policies: a table yet to come wants its line."""

from tests.sql.catalog import our_tables
from tests.sql.floor import Floor

# Of what also has a store a row is seen only by who sees that as well.
ORGANISATION = {
    "core.inventory_items",
    "core.inventory_txn",
    "core.item_barcodes",
    "core.organisations",
    "core.pantry_items",
    "core.product_requirements",
    "core.settings",
    "core.shop_skus",
    "core.shortfalls",
}
STORE = {
    "core.conversations",
    "core.customers",
    "core.devices",
    "core.held_deliveries",
    "core.household_members",
    "core.households",
    "core.invitations",
    "core.marketplace_offers",
    "core.marketplace_orders",
    "core.marketplaces",
    "core.messages",
    "core.order_events",
    "core.orders",
    "core.orders_bannos",
    "core.orders_flourlane",
    "core.pantry_baskets",
    "core.pantry_lines",
    "core.pantry_orders",
    "core.pantry_sessions",
    "core.pantry_slots",
    "core.pantry_waiting",
    "core.parcel_scans",
    "core.product_kinds",
    "core.push_batches",
    "core.push_lines",
    "core.remarks",
    "core.sale_lines",
    "core.sales",
    "core.scans",
    "core.shipment_lines",
    "core.shipments",
    "core.shop_redactions",
    "core.shops",
    "core.standstills",
    "core.storage_locations",
    "core.stores",
    "core.sync_findings",
    "core.sync_runs",
    "core.ticket_changes",
    "core.ticket_components",
    "core.unread_orders",
    "core.work_queue",
}
# Nobody's in particular, or found before it is known who acts.
NONE = {
    "core.applied_versions": "of the database",
    "core.environment": "of the database",
    "core.login_settings": "of the database",
    "core.outlets": "of the deployment: Slack, PostHog",
    "core.worker_minutes": "of the deployment's workers, which act for all",
    "core.services": "reference",
    "core.faults": "reference",
    "core.transitions": "reference",
    "core.statuses": "reference",
    "core.moves": "reference",
    "core.permissions": "reference",
    "core.live_messages": "reference",
    "core.run_kinds": "reference",
    "core.retention": "reference",
    "core.holidays": "reference",
    "core.personal_columns": "reference",
    "core.staff_shared": "core.enter finds in it who acts; functions ask core.managed, or the person's stores",
    "core.api_tokens": "core.enter finds in it who acts; functions ask for their organisation",
    "core.staff_accounts": "of a person, found at sign-in, which asks for their organisation",
    "core.sessions": "of a person, found by the token of a refresh",
    "core.refresh_tokens": "of a session",
    "core.turns": "of a person at a kiosk, found by core.enter",
    "core.badges": "of a person, found by their badge",
    "core.pins": "of a person, found by their PIN",
    "core.sign_in_tries": "of a person or a kiosk, before either is proven",
    "core.live_connections": "of who listens, found by their admission; hints go by the stores of that one",
    "core.live_shards": "of the workers that publish to pages of any store",
}
_POLICIES = "select obj_description(p.oid, 'pg_policy') from pg_policy p where p.polname = 'api_rows' and p.polrelid = %s::regclass"


def test_every_table_has_the_one_scope_that_is_written_here(floor: Floor) -> None:
    found: dict[str, set[str]] = {"organisation": set(), "store": set(), "none": set()}
    for table in our_tables(floor):
        policy = floor.one(_POLICIES, table["name"])
        scope = "organisation" if "core.house()" in policy else "store" if "core.sees(store)" in policy else "none"
        found[scope].add(table["name"])
    assert found == {"organisation": ORGANISATION, "store": STORE, "none": NONE.keys()}


def test_what_has_an_organisation_is_hidden_by_it_unless_it_stands_with_its_reason(floor: Floor) -> None:
    owned = {table["name"] for table in our_tables(floor) if "organisation" in table["columns"]}
    assert owned - NONE.keys() - {"core.stores"} == ORGANISATION
