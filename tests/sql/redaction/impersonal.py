"""The columns that could hold a text and hold nothing of a customer: written by hand, each table with its reason."""

# Ids, codes, states, names that we or the shop gave, hashes; what the merchant set up, of things and not of people.
IMPERSONAL = {
    "order_events": "kind code store order_gid ticket_id actor_kind actor_id device_id function_name correlation_id detail",
    # What a cake is made of and how large it is: chosen, and the kitchen has to know as long as it is not made.
    "orders": "store id order_gid flavour size flags updated_by",
    "sales": "store order_gid ticket_base name currency source_name flags followed",
    "sale_lines": "store order_gid line_id sku product_id variant_id kind_by product_key variant_key",
    "product_kinds": "store product_key product_id variant_id sku decided_by",
    "ticket_changes": "store ticket_id acknowledged_by",
    "ticket_components": "store ticket_id sku",
    "remarks": "store ticket_id",
    "scans": "store function_name request_hash asked_by ticket_id",
    "held_deliveries": "store topic order_gid webhook_id body_sha256 reason",
    "shortfalls": "store order_gid sku cleared_by",
    # Details of an alert are ids, codes and counts.
    "work_queue": "topic store payload dedupe_key locked_by last_error sku",
    "sync_runs": "store kind counts checkpoint worker requested_by last_error",
    "sync_findings": "store kind ref detail",
    "push_batches": "store worker last_error",
    "push_lines": "store sku inventory_item_gid location_gid fault",
    "shop_skus": "store sku inventory_item_gid location_gid product_id fault",
    "shops": "store location_gid",
    "shop_redactions": "store stopped_by after_gid",
    # Why stock was wasted or counted: of the shelf, and part of the ledger.
    "inventory_txn": "sku store reason ref_id actor_id correlation_id",
    "inventory_items": "sku title uom",
    "product_requirements": "sku component_sku",
    "storage_locations": "code store name",
    "settings": "store key value updated_by last_good fault",
    "stores": "store display_name spellings timezone currency",
    "devices": "token_hash user_code store station shown_stores",
    "live_connections": "ticket_hash connection_id",
    "live_shards": "stores worker",
    "standstills": "topic store",
    "worker_minutes": "worker",
    "outlets": "name",
    "login_settings": "login settings",
    "environment": "name",
    "applied_versions": "id sha256",
    # What a migration writes.
    "faults": "code title",
    "permissions": "function_name logins",
    "transitions": "action stamps requires",
    "live_messages": "kind message audiences",
    "run_kinds": "kind store_kind queue",
    "retention": "table_name aged_by condition",
    "personal_columns": "table_name column_name whose emptied found_by",
    "services": "name",
}
# Of staff and other systems, for as long as an Admin keeps them: set_staff, revoke_badge, revoke_token.
OF_STAFF = {
    "staff_shared": "display_name stores database_login email",
    "staff_accounts": "provider subject",
    "sessions": "provider end_reason subject",
    "refresh_tokens": "token_hash salt",
    "turns": "via end_reason",
    "badges": "code_hash",
    "pins": "pin_hash",
    "api_tokens": "name stores token_hash",
}
