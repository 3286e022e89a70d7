"""What an alert says to a supervisor: what happened, of what, what to do next. Nothing that a customer wrote."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, NamedTuple

_LATE_SECONDS = 600  # an alert that is older says when it happened
_LONGEST_VALUE = 120
_MOST_VALUES = 10


class Text(NamedTuple):
    """The words of a kind: what happened, which details are shown beside the id, what to do."""

    what: str
    shown: tuple[str, ...]
    do: str


TEXTS: Mapping[str, Text] = {
    "stock_short": Text(
        "Not enough stock for an order, its cakes wait in Filling",
        ("skus",),
        "Receive or count the stock: it is given to whoever waits longest. Or answer for it with clear_shortfall.",
    ),
    "inventory:low": Text("Stock runs low", ("ats", "low_at"), "Reorder; book what comes with receive_stock."),
    "unknown_sku": Text(
        "An order has a SKU that we do not stock", ("skus",), "Add the item or its recipe: set_item, set_requirement."
    ),
    "filled_differently": Text(
        "Cakes were filled before their recipe changed: their stock now follows what they were filled from",
        ("tickets",),
        "Ask at the bench what is in them. Then count their components and the old ones with count_stock.",
    ),
    "needs_attention": Text(
        "An order does not say all that we need, or says it strangely",
        ("flags",),
        "Open the order and ask the customer about what is flagged.",
    ),
    "product_undecided": Text(
        "Orders have a product of which we only guess whether it is a cake, an extra or a service",
        (),
        "list_undecided_products shows it; decide with set_product_kind. No other order asks about it.",
    ),
    "order_rules_invalid": Text(
        "The store's order_rules make no sense any more; orders are read by the last good ones",
        ("field",),
        "Mend the field with set_setting. docs/runbook.md: order_rules make no sense.",
    ),
    "changed_after_start": Text(
        "The shop changed an order whose cakes are begun",
        ("tickets",),
        "Look at the change at the bench and acknowledge it: the ticket stands still until then.",
    ),
    "quarantined": Text(
        "A delivery of the shop cannot be read and is kept aside",
        ("reason",),
        "list_quarantine says why; once mended, replay_quarantined. docs/runbook.md: Quarantine.",
    ),
    "data_requested": Text(
        "A customer asks for their data, which is due within 30 days",
        ("orders",),
        "Send it from the shop's admin, and what we have of these orders with it.",
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
    "push_failed": Text(
        "Stock could not be pushed to the shop, which may sell what is gone",
        ("sku", "code"),
        "Mend the SKU in the shop, then retry_failed_sync. docs/runbook.md: A SKU cannot be pushed.",
    ),
    "shop_can_oversell": Text(
        "The shop sells a SKU whatever the stock",
        ("tracked", "policy"),
        "In the shop: track its quantity, and do not go on selling when out of stock.",
    ),
    "sync_found": Text(
        "A comparison with the shop found differences",
        ("run", "counts"),
        "get_sync_run names each. docs/runbook.md: A run found something.",
    ),
    "sync_failed": Text(
        "A comparison with the shop was given up", ("run_id", "error"), "docs/runbook.md: sync-failures."
    ),
    "stock_check_failed": Text(
        "Stock figures and their ledger differ",
        ("faults",),
        "Call whoever is on call before anybody counts. docs/runbook.md: The stock check failed.",
    ),
    "login_changed": Text(
        "A login of the database is not as we left it: somebody may have its password",
        ("changes",),
        "Give it another password; the next migration puts its settings back. "
        "docs/runbook.md: A database login was changed.",
    ),
    "sweep_failed": Text(
        "A part of the minute's housekeeping fails",
        ("part", "error"),
        "docs/runbook.md: sweeper-failures.",
    ),
    "work_dead": Text(
        "Work was given up after many tries",
        ("topic", "error"),
        "Mend the cause, then retry_failed_sync. docs/runbook.md: work-dead.",
    ),
}
UNKNOWN = Text("Somebody has to look", (), "docs/runbook.md.")


def message(alerts: Iterable[dict[str, Any]], now: float) -> str:
    """Write alerts in one text of Slack's markup; those of one kind and store stand together."""

    def heading(alert: dict[str, Any]) -> tuple[str, str]:
        return alert["store"] or "", alert["kind"] or "?"

    parts = [
        _part(store, kind, list(some), now) for (store, kind), some in groupby(sorted(alerts, key=heading), key=heading)
    ]
    return "\n\n".join(parts)


def _part(store: str, kind: str, alerts: list[dict[str, Any]], now: float) -> str:
    text = TEXTS.get(kind, UNKNOWN)
    title = text.what if kind in TEXTS else f"{text.what}: {_plain(kind)}"
    lines = [f"• {_about(alert, text.shown)}{_moment(alert['at'], now)}" for alert in alerts]
    return "\n".join([f"*{_plain(store) or 'All stores'}: {title}*", *lines, f"→ {_plain(text.do, 300)}"])


def _about(alert: dict[str, Any], shown: Iterable[str]) -> str:
    """Name what it is about: the order as people call it, else the id, and the details of its kind."""
    said = [f"{_plain(name)} {_listed(alert['detail'][name])}" for name in shown if alert["detail"].get(name)]
    return ", ".join([_plain(alert["order_id"] or alert["ref"] or "?"), *said])


def _listed(value: Any) -> str:
    if isinstance(value, dict):
        value = [f"{name} {count}" for name, count in sorted(value.items())]
    if not isinstance(value, list):
        return _plain(value)
    more = f" and {len(value) - _MOST_VALUES} more" if len(value) > _MOST_VALUES else ""
    return ", ".join(_plain(each) for each in value[:_MOST_VALUES]) + more


def _plain(value: Any, longest: int = _LONGEST_VALUE) -> str:
    """Take from a value whatever Slack would read as markup, a link or a call of somebody."""
    text = "".join(mark if mark.isprintable() and mark not in "*_~`" else " " for mark in str(value))[:longest]
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _moment(at: str, now: float) -> str:
    """Say when it happened, in the reader's own time, if that is a while ago."""
    moment = datetime.fromisoformat(at)
    if now - moment.timestamp() < _LATE_SECONDS:
        return ""
    plain = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f" (<!date^{int(moment.timestamp())}^{{date_num}} {{time}}|{plain}>)"
