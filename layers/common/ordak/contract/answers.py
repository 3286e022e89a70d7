"""Answers, generated from the database's catalog by `make generate`. Do not edit."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from ordak.contract.base import Answer, Row
from ordak.contract.generated import BasketLine, DeliveryMethod, LineKind, NewProduct, Priority, Product, SkippedExtra, StaffRole, StageType, WorkStatus


class Alert(Row):
    """An alert for a person: ids and codes."""

    work_id: int
    kind: str
    store: str | None
    ref: str | None
    order_id: str | None
    at: AwareDatetime
    detail: Any


class AlertsAnswer(Answer):
    """The alerts leased to this worker."""

    alerts: list[Alert]


class ApiToken(Row):
    """A token of another system."""

    token_id: UUID
    name: str
    role: StaffRole
    stores: list[str]
    created_at: AwareDatetime
    expires_at: AwareDatetime
    revoked_at: AwareDatetime | None
    created_by: UUID | None
    creator: str | None
    creator_left: bool


class AssignablePerson(Row):
    """A person who can be assigned tickets of these stages."""

    staff_id: UUID
    display_name: str
    stages: list[StageType]


class BadgeAnswer(Answer):
    """A new badge. Its code is not kept: this is the only time it is returned."""

    badge_id: UUID
    badge: str


class KeptLine(Row):
    """A line of a basket, and how many of its pieces the pantry still has for it: 0 where the item is not offered any more."""

    sku: str
    title: str | None
    quantity: int
    pieces_left: int


class Basket(Row):
    """The items that a member means to order. It holds nothing: pieces_left of each line shows what has gone since. order_id: the order that it became."""

    basket_id: UUID
    member_id: UUID
    order_id: str | None
    updated_at: AwareDatetime
    lines: list[KeptLine]


class BasketAnswer(Answer):
    """A basket as it is now."""

    basket: Basket


class MissingPart(Row):
    """A component that a cake is made of and its order lacks, and how much of it."""

    sku: str
    title: str
    qty: float
    uom: str


class TicketChange(Row):
    """A change that waits to be acknowledged: an edit of these fields, or a cancellation."""

    kind: str
    fields: list[str]


class Sibling(Row):
    """Another cake of the same order, and where it is."""

    id: str
    stage: StageType


class Extra(Row):
    """A product of an order beside its cakes: how many in all, how many have left the house, and how many a packer left out that are still held."""

    sku: str | None
    title: str
    quantity: int
    used: int
    skipped: int


class Ticket(Row):
    """A ticket as a scan returns it: what the bench needs, of the customer only what is to be on the cake; what it lacks while it is blocked. Of two open tickets of a store the one with the lesser queue_key, byte by byte, is made first. cakes: how many its order has, cake_no: which of them it is; siblings: the others, at most twelve, open ones first; extras: what goes with them."""

    id: str
    store: str
    stage: StageType
    priority: Priority
    priority_set: bool
    queue_key: str
    product_title: str
    flavour: str | None
    size: str | None
    cake_message: str | None
    allergies: str | None
    due_date: date | None
    due_slot: str | None
    due_minutes: int | None
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
    missing: list[MissingPart]
    flags: list[str]
    change: TicketChange | None
    allowed_actions: list[str]
    cakes: int
    cake_no: int | None
    siblings: list[Sibling]
    extras: list[Extra]
    packed_by: str | None


class BenchTicket(Ticket):
    """A ticket as a station's queue shows it: with the order's notes, since when it is in its stage, and the size that it counts as."""

    notes: str | None
    due_text: str | None
    size_group: str | None
    stage_since: AwareDatetime


class BoardAnswer(Answer):
    """Tickets, most urgent first, the time of the answer, and which tickets were cancelled within a day."""

    at: AwareDatetime
    tickets: list[BenchTicket]
    cancelled: list[str]


class OrderBody(Row):
    """An order as the shop sent it last."""

    order_gid: str
    name: str | None
    body: str


class BodiesAnswer(Answer):
    """Orders to be read again."""

    orders: list[OrderBody]


class BookedAnswer(Answer):
    """Component SKUs that were held, fell short or are unknown."""

    held: list[str]
    short: list[str]
    unknown: list[str]


class CarriersAnswer(Answer):
    """Carriers, by their codes at the marketplace."""

    carriers: Any | None


class ChangedField(Row):
    """A field of a ticket, before and after."""

    field: str
    before: str | None
    now: str | None


class ChangeAnswer(Answer):
    """A change that waits to be acknowledged; kind is edit, cancel, or null for none."""

    id: str
    kind: str | None
    detected_at: AwareDatetime | None
    fields: list[ChangedField]


class ClaimedRun(Row):
    """The task of a run and where it was left."""

    run_id: int
    store: str | None
    kind: str
    since: AwareDatetime
    started_at: AwareDatetime
    dry_run: bool
    at: AwareDatetime
    skus: int
    checkpoint: Any | None
    location_gid: str | None


class ClaimAnswer(Answer):
    """A run leased to this worker."""

    run: ClaimedRun | None


class ClaimMomentAnswer(Answer):
    """Since when it is claimed, null when it is not."""

    claimed_at: AwareDatetime | None


class ClaimedAnswer(Answer):
    """How many are new."""

    claimed: int


class CodeAnswer(Answer):
    """The code that a kiosk shows until a supervisor types it."""

    user_code: str
    expires_at: AwareDatetime


class Conversation(Row):
    """A conversation with a customer of a marketplace. It needs an answer while the marketplace says so, or when the latest message is an automatic reply. order_id is the marketplace's, order_status null while the order is not here."""

    store: str
    thread_id: str
    topic: str | None
    customer_name: str | None
    language: str
    order_id: str | None
    order_status: str | None
    needs_answer: bool
    answer_by: AwareDatetime | None
    last_at: AwareDatetime | None
    last_kind: str | None
    leased_by: str | None
    leased_to_me: bool
    lease_expires_at: AwareDatetime | None
    lease_reason: str | None
    failed: int
    fault: str | None


class ConversationLine(Row):
    """A product of the order that a conversation is about."""

    sku: str | None
    title: str | None
    quantity: int


class ConversationOrder(Row):
    """The order that a conversation is about: where we are with it, and where the marketplace is."""

    order_id: str
    status: str
    state: str
    ordered_at: AwareDatetime | None
    ship_by: AwareDatetime | None
    total_amount: float | None
    currency: str | None
    lines: list[ConversationLine]


class CustomerMessage(Row):
    """A message of a conversation. What we write has a state until it is sent, and after: draft (of an automatic reply), claimed, unknown, sent, failed."""

    message_no: int
    kind: str
    body: str
    created_at: AwareDatetime
    attachments: int
    state: str | None
    written_by: str | None
    automatic: bool
    fault: str | None


class MessageTemplate(Row):
    """A text to begin an answer with, of the setting message_templates, in the customer's language."""

    name: str
    body: str


class ConversationAnswer(Answer):
    """A conversation with its last messages, oldest first; last_message_no is what answer_conversation is to name."""

    conversation: Conversation
    order: ConversationOrder | None
    messages: list[CustomerMessage]
    last_message_no: int
    draft: str | None
    templates: list[MessageTemplate]


class ConversationsAnswer(Answer):
    """Conversations of a store; `at` is the server's time."""

    at: AwareDatetime
    conversations: list[Conversation]


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


class Device(Row):
    """An enrolled kiosk."""

    device_id: UUID
    store: str
    station: str
    shown_stores: list[str]
    enrolled_at: AwareDatetime
    enrolled_by: UUID
    revoked_at: AwareDatetime | None


class DeviceAnswer(Answer):
    """The kiosk as it is now."""

    device: Device


class DeviceStateAnswer(Answer):
    """waiting, enrolled, expired, revoked or unknown."""

    state: str


class DevicesAnswer(Answer):
    """Kiosks by station."""

    devices: list[Device]


class DoneAnswer(Answer):
    """Done, or done already."""


class DriftAnswer(Answer):
    """How many levels differed."""

    drift: int


class Event(Row):
    """One event; resume after its txid and no. From and to are stages of a ticket, else statuses of its flow. Its type is that of the live message that pages receive of it, if they do."""

    txid: str
    no: int
    at: AwareDatetime
    kind: str
    code: str | None
    order_gid: str | None
    ticket_id: str | None
    from_: str | None = Field(alias="from")
    to: str | None
    actor: str | None
    type: str | None


class EventsAnswer(Answer):
    """Events in the order of their commits, and the cursor after them. `more`: read on at once, or in a moment if there were none, for something is committed that cannot be read before another transaction ends."""

    events: list[Event]
    more: bool
    txid: str
    no: int


class SyncFinding(Row):
    """An order or a SKU that differed, and whether that was mended."""

    kind: str
    ref: str
    detail: Any
    repaired: bool


class FaultsAnswer(Answer):
    """The differences that were found."""

    faults: list[SyncFinding]


class FiguresAnswer(Answer):
    """How many of each SKU can be sold."""

    figures: Any


class FinishedAnswer(Answer):
    """The status of the row; null when it is leased to another worker, or finished."""

    status: WorkStatus | None


class FoundTicket(Ticket):
    """A ticket that was found; the customer's name for those who may see customers."""

    order_number: int | None
    order_name: str | None
    customer_name: str | None


class FoundAnswer(Answer):
    """The tickets of this page; more: there is another page."""

    more: bool
    tickets: list[FoundTicket]


class GapAnswer(Answer):
    """Orders by their gid."""

    orders: list[str]


class WorkerRun(Row):
    """When a worker ran last, and how many of its calls were refused or cancelled in the last hour."""

    worker: str
    last_run_at: AwareDatetime | None
    refused: int
    crashed: int


class WorkerHealth(Row):
    """Figures of the work queue. A count of 10000 means 10000 or more."""

    processed_per_minute: int
    error_rate: float
    last_run_at: AwareDatetime | None
    workers: list[WorkerRun]
    pending: int
    oldest_due_at: AwareDatetime | None
    alerts_waiting: int
    alerts_go_out: bool
    dead: int


class HealthAnswer(Answer):
    """The state of the work queue."""

    worker: WorkerHealth


class HeldAnswer(Answer):
    """The delivery that is kept, and whether a person has to look at it."""

    delivery_id: int | None
    permanent: bool


class HeldDelivery(Row):
    """A delivery that could not be ingested; never its content."""

    delivery_id: int
    topic: str
    reason: str
    webhook_id: str | None
    received_at: AwareDatetime
    bytes: int
    waiting: bool


class HistoryEvent(Row):
    """One event: when (occurred_at, if it was sent later), who by name, at which station; of a refusal the code; to whom a ticket was assigned; the remark written with it; whether the allergies were confirmed with it; which event it undoes, whether it was undone itself, and whether it is a step that still can be."""

    no: int
    at: AwareDatetime
    occurred_at: AwareDatetime | None
    kind: str
    function: str | None
    code: str | None
    ticket_id: str | None
    from_: StageType | None = Field(alias="from")
    to: StageType | None
    actor_kind: str | None
    actor: str | None
    device: str | None
    given_to: str | None
    remark: str | None
    allergies_seen: bool | None
    skus: list[str]
    undoes: int | None
    undone: bool
    undoable: bool


class StockEntry(Row):
    """An entry of the ledger of stock, negative for what it takes; event_no is the event that it was written with."""

    at: AwareDatetime
    sku: str
    title: str
    uom: str
    kind: str
    qty: float
    event_no: int | None


class PushState(Row):
    """A shop's state for a SKU: what it is known to show, whether a push waits, what the last one set and its result."""

    store: str
    store_name: str
    sku: str
    shown: int | None
    shown_at: AwareDatetime | None
    fault: str | None
    waiting: bool
    last_error: str | None
    pushed: int | None
    pushed_at: AwareDatetime | None
    status: str | None


class HistoryAnswer(Answer):
    """A ticket's history; more: read on after the last event's number."""

    at: AwareDatetime
    ticket: Ticket
    stage_since: AwareDatetime
    events: list[HistoryEvent]
    more: bool
    stock: list[StockEntry]
    pushes: list[PushState]


class HouseholdMember(Row):
    """A member of a household."""

    member_id: UUID
    display_name: str
    is_active: bool


class Household(Row):
    """A household of a pantry: how many people, what they eat or need, until when and whether it may order. asks_staff: it has not come for its orders too often."""

    household_id: UUID
    size: int
    diets: list[str]
    valid_until: date | None
    is_approved: bool
    asks_staff: bool
    members: list[HouseholdMember]


class HouseholdAnswer(Answer):
    """A household as it is now."""

    household: Household


class HouseholdsAnswer(Answer):
    """The households of a pantry."""

    households: list[Household]


class ImportedAnswer(Answer):
    """The order's id, and whether it was created or was here already and skipped."""

    order_id: str
    store: str
    status: str
    message: str
    version: int
    tickets: list[str]


class IngestedAnswer(Answer):
    """The sale and its tickets' ids."""

    store: str
    order_gid: str
    tickets: list[str]


class ItemBarcode(Row):
    """A barcode of an item, and how many pieces it stands for."""

    barcode: str
    quantity: int


class Item(Row):
    """An item of the store room: on hand, held for orders, kept back, and what may still be sold; its shelf, its weight in kilograms."""

    sku: str
    title: str
    uom: str
    on_hand: float
    reserved: float
    buffer: float
    ats: float
    low_at: float | None
    stocked: bool
    authority: str
    shelf: str | None
    weight: float | None
    barcodes: list[ItemBarcode]
    short: float


class ShopLevel(Row):
    """The level that a shop is known to show, and why it may differ."""

    store: str
    shows: int | None
    as_of: AwareDatetime | None
    unexplained: int
    fault: str | None


class StockedItem(Item):
    """An item, and what each shop shows of it."""

    shops: list[ShopLevel]


class InventoryAnswer(Answer):
    """Stock, summed up over its items."""

    on_hand: float
    reserved: float
    buffer: float
    ats: float
    items: list[StockedItem]


class InvitationAnswer(Answer):
    """A new invitation. Its code is not kept: this is the only time it is returned. path: of the link to it at the address of our pages; what stands behind its # is sent to no server."""

    invitation_id: UUID
    invitation: str
    path: str
    expires_at: AwareDatetime


class IssuedAnswer(Answer):
    """A new token. Its secret is not kept: this is the only time it is returned."""

    api_token: ApiToken
    secret: str


class ItemAnswer(Answer, Item):
    """The item as it is now."""


class JudgedAnswer(Answer):
    """Of each reading its lines, tickets and flags, or null."""

    orders: Any


class KioskPerson(Row):
    """A person of the kiosk's store; turn_id while they are signed in at it."""

    staff_id: UUID
    display_name: str
    has_pin: bool
    turn_id: UUID | None


class KioskAnswer(Answer):
    """A kiosk, its store's name, the time by our clock, the zone of its store (IANA), and the people of its store."""

    device: Device
    at: AwareDatetime
    timezone: str
    store_name: str
    idle_seconds: int
    people: list[KioskPerson]


class ParcelItem(Row):
    """A thing of a parcel: how many belong in, how many were scanned, and by what codes it is known."""

    sku: str
    title: str
    shelf: str | None
    needed: float
    verified: float
    barcodes: list[str]


class Parcel(Row):
    """An order's parcel: its things by shelf, whether it may be packed now, how often its label was printed, and whether the order may be reported as shipped."""

    store: str
    id: str
    status: str
    ship_by: AwareDatetime | None
    fault: str | None
    packs_now: bool
    has_label: bool
    prints: int
    packed_at: AwareDatetime | None
    handed_over: bool
    verified: bool
    items: list[ParcelItem]


class LabelAnswer(Answer):
    """Where the label's PDF is for some minutes; how often this label was printed, this time among them, and whether it was before."""

    url: str
    print_no: int
    reprint: bool
    parcel: Parcel


class LeaseAnswer(Answer):
    """Until when the conversation is leased."""

    lease_expires_at: AwareDatetime


class LiveMessage(Row):
    """A hint that something has changed: of which kind, in which store, which ticket (or SKU), and the stage it is in. No id: there was more than can be published. member_id: of the members it is for this one alone."""

    type: str
    store: str
    id: str | None
    stage: StageType | None
    txid: str | None
    no: int | None
    audiences: list[str]
    member_id: UUID | None


class LiveListener(Row):
    """A connected page, and the stores of which it receives changes; of a member who that is."""

    connection_id: str
    audience: str
    stores: list[str]
    member_id: UUID | None


class LiveClaimAnswer(Answer):
    """The shard leased to this worker, what to publish and to whom; others: whether another one waits for a worker; ended: the connections to close."""

    shard: int | None
    told: str | None
    messages: list[LiveMessage]
    listeners: list[LiveListener]
    others: bool
    ended: list[str]


class LiveTicketAnswer(Answer):
    """An admission to connect with, once and until expires_at; and the cursor from which get_events goes on after a connection was lost."""

    live_ticket: str
    expires_at: AwareDatetime
    txid: str
    no: int


class StorageLocation(Row):
    """A place where a cake can be stored; the code is on a label there."""

    code: str
    store: str
    name: str
    is_active: bool


class LocationAnswer(Answer):
    """The storage location as it is now."""

    location: StorageLocation


class LocationsAnswer(Answer):
    """A store's storage locations."""

    locations: list[StorageLocation]


class LowItem(Row):
    """An item that runs low: what is left of it for orders, the level at which that is called low, how much of it left the store room on an average day, and how many such days it lasts: none if it never left."""

    sku: str
    title: str | None
    ats: float
    low_at: float | None
    used_a_day: float
    days_left: float | None


class LowItemsAnswer(Answer):
    """Items that run low, first what lasts shortest."""

    items: list[LowItem]


class MarketOrder(Row):
    """An order of a marketplace: where it is here (status) and there (state), and until when it is to be accepted and shipped."""

    order_gid: str
    mirakl_id: str
    status: str
    state: str
    updated_at: AwareDatetime
    accept_by: AwareDatetime
    ship_by: AwareDatetime | None
    fault: str | None


class MarketOrderAnswer(Answer, MarketOrder):
    """The order as it is now."""


class MemberMailLine(Row):
    """An item of a member's own order. answer_by: it is offered in place of another, until then by the clock of the store."""

    title: str
    quantity: int
    answer_by: str | None


class MemberMail(Row):
    """A mail to a member about their own order (kind: confirmed, ready, cancelled or substitute), or a place that is held for them until answer_by (place_free); day, from and until: of the pick-up. Times are by the clock of the store."""

    work_id: int
    kind: str
    to: str
    language: str
    pantry: str
    order_id: str | None
    pickup_code: str | None
    day: str
    from_: str = Field(alias="from")
    until: str
    answer_by: str | None
    lines: list[MemberMailLine]


class MemberMailAnswer(Answer):
    """The mail leased to this worker; null where none is due."""

    mail: MemberMail | None


class MessageAnswer(Answer):
    """The message that was written."""

    message_no: int


class MessagesSinceAnswer(Answer):
    """The moment from which to read, and the conversations that are to be read again whatever their date."""

    since: AwareDatetime
    unread: list[str]


class MomentAnswer(Answer):
    """The moment of the answer: reads after it count as of this moment."""

    at: AwareDatetime


class ParkedOrder(Row):
    """An order that waits for a person: where it is here and there, why (a code or a flag), since when, until when it is to be accepted and shipped, what the carrier knows its label by, and what may be done."""

    id: str
    status: str
    state: str
    why: str
    since: AwareDatetime
    accept_by: AwareDatetime
    ship_by: AwareDatetime | None
    request_id: str | None
    actions: list[str]


class UnreadOrder(Row):
    """An order of the marketplace that could not be read, and is requested again each night."""

    id: str
    code: str
    since: AwareDatetime
    times: int


class NeedingPersonAnswer(Answer):
    """Orders that wait for a person, longest waiting first."""

    orders: list[ParkedOrder]
    unread: list[UnreadOrder]


class OfferedItem(Row):
    """An item of the store room that a pantry offers."""

    sku: str
    title: str | None
    is_offered: bool
    limit_each: int | None
    limit_per_person: int | None
    suits: list[str]
    substitutes: list[str]
    barcodes: list[ItemBarcode]


class OfferedItemAnswer(Answer):
    """An item that a pantry offers, as it is now."""

    item: OfferedItem


class OfferedItemsAnswer(Answer):
    """The items of a pantry, as staff set them."""

    items: list[OfferedItem]


class OffersAnswer(Answer):
    """An import of stock that is under way at a marketplace, and whether its offers are to be listed."""

    sending: bool
    import_id: str | None
    list: bool


class OpenMessage(Row):
    """A message to be sent to a customer; is_looked_up: first see whether it was sent before."""

    message_no: int
    thread_id: str
    body: str
    customer_id: str | None
    is_looked_up: bool


class OpenMessageAnswer(Answer):
    """The message to be sent now, if there is one."""

    message: OpenMessage | None


class OrderAnswer(Answer):
    """The order's id, the version that an edit has to name, and its tickets' ids."""

    order_id: str
    store: str
    version: int
    tickets: list[str]


class OrderToAccept(Row):
    """An order that waits for its acceptance, and what is to be done: accept, refuse or reread."""

    order_gid: str
    mirakl_id: str
    action: str
    line_ids: list[str]


class OrderToTrack(Row):
    """An order that has a label, and the number by which its carrier tracks it."""

    order_gid: str
    mirakl_id: str
    pin: str


class OrdersToAcceptAnswer(Answer):
    """Orders that wait for their acceptance."""

    orders: list[OrderToAccept]


class OrdersToReadAnswer(Answer):
    """Ids of orders, as the marketplace knows them."""

    mirakl_ids: list[str]


class OrdersToTrackAnswer(Answer):
    """Orders that are to be shipped at their marketplace."""

    orders: list[OrderToTrack]


class PantryLine(Row):
    """An item of an order: how many pieces were ordered, and how many are given. in_place_of: the line of which they take the place, if the member agrees: the offer is open, accepted, declined or lapsed."""

    line_no: int
    sku: str
    title: str | None
    ordered: int
    given: int
    in_place_of: int | None
    offer: str | None
    offered_until: AwareDatetime | None


class PantryOrder(Row):
    """An order of a pantry's member, with what the caller may do next about it. pickup_code is shown when it is picked up, between starts_at and ends_at; cancelled_by: the member, staff, or no_show."""

    id: str
    status: str
    status_since: AwareDatetime
    placed_at: AwareDatetime
    cancelled_by: str | None
    member_id: UUID
    member_name: str
    household_id: UUID
    session_id: UUID
    slot_id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    pickup_code: str
    actions: list[str]
    lines: list[PantryLine]


class PantryOrderAnswer(Answer):
    """An order as it is now."""

    order: PantryOrder


class PantryOrdersAnswer(Answer):
    """Orders of a pantry, those picked up first at the top. stores: the pantries of the caller."""

    at: AwareDatetime
    timezone: str
    stores: list[str]
    orders: list[PantryOrder]


class PantrySlot(Row):
    """A window in which orders are picked up. is_full: it takes none any more. How many it has is shown to staff alone; there are more than its capacity where that was lowered afterwards."""

    slot_id: UUID
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    is_full: bool
    capacity: int | None
    taken: int | None


class PantrySession(Row):
    """A pantry session, in which members order: planned, open or closed, then by time, by count or by hand. is_open: it takes orders now. How many it has is shown to staff alone."""

    session_id: UUID
    title: str
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    state: str
    closed_by: str | None
    is_open: bool
    max_orders: int | None
    taken: int | None
    slots: list[PantrySlot]


class PantrySessionAnswer(Answer):
    """A pantry session as it is now."""

    session: PantrySession


class PantrySessionsAnswer(Answer):
    """The sessions of a pantry, the latest first."""

    at: AwareDatetime
    timezone: str
    sessions: list[PantrySession]


class ParcelAnswer(Answer):
    """A parcel as it is now."""

    parcel: Parcel


class WaitingParcel(Row):
    """A parcel that is to be packed: how much belongs in, how much was scanned, and how far its label is."""

    id: str
    status: str
    ship_by: AwareDatetime | None
    has_label: bool
    prints: int
    pieces: float
    verified: float


class PickItem(Row):
    """A thing to be picked: how much of it, for how many parcels, and where it lies."""

    sku: str
    title: str
    shelf: str | None
    pieces: float
    parcels: int


class ParcelsAnswer(Answer):
    """The parcels that are to be packed, by deadline, and what is still to be picked for them, by shelf; the store's zone, the marketplaces' stores that you may choose from, and how this one packs."""

    at: AwareDatetime
    timezone: str
    stores: list[str]
    verify_parcels: str
    ship_when: str
    parcels: list[WaitingParcel]
    picks: list[PickItem]


class PeopleAnswer(Answer):
    """People by name."""

    people: list[AssignablePerson]


class Person(Row):
    """A person as others at work see them."""

    staff_id: UUID
    display_name: str
    role: StaffRole
    stores: list[str]


class ReadingDifference(Row):
    """A field that two sets of rules read differently: of an order, or of a line and its tickets. `change` is added, removed or changed. `before` and `after` only where no customer's words stand: unreadable, kind, quantity, due_date, delivery_method, flags."""

    order_gid: str
    name: str | None
    line_no: int | None
    field: str
    change: str
    before: str | None
    after: str | None


class PreviewAnswer(Answer):
    """The differences between two sets of order_rules. `orders` of the shop are the last, of which some were redacted and some are too large to be read again; `unread` is how far the time did not reach, `slow` is where a pattern took too long."""

    store: str
    orders: int
    read: int
    redacted: int
    too_large: list[str]
    unread: list[str]
    slow: list[str]
    differences: list[ReadingDifference]


class PrintAnswer(Answer):
    """The number of this print, what to print, and the ticket as it is now."""

    print_no: int
    barcode: str
    ticket: Ticket


class SoldProduct(Row):
    """A product of a store and what was decided of it; without ids it is known by title and sku. open_orders: how many orders a decision may still change, 1000 for that many or more."""

    product_id: str | None
    variant_id: str | None
    title: str | None
    sku: str | None
    kind: LineKind | None
    decided_by: str | None
    decided_at: AwareDatetime | None
    since: AwareDatetime
    open_orders: int


class ProductAnswer(Answer):
    """The product with its current decision."""

    product: SoldProduct


class ProductsAnswer(Answer):
    """Undecided products, the oldest first."""

    products: list[SoldProduct]


class PurgedAnswer(Answer):
    """How many rows were deleted by this call, and whether another call may find more."""

    purged: int
    more: bool


class SkuItem(Row):
    """A SKU and the shop's item for it."""

    sku: str
    inventory_item_gid: str


class PushLine(Row):
    """One level to set: to to_qty, if it is from_qty."""

    line: int
    sku: str
    inventory_item_gid: str
    location_gid: str
    from_qty: int
    to_qty: int


class PushBatch(Row):
    """One mutation, always sent with this key."""

    batch_id: int
    key: UUID
    lines: list[PushLine]


class PushAnswer(Answer):
    """The next step for a shop. at: reads after this answer count as of this moment."""

    idle: bool
    busy_seconds: int
    at: AwareDatetime
    location_gid: str | None
    find: list[str]
    read: list[SkuItem]
    batch: PushBatch | None


class QuarantineAnswer(Answer):
    """Deliveries, oldest first."""

    deliveries: list[HeldDelivery]


class QueueAnswer(Answer):
    """Tickets, most urgent first, and the time of the answer."""

    at: AwareDatetime
    tickets: list[BenchTicket]


class RedactedAnswer(Answer):
    """How many sales were emptied."""

    sales: int


class RefreshedAnswer(Answer):
    """A sign-in, and what the next refresh token is derived with (hexadecimal)."""

    session_id: UUID
    expires_at: AwareDatetime
    provider: str
    staff: Person
    salt: str


class ReportedAnswer(Answer):
    """Whether the report was taken, or dropped because there were ten of this minute already."""

    taken: bool


class RereadAnswer(Answer):
    """An order to be read before it can be changed, as the shop sent it; null: nothing is left to do."""

    body: str | None


class RetryAnswer(Answer):
    """How many rows were requeued."""

    retried: int


class RulesAnswer(Answer):
    """A store's order_rules, the last good ones of them, and where its days begin."""

    rules: Any
    last_good: Any | None
    timezone: str | None


class RunAnswer(Answer):
    """The run; get_sync_run returns its state."""

    run_id: int


class ScanAnswer(Answer):
    """The ticket that was scanned, or the tickets to choose from."""

    ticket: Ticket | None
    choices: list[Ticket]


class SessionAnswer(Answer):
    """A sign-in and its person."""

    session_id: UUID
    expires_at: AwareDatetime
    provider: str
    staff: Person


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


class ShelfItem(Row):
    """An item that a pantry offers: how many are left, how many the household may still have of it in the session, which diets it suits, and whether these are all of the household's."""

    sku: str
    title: str | None
    pieces_left: int
    most: int | None
    suits: list[str]
    fits: bool


class WaitingEntry(Row):
    """A member waits for a place in a session: in one slot, or in any. offered_slot_id: a place there is held for them, until offered_until."""

    waiting_id: UUID
    session_id: UUID
    slot_id: UUID | None
    joined_at: AwareDatetime
    offered_slot_id: UUID | None
    offered_until: AwareDatetime | None


class ShelfAnswer(Answer):
    """The pantry as a member sees it: the sessions that take orders, then those that will; what keeps the household from ordering; how many orders it may still place in session_id, the items that are offered, with how many it may still have of them there, and what the member waits for."""

    at: AwareDatetime
    timezone: str
    session_id: UUID | None
    sessions: list[PantrySession]
    household_fault: str | None
    orders_left: int
    items: list[ShelfItem]
    waiting: list[WaitingEntry]


class ShipmentClaimAnswer(Answer):
    """Whether this caller may now buy the label, or undo it: once."""

    claimed: bool


class ShipmentNotedAnswer(Answer):
    """Whether the order goes on: its label may be fetched."""

    goes_on: bool


class ShippableOrder(Row):
    """An order whose label is to be bought, looked up or fetched."""

    order_gid: str
    mirakl_id: str
    ship_by: str
    address: Any | None
    parcel: int
    has_ended: bool
    attempt: int
    look_from: int
    lines: Any
    shipment: Any | None


class ShippableAnswer(Answer):
    """The setting `parcel` of the store, and orders by deadline."""

    setting: Any | None
    orders: list[ShippableOrder]


class ShopRedactedAnswer(Answer):
    """How many sales were emptied by this call, and whether another call may find more."""

    sales: int
    more: bool


class Shortfall(Row):
    """How much of a component an order lacks, and the tickets that wait for it."""

    sku: str
    title: str
    uom: str
    qty: float
    since: AwareDatetime
    order_id: str
    tickets: list[str]


class ShortfallsAnswer(Answer):
    """Shortfalls, the oldest first."""

    shortfalls: list[Shortfall]


class SignedOutAnswer(Answer):
    """Signed out, or never in; the provider of the session that ended."""

    provider: str | None


class SinceAnswer(Answer):
    """The moment from which to read."""

    since: AwareDatetime


class StaffMember(Row):
    """A person, for those who manage staff."""

    staff_id: UUID
    display_name: str
    role: StaffRole
    stores: list[str]
    email: str | None
    is_active: bool
    has_badge: bool
    has_pin: bool


class StaffAnswer(Answer):
    """The person as they are now."""

    staff: StaffMember


class StaffListAnswer(Answer):
    """People by name, inactive ones last."""

    staff: list[StaffMember]


class StageCapacity(Row):
    """How many tickets each stage can do; null where there is no bound."""

    filling: int | None
    covering: int | None
    decorating: int | None
    packing: int | None


class WaitingRun(Row):
    """A run that no worker has, and the queue of its kind."""

    run_id: int
    queue: str


class SweepAnswer(Answer):
    """The shops and runs to wake, and figures of the work queue."""

    at: AwareDatetime
    push_stores: list[str]
    due_seconds: int
    dead: int
    runs: list[int]
    waiting_runs: list[WaitingRun]


class SweptAnswer(Answer):
    """One order or offer was ended, and there may be more, or there was none."""

    more: bool


class SyncRunAnswer(Answer):
    """A run and its report."""

    run_id: int
    store: str
    kind: str
    status: str
    dry_run: bool
    since: AwareDatetime
    started_at: AwareDatetime
    finished_at: AwareDatetime | None
    error: str | None
    counts: Any
    findings: list[SyncFinding]


class ThreadAnswer(Answer):
    """Whether all messages of the conversation are here."""

    whole: bool


class TicketAnswer(Answer):
    """The ticket as it is now."""

    ticket: Ticket


class TokenAnswer(Answer):
    """The token as it is now."""

    api_token: ApiToken


class TokensAnswer(Answer):
    """Tokens by name, revoked ones last."""

    api_tokens: list[ApiToken]


class TurnAnswer(Answer):
    """The person's turn at the kiosk: each of their scans names it."""

    turn_id: UUID
    started_at: AwareDatetime
    staff: Person


class UnleasedRun(Row):
    """A run that no worker leases, and its kind."""

    run_id: int
    kind: str


class Usage(Row):
    """One call of a function by a person: refused where it has a code."""

    txid: str
    no: int
    at: AwareDatetime
    store: str | None
    function: str
    code: str | None
    from_: StageType | None = Field(alias="from")
    to: StageType | None


class UsageAnswer(Answer):
    """Calls by people, and the last event that was read; null when there is none."""

    txid: str | None
    no: int | None
    events: list[Usage]


class VerifiedAnswer(Answer):
    """The SKU that was scanned, and the parcel with it."""

    sku: str
    parcel: Parcel


class VoidableShipment(Row):
    """A label that is to be undone, and how that was tried before."""

    order_gid: str
    mirakl_id: str
    parcel: int
    attempt: int
    request_id: str
    shipment_id: str
    carrier_status: str | None
    undoing: str | None


class VoidableAnswer(Answer):
    """Labels to be undone at the carrier, and keys of files of labels that are to be deleted."""

    setting: Any | None
    shipments: list[VoidableShipment]
    erase: list[str]


class WaitAnswer(Answer):
    """The time to wait before the call; zero: go on."""

    wait_seconds: float


class WaitingAnswer(Answer):
    """An entry of a waiting list as it is now."""

    waiting: WaitingEntry


class WaitingRunsAnswer(Answer):
    """Runs without a lease."""

    runs: list[UnleasedRun]


class WeekDay(Row):
    """A day: tickets due by the stage they are in, by the stages that they have yet to go through, and what those can do."""

    date: date
    open: StageCounts
    ahead: StageCounts
    capacity: StageCapacity
    overbooked: list[StageType]


class WeekAnswer(Answer):
    """The plan of a store's days, and counts of all its open tickets."""

    at: AwareDatetime
    store: str
    today: date
    date_from: date
    date_to: date
    open: int
    unassigned: int
    blocked: int
    flagged: int
    overdue: int
    undated: int
    shortfalls: int
    days: list[WeekDay]


class Work(Row):
    """A row of the outbox, leased to a worker."""

    work_id: int
    topic: str
    store: str | None
    payload: Any
    retry_count: int


class WorkAnswer(Answer):
    """The rows leased to this worker."""

    work: list[Work]


class WrittenAnswer(Answer):
    """An order as it was written last."""

    order_id: str
    store: str
    version: int
    tickets: list[str]
    customer_name: str | None
    due_date: date | None
    due_slot: str | None
    delivery_method: DeliveryMethod | None
    notes: str | None
    products: list[Product]
    cancelled_at: AwareDatetime | None


ANSWERS: dict[str, type[Answer]] = {
    "acknowledge_change": TicketAnswer,
    "adjust_stock": ItemAnswer,
    "answer_conversation": MessageAnswer,
    "answer_substitute": PantryOrderAnswer,
    "approve_member": HouseholdAnswer,
    "assign_staff": TicketAnswer,
    "begin_device": CodeAnswer,
    "begin_turn": TurnAnswer,
    "browse_pantry": ShelfAnswer,
    "cancel_order": OrderAnswer,
    "cancel_pantry_order": PantryOrderAnswer,
    "change_quantities": IngestedAnswer,
    "check_stock": FaultsAnswer,
    "claim_acceptance": DoneAnswer,
    "claim_alerts": AlertsAnswer,
    "claim_auto_replies": ClaimedAnswer,
    "claim_live": LiveClaimAnswer,
    "claim_member_mail": MemberMailAnswer,
    "claim_offers": FiguresAnswer,
    "claim_shipment": ShipmentClaimAnswer,
    "claim_sync": ClaimAnswer,
    "claim_tracking": DoneAnswer,
    "claim_usage": UsageAnswer,
    "claim_void": ShipmentClaimAnswer,
    "claim_work": WorkAnswer,
    "clear_shortfall": TicketAnswer,
    "close_import": DoneAnswer,
    "close_message": DoneAnswer,
    "close_messages": DoneAnswer,
    "close_pantry_session": PantrySessionAnswer,
    "close_push": DoneAnswer,
    "compare_levels": DriftAnswer,
    "compare_orders": GapAnswer,
    "complete_covering": TicketAnswer,
    "complete_decorating": TicketAnswer,
    "complete_filling": TicketAnswer,
    "complete_packing": TicketAnswer,
    "complete_pantry_order": PantryOrderAnswer,
    "confirm_pantry_order": PantryOrderAnswer,
    "connect_live": DoneAnswer,
    "copy_pantry_session": PantrySessionAnswer,
    "count_stock": ItemAnswer,
    "create_order": OrderAnswer,
    "deduct_on_order_create": BookedAnswer,
    "disconnect_live": DoneAnswer,
    "drop_acceptance": DoneAnswer,
    "edit_order": OrderAnswer,
    "end_session": SignedOutAnswer,
    "end_turn": DoneAnswer,
    "enrol_device": DeviceAnswer,
    "erase_member": DoneAnswer,
    "fail_acceptance": DoneAnswer,
    "fail_tracking": DoneAnswer,
    "find_orders": FoundAnswer,
    "finish_alerts": DoneAnswer,
    "finish_live": DoneAnswer,
    "finish_member_mail": DoneAnswer,
    "finish_sync": DoneAnswer,
    "finish_usage": DoneAnswer,
    "finish_work": FinishedAnswer,
    "get_basket": BasketAnswer,
    "get_board": BoardAnswer,
    "get_carriers": CarriersAnswer,
    "get_change": ChangeAnswer,
    "get_conversation": ConversationAnswer,
    "get_device": KioskAnswer,
    "get_events": EventsAnswer,
    "get_health": HealthAnswer,
    "get_held_delivery": DeliveryAnswer,
    "get_history": HistoryAnswer,
    "get_inventory": InventoryAnswer,
    "get_open_list": QueueAnswer,
    "get_order": WrittenAnswer,
    "get_order_for_scan": ScanAnswer,
    "get_order_rules": RulesAnswer,
    "get_orders_for_dashboard": DashboardAnswer,
    "get_orders_to_accept": OrdersToAcceptAnswer,
    "get_orders_to_read": BodiesAnswer,
    "get_orders_to_track": OrdersToTrackAnswer,
    "get_parcel": ParcelAnswer,
    "get_queue": BoardAnswer,
    "get_settings": SettingsAnswer,
    "get_sync_run": SyncRunAnswer,
    "get_unassigned_counts": CountsAnswer,
    "get_unassigned_list": QueueAnswer,
    "get_uninstall_claim": ClaimMomentAnswer,
    "get_week": WeekAnswer,
    "handle_print_barcode": PrintAnswer,
    "hold_conversation": LeaseAnswer,
    "hold_delivery": HeldAnswer,
    "import_order": ImportedAnswer,
    "ingest_marketplace_order": MarketOrderAnswer,
    "ingest_order": IngestedAnswer,
    "ingest_thread": ThreadAnswer,
    "invite_member": InvitationAnswer,
    "issue_badge": BadgeAnswer,
    "issue_token": IssuedAnswer,
    "join_pantry": HouseholdAnswer,
    "join_waiting_list": WaitingAnswer,
    "judge_readings": JudgedAnswer,
    "keep_basket": BasketAnswer,
    "keep_carriers": DoneAnswer,
    "keep_order_rules": DoneAnswer,
    "know_skus": DoneAnswer,
    "leave_conversation": DoneAnswer,
    "leave_waiting_list": DoneAnswer,
    "list_assignable": PeopleAnswer,
    "list_conversations": ConversationsAnswer,
    "list_devices": DevicesAnswer,
    "list_households": HouseholdsAnswer,
    "list_low_stock": LowItemsAnswer,
    "list_needing_person": NeedingPersonAnswer,
    "list_orders_to_read": OrdersToReadAnswer,
    "list_pantry_items": OfferedItemsAnswer,
    "list_pantry_orders": PantryOrdersAnswer,
    "list_pantry_sessions": PantrySessionsAnswer,
    "list_parcels": ParcelsAnswer,
    "list_quarantine": QuarantineAnswer,
    "list_sales": GapAnswer,
    "list_shippable": ShippableAnswer,
    "list_shortfalls": ShortfallsAnswer,
    "list_staff": StaffListAnswer,
    "list_storage_locations": LocationsAnswer,
    "list_tokens": TokensAnswer,
    "list_undecided_products": ProductsAnswer,
    "list_voidable": VoidableAnswer,
    "list_waiting_runs": WaitingRunsAnswer,
    "note_data_request": DoneAnswer,
    "note_erased": DoneAnswer,
    "note_finding": DoneAnswer,
    "note_label": DoneAnswer,
    "note_level": DoneAnswer,
    "note_offers": DoneAnswer,
    "note_points": DoneAnswer,
    "note_product": DoneAnswer,
    "note_rereads": DoneAnswer,
    "note_run": DoneAnswer,
    "note_shipment": ShipmentNotedAnswer,
    "note_stock_import": DoneAnswer,
    "note_uninstalled": DoneAnswer,
    "note_unread_order": DoneAnswer,
    "note_unread_thread": DoneAnswer,
    "note_untracked": DoneAnswer,
    "note_void": DoneAnswer,
    "offer_substitute": PantryOrderAnswer,
    "open_import": SinceAnswer,
    "open_label": LabelAnswer,
    "open_live": LiveTicketAnswer,
    "open_message": OpenMessageAnswer,
    "open_messages": MessagesSinceAnswer,
    "open_offers": OffersAnswer,
    "open_push": PushAnswer,
    "pack_parcel": ParcelAnswer,
    "park_shipment": DoneAnswer,
    "pass_over_order": DoneAnswer,
    "place_pantry_order": PantryOrderAnswer,
    "poll_device": DeviceStateAnswer,
    "preview_order_rules": PreviewAnswer,
    "purge": PurgedAnswer,
    "qc_return_to_decorating": TicketAnswer,
    "ready_pantry_order": PantryOrderAnswer,
    "receive_stock": ItemAnswer,
    "redact": RedactedAnswer,
    "redact_order": RedactedAnswer,
    "redact_shop": ShopRedactedAnswer,
    "refresh_session": RefreshedAnswer,
    "refuse_member": DoneAnswer,
    "release_extras": TicketAnswer,
    "release_shipment": MarketOrderAnswer,
    "replay_quarantined": DoneAnswer,
    "report_page_error": ReportedAnswer,
    "request_sync": RunAnswer,
    "reread_order": RereadAnswer,
    "resolve_delivery": DoneAnswer,
    "retry_failed_sync": RetryAnswer,
    "retry_message": MessageAnswer,
    "retry_step": MarketOrderAnswer,
    "revoke_badge": DoneAnswer,
    "revoke_device": DeviceAnswer,
    "revoke_token": TokenAnswer,
    "revoke_tokens_of": TokensAnswer,
    "save_draft": DoneAnswer,
    "save_sync": MomentAnswer,
    "scan_intake": ItemAnswer,
    "see_levels": DoneAnswer,
    "set_device_stores": DeviceAnswer,
    "set_household": HouseholdAnswer,
    "set_household_member": HouseholdAnswer,
    "set_item": ItemAnswer,
    "set_item_barcode": ItemAnswer,
    "set_item_place": ItemAnswer,
    "set_location": DoneAnswer,
    "set_pantry_item": OfferedItemAnswer,
    "set_pantry_session": PantrySessionAnswer,
    "set_pantry_slot": PantrySessionAnswer,
    "set_pin": DoneAnswer,
    "set_priority": TicketAnswer,
    "set_product_kind": ProductAnswer,
    "set_requirement": DoneAnswer,
    "set_setting": DoneAnswer,
    "set_staff": StaffAnswer,
    "set_storage": TicketAnswer,
    "set_storage_location": LocationAnswer,
    "settle_acceptance": MarketOrderAnswer,
    "settle_uninstall": DoneAnswer,
    "sign_in": SessionAnswer,
    "sign_out_staff": DoneAnswer,
    "start_packing": TicketAnswer,
    "start_pantry_order": PantryOrderAnswer,
    "stop_shop_redaction": DoneAnswer,
    "sweep": SweepAnswer,
    "sweep_pantries": SweptAnswer,
    "sweep_waiting": DoneAnswer,
    "take_points": WaitAnswer,
    "undo_intake": ItemAnswer,
    "undo_scan": TicketAnswer,
    "undo_verify": ParcelAnswer,
    "verify_item": VerifiedAnswer,
    "void_shipment": MarketOrderAnswer,
    "warn_unpacked": DoneAnswer,
    "waste_stock": ItemAnswer,
    "watch_acceptance": DoneAnswer,
    "withdraw_pantry_order": PantryOrderAnswer,
}
