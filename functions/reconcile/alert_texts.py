"""What each kind of alert says: what happened, of what, what to do next. Nothing that a customer wrote."""

from collections.abc import Mapping
from typing import NamedTuple


class Text(NamedTuple):
    """The words of a kind: what happened, which details are shown beside the id, what to do."""

    what: str
    shown: tuple[str, ...]
    do: str


TEXTS: Mapping[str, Text] = {
    "stock_short": Text(
        "Not enough stock for an order: its cakes wait in Filling, or its marketplace for our acceptance",
        ("skus",),
        "Receive or count the stock: it is allocated to the oldest backorder first. "
        "Or take responsibility: clear_shortfall; of a marketplace settle_acceptance.",
    ),
    "inventory:low": Text("Stock runs low", ("ats", "low_at"), "Reorder; book what comes with receive_stock."),
    "unknown_sku": Text(
        "An order has a SKU that we do not stock", ("skus",), "Add the item or its recipe: set_item, set_requirement."
    ),
    "filled_differently": Text(
        "Cakes were filled before their recipe changed: their stock is now booked by what they were filled from",
        ("tickets",),
        "Ask at the bench what is in them. Then count their components and the old ones with count_stock.",
    ),
    "needs_attention": Text(
        "An order lacks a field that we need, or has one that is unclear",
        ("flags",),
        "Open the order and ask the customer about the flagged fields.",
    ),
    "product_undecided": Text(
        "Orders have a product whose kind is only guessed: cake, extra or service",
        (),
        "list_undecided_products shows it; decide with set_product_kind. No other order asks about it.",
    ),
    "order_rules_invalid": Text(
        "The store's order_rules are invalid; orders are read by the last good ones",
        ("field",),
        "Correct the field with set_setting. docs/runbook.md: order_rules are invalid.",
    ),
    "order_rules_slow": Text(
        "The store's order_rules take too long: an order was read by the default rules",
        (),
        "Correct the slow pattern with set_setting. docs/runbook.md: order_rules are invalid.",
    ),
    "changed_after_start": Text(
        "The shop changed an order whose cakes are begun",
        ("tickets",),
        "Check the change at the bench and acknowledge it: the ticket is blocked until then.",
    ),
    "quarantined": Text(
        "A delivery of the shop cannot be read and is kept aside",
        ("reason",),
        "list_quarantine says why; once the cause is corrected, replay_quarantined. docs/runbook.md: Quarantine.",
    ),
    "quarantine_ends": Text(
        "Deliveries that could not be read are deleted in a week",
        ("deliveries", "deleted_on"),
        "list_quarantine names them, the oldest first; replay_quarantined what is still wanted. "
        "docs/runbook.md: Quarantine.",
    ),
    "data_requested": Text(
        "A customer asks for their data, which is due within 30 days",
        ("orders",),
        "Send it from the shop's admin, with our data of these orders.",
    ),
    "app_uninstalled": Text(
        "The app was removed from the shop: no sales arrive, no stock is pushed",
        (),
        "Install it again unless it was meant. docs/runbook.md: The app was uninstalled.",
    ),
    "shop_redaction": Text(
        "The shop asks us to erase the data of all its customers",
        ("due_at", "app", "before"),
        "It begins then and cannot be undone. Unless the app was removed, an Admin stops it: stop_shop_redaction. "
        "docs/runbook.md: A shop asks to be erased.",
    ),
    "acceptance_late": Text(
        "An order of a marketplace is not accepted yet",
        ("percent", "accept_by"),
        "100 percent: its time is over. docs/runbook.md: An order is not accepted.",
    ),
    "acceptance_asks": Text(
        "An order of a marketplace cannot be accepted as it is, and its time is short",
        ("skus", "accept_by"),
        "Receive the stock or mend what is unclear; or decide with settle_acceptance: accept or refuse.",
    ),
    "acceptance_refused": Text(
        "An order of a marketplace is refused: its stock did not come in time",
        ("skus",),
        "Nothing to do.",
    ),
    "acceptance_failed": Text(
        "The acceptance of an order of a marketplace failed",
        ("code", "accept_by"),
        "Look at it in the marketplace's own pages, then settle_acceptance. docs/runbook.md: An order is not accepted.",
    ),
    "tracking_failed": Text(
        "An order of a marketplace has a label and could not be marked as shipped there",
        ("code", "ship_by"),
        "Look at it in the marketplace's own pages, then retry_step. docs/runbook.md: An order is not shipped.",
    ),
    "debit_waits": Text(
        "An order of a marketplace waits for its customer's payment",
        ("hours", "state"),
        "Nothing is shipped before it. After three days ask the marketplace.",
    ),
    "order_passed_over": Text(
        "A step of ours fails at an order of a marketplace, and passes it over",
        ("order", "step", "code"),
        "Call the person on call; do it in the marketplace's own pages if its time is short. "
        "docs/runbook.md: An order is passed over.",
    ),
    "order_unread": Text(
        "An order of a marketplace cannot be read",
        ("code",),
        "Look at it in the marketplace's own pages. docs/runbook.md: An order of a marketplace cannot be read.",
    ),
    "offer_refused": Text(
        "A marketplace refused how many of an offer can be sold",
        ("sku",),
        "Look at the offer in the marketplace's own pages. docs/runbook.md: Stock at a marketplace.",
    ),
    "stock_import_failed": Text(
        "A marketplace did not take our stock, or did not say which of it",
        ("code",),
        "It is sent again by itself. docs/runbook.md: Stock at a marketplace.",
    ),
    "push_failed": Text(
        "Stock could not be pushed to the shop, which may oversell",
        ("sku", "code"),
        "Correct the SKU in the shop, then retry_failed_sync. docs/runbook.md: A SKU cannot be pushed.",
    ),
    "shop_can_oversell": Text(
        "The shop sells a SKU whatever the stock",
        ("tracked", "policy"),
        "In the shop: track its quantity, and do not go on selling when out of stock.",
    ),
    "shipping_parked": Text(
        "An order of the marketplace gets no label until a person has looked at it",
        ("order", "code"),
        "The code says why: correct the address, the setting `parcel` or the account, then retry_step. "
        "docs/runbook.md: A label waits for a person.",
    ),
    "label_unknown": Text(
        "It is not known whether a label was bought: the carrier has none of its request id",
        ("order", "request_id", "code"),
        "Look at the carrier's; if there is none, release_shipment. docs/runbook.md: A label waits for a person.",
    ),
    "label_not_undone": Text(
        "A label of an order that is not shipped could not be voided or refunded in three tries",
        ("order", "request_id", "code"),
        "Ask the carrier for the refund, or try again: void_shipment. docs/runbook.md: A label waits for a person.",
    ),
    "label_unpacked": Text(
        "A label was bought a day ago, and its parcel is not packed",
        ("order", "request_id"),
        "On the page /fulfilment/: pack it, or void_shipment if it will not leave. "
        "docs/runbook.md: A label waits for a person.",
    ),
    "holidays_end": Text(
        "The holidays that are known for a store's province end within 90 days, or there are none",
        ("province", "last_day"),
        "Deploy a release that has the next year's, or set its closed days in business_hours. "
        "docs/runbook.md: Holidays end.",
    ),
    "pantry_late": Text(
        "An order of a pantry is not ready, and its pick-up time is over",
        ("status",),
        "Prepare it, or cancel it and notify the member. docs/runbook.md: Alerts.",
    ),
    "sync_found": Text(
        "The reconciliation with the shop found differences",
        ("run", "counts"),
        "get_sync_run names each. docs/runbook.md: A run found something.",
    ),
    "sync_failed": Text(
        "A run was given up after ten failures", ("run_id", "error"), "docs/runbook.md: sync-failures."
    ),
    "stock_check_failed": Text(
        "Stock figures and their ledger differ",
        ("faults",),
        "Call the person on call before stock is counted. docs/runbook.md: The stock check failed.",
    ),
    "login_changed": Text(
        "A database login was changed from outside: its password may be known",
        ("changes",),
        "Give it another password; the next migration puts its settings back. "
        "docs/runbook.md: A database login was changed.",
    ),
    "work_stands": Text(
        "A worker is stalled: work has been due for ten minutes and no worker leases it",
        ("topic", "since", "error"),
        "docs/runbook.md: A worker is stalled.",
    ),
    "work_goes_on": Text(
        "Over: the worker leases its work again",
        ("topic", "since"),
        "Nothing to do; `dead` in /edge/health says whether work was given up meanwhile.",
    ),
    "sweep_failed": Text(
        "A part of the minute's housekeeping fails",
        ("part", "error"),
        "docs/runbook.md: sweeper-failures.",
    ),
    "message_failed": Text(
        "A message to a customer could not be sent",
        ("code",),
        "In the inbox its conversation can have it sent again. docs/runbook.md: Messages to customers.",
    ),
    "thread_unread": Text(
        "A conversation with a customer cannot be read, and is read again every few minutes",
        ("code",),
        "Answer it in the pages of the marketplace. docs/runbook.md: Messages to customers.",
    ),
    "work_dead": Text(
        "Work was given up after many tries",
        ("topic", "error"),
        "Correct the cause, then retry_failed_sync. docs/runbook.md: work-dead.",
    ),
}
UNKNOWN = Text("A person has to look at this", (), "docs/runbook.md.")
