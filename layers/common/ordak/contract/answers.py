"""Answers, generated from the database's catalog by `make generate`. Do not edit."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from ordak.contract.base import Answer, Row
from ordak.contract.generated import DeliveryMethod, Priority, StageType, WorkStatus


class Ticket(Row):
    """A ticket as a scan answers it: what the bench needs, nothing of the customer."""

    id: str
    store: str
    stage: StageType
    priority: Priority
    product_title: str
    flavour: str | None
    size: str | None
    due_date: date | None
    due_slot: str | None
    delivery_method: DeliveryMethod | None
    assignee_id: UUID | None
    storage: str | None
    print_count: int
    filling_start_ts: AwareDatetime | None
    filling_complete_ts: AwareDatetime | None
    covering_complete_ts: AwareDatetime | None
    decorating_complete_ts: AwareDatetime | None
    packing_start_ts: AwareDatetime | None
    packing_complete_ts: AwareDatetime | None
    qc_returned_ts: AwareDatetime | None
    qc_reason: str | None
    cancelled_at: AwareDatetime | None
    inventory_blocked: bool
    flags: list[str]
    allowed_actions: list[str]


class BenchTicket(Ticket):
    """A ticket as the stations' queue shows it: with what is to be written on the cake."""

    cake_message: str | None
    notes: str | None
    due_text: str | None


class BookedAnswer(Answer):
    """Component SKUs that were held, fell short or are unknown."""

    held: list[str]
    short: list[str]
    unknown: list[str]


class StageCounts(Row):
    """Tickets by the stage they are in."""

    filling: int
    covering: int
    decorating: int
    packing: int


class CountsAnswer(Answer, StageCounts):
    """Counts by stage."""


class PriorityCounts(Row):
    """Tickets by their priority."""

    low: int
    medium: int
    high: int


class DayCount(Row):
    """Open tickets that are due on one day."""

    date: date
    open: int


class DashboardAnswer(Answer):
    """Counts of a store."""

    store: str
    period: str
    date_from: date
    date_to: date
    open: int
    unassigned: int
    overdue: int
    undated: int
    blocked: int
    flagged: int
    completed_today: int
    stages: StageCounts
    priorities: PriorityCounts
    days: list[DayCount]


class Delivery(Row):
    """A held delivery with its bytes in base64."""

    delivery_id: int
    store: str
    topic: str
    webhook_id: str | None
    triggered_at: AwareDatetime | None
    body: str


class DeliveryAnswer(Answer):
    """A held delivery, or null when it is resolved."""

    delivery: Delivery | None


class DoneAnswer(Answer):
    """Done, or done already."""


class Event(Row):
    """One event; resume after its txid and no."""

    txid: str
    no: int
    at: AwareDatetime
    kind: str
    code: str | None
    order_gid: str | None
    ticket_id: str | None
    from_: StageType | None = Field(alias="from")
    to: StageType | None
    actor: str | None


class EventsAnswer(Answer):
    """Events in the order of their commits."""

    events: list[Event]


class FinishedAnswer(Answer):
    """What became of the row; null when another worker has it, or it is finished."""

    status: WorkStatus | None


class WorkerHealth(Row):
    """Figures of the work queue."""

    processed_per_minute: int
    error_rate: float
    last_run_at: AwareDatetime | None
    pending: int
    oldest_due_at: AwareDatetime | None
    dead: int


class HealthAnswer(Answer):
    """How the work queue fares."""

    worker: WorkerHealth


class HeldAnswer(Answer):
    """The delivery that is kept; null when it was kept before."""

    delivery_id: int | None


class HeldDelivery(Row):
    """A delivery that could not be ingested; never its content."""

    delivery_id: int
    topic: str
    reason: str
    webhook_id: str | None
    received_at: AwareDatetime
    bytes: int
    waiting: bool


class IngestedAnswer(Answer):
    """The sale and its tickets' ids."""

    store: str
    order_gid: str
    tickets: list[str]


class PrintAnswer(Answer):
    """The number of this print, what to print, and the ticket as it is now."""

    print_no: int
    barcode: str
    ticket: Ticket


class QuarantineAnswer(Answer):
    """Deliveries, oldest first."""

    deliveries: list[HeldDelivery]


class QueueAnswer(Answer):
    """Tickets, most urgent first."""

    tickets: list[BenchTicket]


class RetryAnswer(Answer):
    """How many rows are back in line."""

    retried: int


class RulesAnswer(Answer):
    """A store's order_rules."""

    rules: Any


class ScanAnswer(Answer):
    """The ticket that was scanned, or the tickets to choose from."""

    ticket: Ticket | None
    choices: list[Ticket]


class Setting(Row):
    """One setting; a null store is all stores."""

    store: str | None
    key: str
    value: Any
    updated_at: AwareDatetime
    updated_by: str | None


class SettingsAnswer(Answer):
    """Settings by key."""

    settings: list[Setting]


class TicketAnswer(Answer):
    """The ticket as it is now."""

    ticket: Ticket


class Work(Row):
    """A row of the outbox that a worker holds."""

    work_id: int
    topic: str
    store: str | None
    payload: Any
    retry_count: int


class WorkAnswer(Answer):
    """The rows that this worker holds now."""

    work: list[Work]


ANSWERS: dict[str, type[Answer]] = {
    "assign_staff": TicketAnswer,
    "claim_work": WorkAnswer,
    "clear_shortfall": TicketAnswer,
    "complete_covering": TicketAnswer,
    "complete_decorating": TicketAnswer,
    "complete_filling": TicketAnswer,
    "complete_packing": TicketAnswer,
    "deduct_on_order_create": BookedAnswer,
    "finish_work": FinishedAnswer,
    "get_events": EventsAnswer,
    "get_health": HealthAnswer,
    "get_held_delivery": DeliveryAnswer,
    "get_order_for_scan": ScanAnswer,
    "get_order_rules": RulesAnswer,
    "get_orders_for_dashboard": DashboardAnswer,
    "get_queue": QueueAnswer,
    "get_settings": SettingsAnswer,
    "get_unassigned_counts": CountsAnswer,
    "get_unassigned_list": QueueAnswer,
    "handle_print_barcode": PrintAnswer,
    "hold_delivery": HeldAnswer,
    "ingest_order": IngestedAnswer,
    "list_quarantine": QuarantineAnswer,
    "qc_return_to_decorating": TicketAnswer,
    "replay_quarantined": DoneAnswer,
    "resolve_delivery": DoneAnswer,
    "retry_failed_sync": RetryAnswer,
    "set_priority": TicketAnswer,
    "set_setting": DoneAnswer,
    "set_storage": TicketAnswer,
    "start_packing": TicketAnswer,
}
