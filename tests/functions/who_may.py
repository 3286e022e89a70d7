"""Who may use which route: written by hand, and compared with what the routes answer.

A letter is a role that is let in: S Staff, U Supervisor, A Admin, G Agent, P Packer, M Member. Whoever is not is told
AUTH001 with 403; without a valid token, with 401. What a role is let in to do is another matter: the arguments name
things that there are not, so that whoever is let in changes nothing.
"""

from typing import Any

ROLES = {"S": "Staff", "U": "Supervisor", "A": "Admin", "G": "Agent", "P": "Packer", "M": "Member"}
BENCH, PACKING, ALL_STAFF, LEADS, COUNTER = "SUA", "SUAP", "SUAGP", "UA", "SUAG"
_TICKET: dict[str, Any] = {"id": "bannos-999999999"}
_STORE: dict[str, Any] = {"store": "bannos"}
_SKU: dict[str, Any] = {"sku": "NOT-THERE"}
# Of a product that says nothing of what it is.
_ORDER: dict[str, Any] = {"customer_name": "Nobody", "due_date": "2030-12-05", "products": [{"quantity": 1}]}

# Of each route: who is let in, and a valid request.
WHO_MAY: dict[str, tuple[str, dict[str, Any]]] = {
    # The bench.
    "POST /rpc/complete_filling": (BENCH, _TICKET),
    "POST /rpc/complete_covering": (BENCH, _TICKET),
    "POST /rpc/complete_decorating": (BENCH, _TICKET),
    "POST /rpc/start_packing": (PACKING, _TICKET),
    "POST /rpc/complete_packing": (PACKING, _TICKET),
    "POST /rpc/qc_return_to_decorating": (PACKING, {**_TICKET, "reason": "a crack"}),
    "POST /rpc/handle_print_barcode": (PACKING, _TICKET),
    "POST /rpc/assign_staff": (PACKING, {**_TICKET, "staff_id": None}),
    "POST /rpc/set_storage": (PACKING, {**_TICKET, "storage": "A1"}),
    "POST /rpc/acknowledge_change": (PACKING, _TICKET),
    "POST /rpc/set_priority": (LEADS, {**_TICKET, "priority": None}),
    "POST /rpc/clear_shortfall": (LEADS, _TICKET),
    # What there is to see.
    "POST /rpc/get_order_for_scan": (ALL_STAFF, {"scan": "bannos-999999999"}),
    "POST /rpc/get_change": (ALL_STAFF, _TICKET),
    "POST /rpc/get_queue": (ALL_STAFF, _STORE),
    "POST /rpc/get_orders_for_dashboard": (ALL_STAFF, _STORE),
    "POST /rpc/get_unassigned_counts": (ALL_STAFF, _STORE),
    "POST /rpc/get_unassigned_list": (ALL_STAFF, {**_STORE, "stage": "Filling"}),
    "POST /rpc/get_events": (ALL_STAFF, _STORE),
    "POST /rpc/get_inventory": (ALL_STAFF, _SKU),
    "GET /api/v1/inventory": (ALL_STAFF, _SKU),
    # Orders that no shop knows.
    "POST /rpc/create_order": (COUNTER, {**_STORE, **_ORDER}),
    "POST /rpc/get_order": (COUNTER, _TICKET),
    "POST /rpc/edit_order": (COUNTER, {**_TICKET, **_ORDER, "version": 1}),
    "POST /rpc/cancel_order": (COUNTER, _TICKET),
    "POST /rpc/redact_order": (LEADS, _TICKET),
    "POST /rpc/import_order": ("UAG", {**_STORE, **_ORDER}),
    "POST /api/v1/orders": ("UAG", {**_STORE, **_ORDER}),
    # Stock.
    "POST /rpc/receive_stock": (BENCH, {**_SKU, "qty": 1}),
    "POST /rpc/waste_stock": (BENCH, {**_SKU, "qty": 1, "reason": "dropped"}),
    "POST /rpc/adjust_stock": (LEADS, {**_SKU, "delta": 1, "reason": "counted"}),
    "POST /rpc/count_stock": (LEADS, {**_SKU, "counted": 1}),
    "POST /rpc/set_item": (LEADS, {**_SKU, "title": "Nothing", "authority": "nobody"}),
    "POST /rpc/set_requirement": (LEADS, {**_SKU, "component_sku": "NOT-THERE", "qty": 1}),
    # What goes wrong, and how the shop is set up.
    "POST /rpc/retry_failed_sync": (LEADS, {**_STORE, "topic": "nothing"}),
    "POST /rpc/list_quarantine": (LEADS, _STORE),
    "POST /rpc/replay_quarantined": (LEADS, {"delivery_id": 2**40}),
    "POST /rpc/get_sync_run": (LEADS, {"run_id": 2**40}),
    "POST /rpc/get_settings": (LEADS, {}),
    "POST /rpc/request_sync": ("A", {**_STORE, "kind": "nothing"}),
    "POST /api/v1/sync": ("A", {**_STORE, "kind": "nothing"}),
    "POST /rpc/set_setting": ("A", {"key": "nothing", "value": {}}),
}

# For nobody in particular: two say how the house fares, one is Shopify's, who signs what it sends.
OPEN = {"GET /api/health", "GET /edge/health"}
SIGNED = {"POST /api/v1/webhooks/shopify"}
