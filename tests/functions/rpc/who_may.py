"""Who may use which route: written by hand, and compared with what the routes answer.

A letter is who is let in. By an access token of their own: S Staff, U Supervisor, A Admin, G Agent, P Packer, M Member.
With an opaque token: D a kiosk at which nobody is signed in, K an Admin in their turn at a kiosk, T another system with
the role Admin. Whoever is not let in is told AUTH001 with 403; without a valid token, with 401. What somebody is let in
to do is another matter: the arguments name things that there are not, so that whoever is let in changes nothing.
"""

from typing import Any

ROLES = {"S": "Staff", "U": "Supervisor", "A": "Admin", "G": "Agent", "P": "Packer", "M": "Member"}
OPAQUE = {"D": "a kiosk", "K": "an Admin at a kiosk", "T": "a system as Admin"}
BENCH, PACKING, ALL_STAFF, LEADS, ADMIN = "SUAKT", "SUAPKT", "SUAGPKT", "UAKT", "AKT"
COUNTER = "SUAGKT"
_NOBODY = "5a000000-0000-4000-8000-0000000000ff"
_TICKET: dict[str, Any] = {"id": "bannos-999999999"}
_STORE: dict[str, Any] = {"store": "bannos"}
_THREAD: dict[str, Any] = {**_STORE, "thread_id": "T1"}
_PARCEL: dict[str, Any] = {**_STORE, "id": "999999999-A"}
_SKU: dict[str, Any] = {"sku": "NOT-THERE"}
_SESSION: dict[str, Any] = {**_STORE, "session_id": _NOBODY}
_BASKET: dict[str, Any] = {**_STORE, "basket_id": _NOBODY}
_EARLY, _LATE = "2030-12-05T00:00:00Z", "2030-12-06T00:00:00Z"
# As they are in the demo data.
_SAM: dict[str, Any] = {
    "staff_id": "5a000000-0000-4000-8000-000000000001",
    "display_name": "Sam Staff",
    "role": "Staff",
    "stores": ["bannos", "flourlane"],
    "email": "sam@ordak.test",
}
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
    "POST /rpc/undo_scan": (PACKING, {**_TICKET, "event_no": 1}),
    "POST /rpc/set_priority": (LEADS, {**_TICKET, "priority": None}),
    "POST /rpc/clear_shortfall": (LEADS, _TICKET),
    "POST /rpc/release_extras": (LEADS, _TICKET),
    # What there is to see.
    "POST /rpc/get_order_for_scan": (ALL_STAFF, {"scan": "bannos-999999999"}),
    "POST /rpc/get_change": (ALL_STAFF, _TICKET),
    "POST /rpc/get_queue": (ALL_STAFF + "D", _STORE),
    "POST /rpc/get_board": ("D", {}),
    "POST /rpc/get_orders_for_dashboard": (ALL_STAFF + "D", _STORE),
    "POST /rpc/get_unassigned_counts": (ALL_STAFF + "D", _STORE),
    "POST /rpc/get_unassigned_list": (ALL_STAFF, {**_STORE, "stage": "Filling"}),
    "POST /rpc/get_history": (ALL_STAFF, _TICKET),
    "POST /rpc/find_orders": (ALL_STAFF, {**_STORE, "text": "nothing of this kind"}),
    "POST /rpc/get_week": (ALL_STAFF + "D", _STORE),
    "POST /rpc/get_open_list": (ALL_STAFF, {**_STORE, "which": "blocked"}),
    "POST /rpc/list_shortfalls": (ALL_STAFF, _STORE),
    "POST /rpc/list_assignable": (PACKING + "D", _STORE),
    "POST /rpc/get_events": (ALL_STAFF + "D", _STORE),
    "POST /rpc/open_live": (ALL_STAFF + "MD", {}),
    "POST /rpc/get_inventory": (ALL_STAFF, _SKU),
    "GET /api/v1/inventory": (ALL_STAFF, _SKU),
    # Orders that no shop knows.
    "POST /rpc/create_order": (COUNTER, {**_STORE, **_ORDER}),
    "POST /rpc/get_order": (COUNTER, _TICKET),
    "POST /rpc/edit_order": (COUNTER, {**_TICKET, **_ORDER, "version": 1}),
    "POST /rpc/cancel_order": (COUNTER, _TICKET),
    "POST /rpc/redact_order": (LEADS, _TICKET),
    "POST /rpc/import_order": ("UAGKT", {**_STORE, **_ORDER}),
    "POST /api/v1/orders": ("UAGKT", {**_STORE, **_ORDER}),
    # Customers of a marketplace.
    "POST /rpc/list_conversations": (COUNTER, _STORE),
    "POST /rpc/get_conversation": (COUNTER, _THREAD),
    "POST /rpc/hold_conversation": (COUNTER, _THREAD),
    "POST /rpc/leave_conversation": (COUNTER, _THREAD),
    "POST /rpc/save_draft": (COUNTER, {**_THREAD, "body": ""}),
    "POST /rpc/answer_conversation": (COUNTER, {**_THREAD, "body": "Hello", "last_message_no": 0}),
    "POST /rpc/retry_message": (COUNTER, {"message_no": 2**40}),
    # Stock.
    "POST /rpc/receive_stock": (BENCH, {**_SKU, "qty": 1}),
    "POST /rpc/waste_stock": (BENCH, {**_SKU, "qty": 1, "reason": "dropped"}),
    "POST /rpc/adjust_stock": (LEADS, {**_SKU, "delta": 1, "reason": "counted"}),
    "POST /rpc/count_stock": (LEADS, {**_SKU, "counted": 1}),
    "POST /rpc/set_item": (LEADS, {**_SKU, "title": "Nothing", "authority": "nobody"}),
    "POST /rpc/set_item_place": (LEADS, {**_SKU, "shelf": "A1"}),
    # Labels of a marketplace's orders.
    "POST /rpc/release_shipment": (LEADS, {**_STORE, "id": "NOT-THERE-A"}),
    "POST /rpc/void_shipment": (LEADS, {**_STORE, "id": "NOT-THERE-A"}),
    "POST /rpc/set_item_barcode": ("UAPKT", {**_SKU, "barcode": "00000000"}),
    "POST /rpc/set_requirement": (LEADS, {**_SKU, "component_sku": "NOT-THERE", "qty": 1}),
    # Orders of marketplaces.
    "POST /rpc/settle_acceptance": ("UAGKT", {**_STORE, "id": "1-A", "decision": "retry"}),
    "POST /rpc/retry_step": ("UAGKT", {**_STORE, "id": "1-A"}),
    # Parcels of a marketplace. There is no such order in any store.
    "POST /rpc/list_parcels": (ALL_STAFF, _STORE),
    "POST /rpc/get_parcel": (ALL_STAFF, _PARCEL),
    "POST /rpc/list_needing_person": (ALL_STAFF, _STORE),
    "POST /rpc/verify_item": (PACKING, {**_PARCEL, "code": "00000000"}),
    "POST /rpc/undo_verify": (PACKING, {**_PARCEL, "undone_scan_id": _NOBODY}),
    "POST /rpc/open_label": (PACKING, _PARCEL),
    "POST /rpc/pack_parcel": (PACKING, _PARCEL),
    # A pantry, and its members. No store here is one.
    "POST /rpc/browse_pantry": (BENCH + "M", _STORE),
    "POST /rpc/keep_basket": (BENCH + "M", {**_BASKET, "lines": []}),
    "POST /rpc/get_basket": (BENCH + "M", _BASKET),
    "POST /rpc/place_pantry_order": (BENCH + "M", {**_BASKET, **_SESSION, "slot_id": _NOBODY}),
    "POST /rpc/list_pantry_orders": (BENCH + "M", _STORE),
    "POST /rpc/withdraw_pantry_order": ("M", _PARCEL),
    "POST /rpc/confirm_pantry_order": (BENCH, _PARCEL),
    "POST /rpc/start_pantry_order": (BENCH, _PARCEL),
    "POST /rpc/ready_pantry_order": (BENCH, _PARCEL),
    "POST /rpc/complete_pantry_order": (BENCH, _PARCEL),
    "POST /rpc/offer_substitute": (BENCH, {**_PARCEL, "line_no": 1, **_SKU, "quantity": 1}),
    "POST /rpc/answer_substitute": (BENCH + "M", {**_PARCEL, "line_no": 1, "accept": False}),
    "POST /rpc/cancel_pantry_order": (BENCH, {**_PARCEL, "reason": "not needed"}),
    "POST /rpc/list_pantry_sessions": (BENCH, _STORE),
    "POST /rpc/set_pantry_session": (LEADS, {**_STORE, "title": "X", "opens_at": _EARLY, "closes_at": _LATE}),
    "POST /rpc/copy_pantry_session": (LEADS, {**_SESSION, "opens_on": "2030-12-05"}),
    "POST /rpc/close_pantry_session": (LEADS, _SESSION),
    "POST /rpc/set_pantry_slot": (LEADS, {**_SESSION, "starts_at": _EARLY, "ends_at": _LATE, "capacity": 1}),
    "POST /rpc/set_pantry_item": (BENCH, {**_STORE, **_SKU}),
    "POST /rpc/list_low_stock": (BENCH, _STORE),
    "POST /rpc/scan_intake": (BENCH, {**_STORE, "code": "4006381333931"}),
    "POST /rpc/undo_intake": (BENCH, {**_STORE, "undone_scan_id": _NOBODY}),
    "POST /rpc/list_households": (BENCH, _STORE),
    "POST /rpc/set_household": (BENCH, {**_STORE, "size": 1}),
    "POST /rpc/erase_member": (ADMIN, {"member_id": _NOBODY}),
    "POST /rpc/set_household_member": (BENCH, {**_STORE, "household_id": _NOBODY, "member_id": _NOBODY}),
    # What goes wrong, and how the shop is set up.
    "POST /rpc/set_product_kind": (LEADS, {**_STORE, "kind": "cake"}),
    "POST /rpc/list_undecided_products": (LEADS, _STORE),
    "POST /rpc/retry_failed_sync": (LEADS, {**_STORE, "topic": "nothing"}),
    "POST /rpc/list_quarantine": (LEADS, _STORE),
    "POST /rpc/replay_quarantined": (LEADS, {"delivery_id": 2**40}),
    "POST /rpc/get_sync_run": (LEADS, {"run_id": 2**40}),
    "POST /rpc/get_settings": (LEADS, {}),
    "POST /rpc/list_storage_locations": (ALL_STAFF + "D", _STORE),
    "POST /rpc/set_storage_location": (LEADS, {**_STORE, "name": "Nowhere", "code": "L-0"}),
    "POST /rpc/request_sync": (ADMIN, {**_STORE, "kind": "nothing"}),
    "POST /rpc/stop_shop_redaction": (ADMIN, _STORE),
    "POST /api/v1/sync": (ADMIN, {**_STORE, "kind": "nothing"}),
    "POST /rpc/set_setting": (ADMIN, {**_STORE, "key": "nothing", "value": {}}),
    "POST /rpc/preview_order_rules": (ADMIN, {**_STORE, "order_rules": {}}),
    # Kiosks. Whoever lets one in has signed in themself.
    "POST /rpc/get_device": ("D", {}),
    "POST /rpc/end_turn": ("D", {"turn_id": _NOBODY}),
    "POST /rpc/report_page_error": (
        "SUAGPMDK",
        {"page": "kiosk", "page_version": "0" * 12, "error": "Error", "place": None},
    ),
    "POST /rpc/enrol_device": ("UA", {**_STORE, "user_code": "NOTSHOWN", "station": "Filling"}),
    "POST /rpc/set_device_stores": ("UA", {"device_id": _NOBODY, "stores": []}),
    "POST /rpc/list_devices": (LEADS, _STORE),
    "POST /rpc/revoke_device": (LEADS, {"device_id": _NOBODY}),
    # People and other systems, as well.
    "POST /rpc/list_staff": (ADMIN, _STORE),
    "POST /rpc/set_staff": ("A", _SAM),
    "POST /rpc/sign_out_staff": (ADMIN, {"staff_id": _NOBODY}),
    "POST /rpc/issue_badge": ("A", {"staff_id": _NOBODY}),
    "POST /rpc/revoke_badge": (ADMIN, {"staff_id": _NOBODY}),
    "POST /rpc/issue_token": ("A", {"name": "may nothing", "role": "Member", "stores": []}),
    "POST /rpc/list_tokens": (ADMIN, {}),
    "POST /rpc/revoke_token": (ADMIN, {"token_id": _NOBODY}),
    "POST /rpc/revoke_tokens_of": (ADMIN, {"staff_id": _NOBODY}),
}
# Of the auth function's, whose way in is one kind of token: whoever comes with another is told AUTH001 with 401.
WAY_IN: dict[str, tuple[str, dict[str, Any]]] = {
    "POST /auth/device/poll": ("DK", {}),
    "POST /auth/turn": ("DK", {"badge": "S-0000"}),
    "POST /auth/pin": ("SUAGP", {"pin": "314159"}),
}
# Its way in is a cookie, and a page of ours that sends it: whatever token comes with it is nothing.
BY_COOKIE = {"POST /auth/refresh", "POST /auth/sign-out"}
# For whoever is not known yet.
BEFORE = {"GET /auth/login", "GET /auth/callback", "POST /auth/device"}

# For nobody in particular: two say how the house fares, one by which keys we sign, one is Shopify's, who signs what it
# sends.
OPEN = {"GET /api/health", "GET /edge/health", "GET /.well-known/jwks.json"}
SIGNED = {"POST /api/v1/webhooks/shopify"}

# What whoever is Admin of Flour Lane alone is told of what is Bannos's: a code, or that there is nothing of it. Stock is one
# store room; and some routes name nothing of a store.
NOTHING, SHARED = "nothing", "shared"
ELSEWHERE: dict[str, str] = {
    "POST /rpc/complete_filling": "ORD001",
    "POST /rpc/complete_covering": "ORD001",
    "POST /rpc/complete_decorating": "ORD001",
    "POST /rpc/start_packing": "ORD001",
    "POST /rpc/complete_packing": "ORD001",
    "POST /rpc/qc_return_to_decorating": "ORD001",
    "POST /rpc/handle_print_barcode": "ORD001",
    "POST /rpc/assign_staff": "ORD001",
    "POST /rpc/set_storage": "ORD001",
    "POST /rpc/acknowledge_change": "ORD001",
    "POST /rpc/set_priority": "ORD001",
    "POST /rpc/clear_shortfall": "ORD001",
    "POST /rpc/release_extras": "ORD001",
    "POST /rpc/get_order_for_scan": "ORD001",
    "POST /rpc/get_change": "ORD001",
    "POST /rpc/get_queue": "AUTH001",
    "POST /rpc/get_board": "AUTH001",
    "POST /rpc/get_orders_for_dashboard": "AUTH001",
    "POST /rpc/get_unassigned_counts": "AUTH001",
    "POST /rpc/get_unassigned_list": "AUTH001",
    "POST /rpc/get_events": "AUTH001",
    "POST /rpc/get_history": "ORD001",
    "POST /rpc/find_orders": "AUTH001",
    "POST /rpc/get_week": "AUTH001",
    "POST /rpc/get_open_list": "AUTH001",
    "POST /rpc/list_shortfalls": "AUTH001",
    "POST /rpc/list_assignable": "AUTH001",
    "POST /rpc/undo_scan": "ORD001",
    "POST /rpc/erase_member": "STF001",
    "POST /rpc/offer_substitute": "AUTH001",
    "POST /rpc/answer_substitute": "AUTH001",
    "POST /rpc/browse_pantry": "AUTH001",
    "POST /rpc/keep_basket": "AUTH001",
    "POST /rpc/get_basket": "AUTH001",
    "POST /rpc/place_pantry_order": "AUTH001",
    "POST /rpc/list_pantry_orders": "AUTH001",
    "POST /rpc/confirm_pantry_order": "AUTH001",
    "POST /rpc/start_pantry_order": "AUTH001",
    "POST /rpc/ready_pantry_order": "AUTH001",
    "POST /rpc/complete_pantry_order": "AUTH001",
    "POST /rpc/cancel_pantry_order": "AUTH001",
    "POST /rpc/list_pantry_sessions": "AUTH001",
    "POST /rpc/set_pantry_session": "AUTH001",
    "POST /rpc/copy_pantry_session": "AUTH001",
    "POST /rpc/close_pantry_session": "AUTH001",
    "POST /rpc/set_pantry_slot": "AUTH001",
    "POST /rpc/set_pantry_item": "AUTH001",
    "POST /rpc/list_low_stock": "AUTH001",
    "POST /rpc/scan_intake": "AUTH001",
    "POST /rpc/undo_intake": "AUTH001",
    "POST /rpc/list_households": "AUTH001",
    "POST /rpc/set_household": "AUTH001",
    "POST /rpc/set_household_member": "AUTH001",
    "POST /rpc/withdraw_pantry_order": "AUTH001",
    "POST /rpc/set_storage_location": "AUTH001",
    "POST /rpc/list_storage_locations": "AUTH001",
    "POST /rpc/open_live": SHARED,
    "POST /rpc/get_inventory": SHARED,
    "GET /api/v1/inventory": SHARED,
    "POST /rpc/create_order": "AUTH001",
    "POST /rpc/get_order": "ORD001",
    "POST /rpc/edit_order": "ORD001",
    "POST /rpc/cancel_order": "ORD001",
    "POST /rpc/redact_order": "ORD001",
    "POST /rpc/import_order": "AUTH001",
    "POST /api/v1/orders": "AUTH001",
    "POST /rpc/list_conversations": "AUTH001",
    "POST /rpc/get_conversation": "AUTH001",
    "POST /rpc/hold_conversation": "AUTH001",
    "POST /rpc/leave_conversation": "AUTH001",
    "POST /rpc/save_draft": "AUTH001",
    "POST /rpc/answer_conversation": "AUTH001",
    "POST /rpc/retry_message": "MSG004",
    "POST /rpc/receive_stock": SHARED,
    "POST /rpc/waste_stock": SHARED,
    "POST /rpc/adjust_stock": SHARED,
    "POST /rpc/count_stock": SHARED,
    "POST /rpc/set_item": SHARED,
    "POST /rpc/set_item_place": SHARED,
    "POST /rpc/release_shipment": "AUTH001",
    "POST /rpc/void_shipment": "AUTH001",
    "POST /rpc/set_item_barcode": SHARED,
    "POST /rpc/set_requirement": SHARED,
    "POST /rpc/settle_acceptance": "AUTH001",
    "POST /rpc/retry_step": "AUTH001",
    "POST /rpc/list_parcels": "AUTH001",
    "POST /rpc/get_parcel": "AUTH001",
    "POST /rpc/list_needing_person": "AUTH001",
    "POST /rpc/verify_item": "AUTH001",
    "POST /rpc/undo_verify": "AUTH001",
    "POST /rpc/open_label": "AUTH001",
    "POST /rpc/pack_parcel": "AUTH001",
    "POST /rpc/set_product_kind": "AUTH001",
    "POST /rpc/list_undecided_products": "AUTH001",
    "POST /rpc/retry_failed_sync": "AUTH001",
    "POST /rpc/list_quarantine": "AUTH001",
    "POST /rpc/replay_quarantined": "ING002",
    "POST /rpc/get_sync_run": "SYNC002",
    "POST /rpc/get_settings": NOTHING,
    "POST /rpc/request_sync": "AUTH001",
    "POST /rpc/stop_shop_redaction": "AUTH001",
    "POST /api/v1/sync": "AUTH001",
    "POST /rpc/set_setting": "AUTH001",
    "POST /rpc/preview_order_rules": "AUTH001",
    "POST /rpc/get_device": "AUTH001",
    "POST /rpc/end_turn": "AUTH001",
    "POST /rpc/report_page_error": SHARED,
    "POST /rpc/enrol_device": "AUTH001",
    "POST /rpc/set_device_stores": "AUTH001",
    "POST /rpc/list_devices": "AUTH001",
    "POST /rpc/revoke_device": "DEV001",
    "POST /rpc/list_staff": "AUTH001",
    "POST /rpc/set_staff": "AUTH001",
    "POST /rpc/sign_out_staff": "STF001",
    "POST /rpc/issue_badge": "STF001",
    "POST /rpc/revoke_badge": "STF001",
    "POST /rpc/issue_token": "AUTH001",
    "POST /rpc/list_tokens": NOTHING,
    "POST /rpc/revoke_token": "TOK001",
    "POST /rpc/revoke_tokens_of": NOTHING,
}
