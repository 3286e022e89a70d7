"""What helps a reader of openapi.json find the way: areas, and links from an answer to what it is good for next."""

from pathlib import Path
from typing import Any

_TICKET = (
    "handle_print_barcode", "complete_filling", "complete_covering", "complete_decorating", "start_packing",
    "complete_packing", "qc_return_to_decorating", "acknowledge_change", "set_storage", "set_priority", "assign_staff",
    "clear_shortfall", "release_extras", "get_change", "undo_scan", "get_history",
)  # fmt: skip
_ITEM = ("receive_stock", "waste_stock", "adjust_stock", "count_stock", "get_inventory")

# Of each answer: where in it something is, and which operations take it as which argument.
_LINKS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "get_queue": ("/tickets/0/id", "id", _TICKET),
    "get_order_for_scan": ("/ticket/id", "id", _TICKET),
    "find_orders": ("/tickets/0/id", "id", _TICKET),
    "get_open_list": ("/tickets/0/id", "id", _TICKET),
    "list_shortfalls": ("/shortfalls/0/sku", "sku", _ITEM),
    "list_assignable": ("/people/0/staff_id", "staff_id", ("assign_staff",)),
    "list_storage_locations": ("/locations/0/code", "code", ("set_storage_location",)),
    "handle_print_barcode": ("/ticket/id", "id", ("complete_filling",)),
    "complete_filling": ("/ticket/id", "id", ("complete_covering",)),
    "complete_covering": ("/ticket/id", "id", ("complete_decorating",)),
    "complete_decorating": ("/ticket/id", "id", ("start_packing",)),
    "start_packing": ("/ticket/id", "id", ("complete_packing", "qc_return_to_decorating")),
    "qc_return_to_decorating": ("/ticket/id", "id", ("complete_decorating",)),
    "read_inventory": ("/items/0/sku", "sku", _ITEM),
    "set_item": ("/sku", "sku", (*_ITEM, "set_item_place", "set_item_barcode", "set_requirement")),
    "list_conversations": (
        "/conversations/0/thread_id",
        "thread_id",
        ("get_conversation", "hold_conversation", "leave_conversation", "save_draft"),
    ),
    "get_conversation": ("/last_message_no", "last_message_no", ("answer_conversation",)),
    "answer_conversation": ("/message_no", "message_no", ("retry_message",)),
    "list_quarantine": ("/deliveries/0/delivery_id", "delivery_id", ("replay_quarantined",)),
    "request_sync": ("/run_id", "run_id", ("get_sync_run",)),
    "start_sync": ("/run_id", "run_id", ("get_sync_run",)),
}


def add_links(paths: dict[str, Any]) -> None:
    """Write into the successful answer of each operation what can be done with it."""
    operations = {operation["operationId"]: operation for methods in paths.values() for operation in methods.values()}
    for name, (pointer, argument, targets) in _LINKS.items():
        operations[name]["responses"]["200"]["links"] = {
            target: {"operationId": target, "requestBody": {argument: f"$response.body#{pointer}"}}
            for target in targets
            if target in operations
        }


def add_areas(paths: dict[str, Any], migrations: Path) -> None:
    """Tag each RPC with the subject of its SQL, sign-in with identity, other addresses as api, the rest as system."""
    areas = {file.stem: file.parent.parent.name for file in migrations.glob("**/api/*.sql")}
    for path, methods in paths.items():
        for operation in methods.values():
            named = {"api": path.startswith("/api/v1/"), "identity": path.startswith(("/auth/", "/.well-known/"))}
            other = next((area for area, is_in in named.items() if is_in), "system")
            operation["tags"] = [areas[operation["operationId"]] if path.startswith("/rpc/") else other]
