"""Requests, enums and faults, generated from the database's catalog by `make generate`. Do not edit."""

from decimal import Decimal
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from ordak.contract.base import Fault, Json, Part, Parts, Rpc, ShopifyId, Storable
from ordak.contract.reading import Day, Exact, Moment, OnDay, Whole


class DeliveryMethod(StrEnum):
    PICKUP = 'pickup'
    DELIVERY = 'delivery'
    SHIPPING = 'shipping'


class LineKind(StrEnum):
    CAKE = 'cake'
    EXTRA = 'extra'
    SERVICE = 'service'
    ITEM = 'item'


class Priority(StrEnum):
    LOW = 'Low'
    MEDIUM = 'Medium'
    HIGH = 'High'


class StaffRole(StrEnum):
    STAFF = 'Staff'
    SUPERVISOR = 'Supervisor'
    ADMIN = 'Admin'
    AGENT = 'Agent'
    PACKER = 'Packer'
    MEMBER = 'Member'
    SERVICE = 'Service'
    DEVICE = 'Device'


class StageType(StrEnum):
    FILLING = 'Filling'
    COVERING = 'Covering'
    DECORATING = 'Decorating'
    PACKING = 'Packing'
    COMPLETE = 'Complete'


class WorkStatus(StrEnum):
    PENDING = 'pending'
    RUNNING = 'running'
    DONE = 'done'
    ERROR = 'error'
    DEAD = 'dead'


class BasketLine(Part):
    """So many pieces of an item in a basket."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    quantity: Annotated[int, Field(ge=1, le=1000), Whole]


class NewProduct(Part):
    """A product to order: a cake, each piece a ticket of its own, an extra that goes with them, or a service, for which nothing is kept. Without a kind it is of the kind decided for the product, else a cake. SKU or title must be there; a product without a SKU holds no stock. unit_amount is in the store's currency."""

    kind: LineKind | None = None
    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable] | None = None
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable] | None = None
    quantity: Annotated[int, Field(ge=1, le=1000), Whole]
    flavour: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable] | None = None
    size: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable] | None = None
    cake_message: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    notes: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    allergies: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    unit_amount: Annotated[Decimal, Field(ge=0, le=99999.99, decimal_places=2), Exact] | None = None


class SkippedExtra(Part):
    """An extra that is left out of the parcel: its SKU, or its title where it has none, how many of it (null: all), and why."""

    sku: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    quantity: Annotated[int, Field(ge=1, le=1000), Whole] | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable]


class Product(NewProduct):
    """A product of an order, by its line; without a line it is new."""

    line: Annotated[int, Field(ge=-2147483648, le=2147483647), Whole] | None = None


class AcknowledgeChange(Rpc):
    """Acknowledges what the shop changed on a cake already begun; until then the ticket cannot go on. A cancelled cake is cancelled by this: before filling its stock is released, afterwards it counts as used."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class AdjustStock(Rpc):
    """Corrects an item by a quantity, up or down. If orders held the removed stock, the latest of them become short of it."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    delta: Annotated[Decimal, Field(ge=-1000000, le=1000000, decimal_places=3), Exact]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable]
    scan_id: UUID | None = None


class AnswerConversation(Rpc):
    """Writes an answer to a customer, which is sent at once, and once. last_message_no is the last message that was read: it is refused where there is a later one, of the customer or of anyone who answered. Ends the lease and the draft of the caller."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    thread_id: Annotated[str, StringConstraints(min_length=1, max_length=200), Storable]
    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10000), Storable]
    last_message_no: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole]
    scan_id: UUID | None = None


class AnswerSubstitute(Rpc):
    """Accepts or declines what was offered in place of a line, until the time for it is over: the member, or staff for them. What is declined is free again."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    line_no: Annotated[int, Field(ge=-2147483648, le=2147483647), Whole]
    accept: bool
    scan_id: UUID | None = None


class ApproveMember(Rpc):
    """Approves the household of a member who has joined: it may order from now on."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    member_id: UUID


class AssignStaff(Rpc):
    """Assigns the ticket's current stage to a member of staff of its store, or to no one (null). The stage does not change."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    staff_id: UUID | None
    note: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class BrowsePantry(Rpc):
    """Returns what a pantry offers to a member at this moment: the sessions, the slots that are not full, and what is left of each item. How many the household may still have goes by one session, the first if none is named. Staff name the member whom they help."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    session_id: UUID | None = None
    member_id: UUID | None = None


class CancelOrder(Rpc):
    """Cancels a manual order. Cakes not begun are cancelled and their stock is released; begun ones wait until the change is acknowledged at the bench."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class CancelPantryOrder(Rpc):
    """Cancels an order that was not picked up, and says why. What it held is free again, and its place."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable]
    scan_id: UUID | None = None


class ClearShortfall(Rpc):
    """Takes responsibility for the missing stock of an order: its tickets are no longer blocked, nothing is held for the rest. For supervisors."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    note: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class ClosePantrySession(Rpc):
    """Closes a session: it takes no orders any more. Those that it has stay."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    session_id: UUID
    scan_id: UUID | None = None


class CompleteCovering(Rpc):
    """Completes covering: Covering to Decorating."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class CompleteDecorating(Rpc):
    """Completes decorating: Decorating to Packing. allergies_seen: the decorator has confirmed the allergies that the ticket shows."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None
    allergies_seen: bool | None = None


class CompleteFilling(Rpc):
    """Completes filling: Filling to Covering."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class CompletePacking(Rpc):
    """Completes packing: Packing to Complete. Packing must have been started. allergies_seen: the packer has confirmed the allergies that the ticket shows. With an order's last cake its extras leave too, except those that skipped names: they stay held until a supervisor releases them (release_extras)."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None
    allergies_seen: bool | None = None
    skipped: Annotated[list[SkippedExtra], Field(min_length=1, max_length=100), Parts] | None = None


class CompletePantryOrder(Rpc):
    """Hands an order over to who shows its pick-up code, H-…, or, where they have none with them, by its own: READY to COMPLETED. What it held is used up."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class ConfirmPantryOrder(Rpc):
    """Confirms an order that waits for it: PENDING to CONFIRMED."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class CopyPantrySession(Rpc):
    """Adds a session like another, which opens on this day: its times are the same by the clock on the wall, its slots as long."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    session_id: UUID
    opens_on: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay]
    scan_id: UUID | None = None


class CountStock(Rpc):
    """Records a stocktake: the quantity on the shelf, without what begun cakes hold. The difference is corrected, up or down."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    counted: Annotated[Decimal, Field(ge=0, le=1000000, decimal_places=3), Exact]
    scan_id: UUID | None = None


class CreateOrder(Rpc):
    """Creates a manual order: taken at the counter, in no shop. It has a ticket per cake, which holds stock like any other. An unknown SKU is kept, and flagged on its ticket."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    customer_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable]
    products: Annotated[list[NewProduct], Field(min_length=1, max_length=100), Parts]
    due_date: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay]
    due_slot: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable] | None = None
    delivery_method: DeliveryMethod | None = None
    notes: Annotated[str, StringConstraints(max_length=2000), Storable] | None = None
    scan_id: UUID | None = None


class EditOrder(Rpc):
    """Replaces a manual order as a whole: read it with get_order, change it, send it back with the version that was read. A product keeps its line, one without a line is new, a missing one is removed. Cakes already begun are flagged until the change is acknowledged at the bench."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    version: Annotated[int, Field(ge=-2147483648, le=2147483647), Whole]
    customer_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable]
    products: Annotated[list[Product], Field(min_length=1, max_length=100), Parts]
    due_date: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay]
    due_slot: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable] | None = None
    delivery_method: DeliveryMethod | None = None
    notes: Annotated[str, StringConstraints(max_length=2000), Storable] | None = None
    scan_id: UUID | None = None


class EndTurn(Rpc):
    """Signs a person out of the calling kiosk: now, or at the time they left if it could not be sent at once. The kiosk stays enrolled."""

    turn_id: UUID
    ended_at: Moment | None = None


class EnrolDevice(Rpc):
    """Enrols the kiosk that shows this code, for a store and a station. Its token is then valid until revoke_device."""

    user_code: Annotated[str, StringConstraints(min_length=8, max_length=20), Storable]
    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    station: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]


class EraseMember(Rpc):
    """Erases a member for good: their name, e-mail and accounts, what their household eats unless others belong to it, their baskets, and what was written about their orders. They are signed out everywhere. Orders and stock stay."""

    member_id: UUID


class FindOrders(Rpc):
    """Finds tickets of any stage, cancelled ones too where nothing else of their order is left, undated first and then latest due first, by pages: by order number or any code of a ticket, by the last four digits of the customer's phone, or by the beginnings of words of the cake's title, flavour, size and message and, for those who may see customers, of the customer's name; in a stage, due within dates."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    text: Annotated[str, StringConstraints(max_length=100), Storable] | None = None
    stage: StageType | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=10000), Whole] = 0


class GetBasket(Rpc):
    """Returns a basket as it was kept, and what is left for it by now."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    basket_id: UUID


class GetBoard(Rpc):
    """Returns what a kiosk shows while no one is signed in at it: the open tickets of its store and of those that set_device_stores added, in the order of get_queue. At most 500 rows."""

    limit: Annotated[int, Field(ge=1, le=500), Whole] = 100
    stage: StageType | None = None


class GetChange(Rpc):
    """Returns what the shop changed on a ticket since the last acknowledgement, field by field."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]


class GetConversation(Rpc):
    """Returns a conversation with its last messages, the order that it is about, the caller's draft and the templates in the customer's language."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    thread_id: Annotated[str, StringConstraints(min_length=1, max_length=200), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 100


class GetDevice(Rpc):
    """Returns a kiosk's own data: its store (its name too) and station, the time and its store's time zone, and the people of its store, who is signed in at it, who has a PIN."""



class GetEvents(Rpc):
    """Returns the events of a store since a cursor (txid, no), in an order that nothing committed late can slip behind. Read on after the answer's own cursor while there is more."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    after_txid: Annotated[str, StringConstraints(max_length=100), Storable] = '0'
    after_no: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole] = 0
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 200


class GetHistory(Rpc):
    """Returns why a ticket is where it is: its events and those of its order, oldest first, by pages; what the order did to stock, and the state of the shops' pushes for what shares a component with it."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    after_no: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole] = 0
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 200


class GetInventory(Rpc):
    """Returns the stock of a SKU, or of all SKUs of a Shopify product: summed up, each item, and what every shop shows of it."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable] | None = None
    product_id: Annotated[str, StringConstraints(max_length=100), Storable] | None = None


class GetOpenList(Rpc):
    """Lists the open tickets behind a count of get_week, due first, by pages: unassigned, blocked, flagged, overdue or undated."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    which: Annotated[str, StringConstraints(max_length=100), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class GetOrder(Rpc):
    """Returns a manual order as last written, to be changed and sent back with its version (edit_order). The id is the order's or that of any of its tickets."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]


class GetOrderForScan(Rpc):
    """Resolves a scanned code: bannos-12345, flour-lane-12345-B, any case, or a QR payload that holds one. An order of several tickets scanned without suffix answers with choices and no ticket; cancelled ones are not among them, and the only one left is the ticket. A code of a store that is not the caller's is refused with the store's name, whether or not there is such an order."""

    scan: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]


class GetOrdersForDashboard(Rpc):
    """Returns counts for a wall display: open tickets of a store due up to the end of the period (day, week, month) or undated, by stage, priority and day, with what is overdue, unassigned, blocked and flagged."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    period: Annotated[str, StringConstraints(max_length=100), Storable] = 'week'


class GetParcel(Rpc):
    """Returns an order's parcel: its things by shelf with their barcodes, what was scanned of each, and its label."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]


class GetQueue(Rpc):
    """Lists the open tickets of a store, most urgent first: priority, due date, slot, size, order number. Dates bound the due date, both inclusive; a ticket without one is always shown. At most 500 rows. A kiosk at which no one is signed in gets … in place of text that people wrote."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    date_from: Day | None = None
    date_to: Day | None = None
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 100
    stage: StageType | None = None


class GetSettings(Rpc):
    """Returns the settings that hold in every store of the organisation, and those of one store."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable] | None = None


class GetSyncRun(Rpc):
    """Returns the state of a run of reconciliation and its findings: each order or SKU by name, a thousand at most, and how many of each kind."""

    run_id: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole]


class GetUnassignedCounts(Rpc):
    """Counts the unassigned tickets of each stage."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class GetUnassignedList(Rpc):
    """Lists a stage's unassigned tickets, due first, by pages. At most 500 rows a page."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    stage: StageType
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class GetWeek(Rpc):
    """Returns the plan of a store's days: of each, the open tickets that are due by stage, how many each stage has ahead of it, its capacity (setting capacity) and the overbooked stages. Today includes what is overdue. Counts are of all open tickets; get_open_list and list_shortfalls list them."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    date_from: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay] | None = None
    date_to: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay] | None = None


class HandlePrintBarcode(Rpc):
    """Records that a ticket's barcode is printed and starts the filling clock the first time. already_done marks a reprint. ctx may name the station."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    ctx: Json = {}
    scan_id: UUID | None = None


class HoldConversation(Rpc):
    """Leases a conversation to the caller, who answers it, for two minutes; called again it is renewed. One that another person has is taken over with a reason."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    thread_id: Annotated[str, StringConstraints(min_length=1, max_length=200), Storable]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable] | None = None


class ImportOrder(Rpc):
    """Imports an order from another system. With its Shopify id it is created once, whichever source sends it first, and is updated from the shop afterwards; without, it is a manual order."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    customer_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable]
    products: Annotated[list[NewProduct], Field(min_length=1, max_length=100), Parts]
    due_date: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay]
    due_slot: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable] | None = None
    delivery_method: DeliveryMethod | None = None
    notes: Annotated[str, StringConstraints(max_length=2000), Storable] | None = None
    shopify_id: ShopifyId | None = None
    scan_id: UUID | None = None


class InviteMember(Rpc):
    """Makes an invitation to become a member of a pantry: who signs in with its code, once and in time, is one. language: in which they are written to. The code is returned only this once."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    language: Annotated[str, StringConstraints(max_length=100), Storable] | None = None


class IssueBadge(Rpc):
    """Issues a badge to a person, who has one at a time. Its code is returned only this once."""

    staff_id: UUID


class IssueToken(Rpc):
    """Issues a bearer token for another system, with a role and stores of its own. Its secret is returned only this once."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]
    role: StaffRole
    stores: Annotated[list[Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]], Field(max_length=20)]
    days: Annotated[int, Field(ge=1, le=3650), Whole] = 365


class JoinPantry(Rpc):
    """Makes a household of a member who belongs to none yet: how many people, and what they eat or need. It may order once staff has approved it, or at once where the setting says so."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    size: Annotated[int, Field(ge=1, le=30), Whole]
    diets: Annotated[list[Annotated[str, StringConstraints(pattern='^(vegetarian|vegan|halal|kosher|gluten_free|lactose_free|nut_free|diabetic|baby)$'), Storable]], Field(max_length=20)] = []


class JoinWaitingList(Rpc):
    """Puts a member on the waiting list of a session that is full: for one slot, or for any. A place that comes back is held for the next in turn, for the time that the setting gives; an order for that slot takes it. Again, it is the same entry. PAN012: there is a place."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    session_id: UUID
    slot_id: UUID | None = None
    member_id: UUID | None = None


class KeepBasket(Rpc):
    """Keeps what a member means to order, under an id that the page made: all of it each time. It holds nothing; one that became an order stays as it was. Staff name the member whom they help."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    basket_id: UUID
    lines: Annotated[list[BasketLine], Field(max_length=100), Parts]
    member_id: UUID | None = None


class LeaveConversation(Rpc):
    """Ends the lease of a conversation that the caller has."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    thread_id: Annotated[str, StringConstraints(min_length=1, max_length=200), Storable]


class LeaveWaitingList(Rpc):
    """Takes a member off the waiting list of a session. A place that was held for them goes to the next in turn."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    session_id: UUID
    member_id: UUID | None = None


class ListAssignable(Rpc):
    """Lists the people to whom a ticket of a store can be assigned, and for which stages."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class ListConversations(Rpc):
    """Lists the conversations of a marketplace's store, or of all that the caller sees, by pages: open, which need an answer or could not be read, most urgent first; failed, where a message could not be sent; or all, the latest first."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable] | None = None
    which: Annotated[str, StringConstraints(max_length=100), Storable] = 'open'
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class ListDevices(Rpc):
    """Lists the kiosks of a store, revoked ones last."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class ListHouseholds(Rpc):
    """Lists the households of a pantry, the oldest first."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 200
    offset: Annotated[int, Field(ge=0, le=10000), Whole] = 0


class ListLowStock(Rpc):
    """Lists what a pantry offers that runs low: at its low_at, or by what left the store room on average over the last p_over_days, in less than p_cover_days."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    cover_days: Annotated[int, Field(ge=1, le=365), Whole] = 7
    over_days: Annotated[int, Field(ge=1, le=365), Whole] = 28


class ListNeedingPerson(Rpc):
    """Lists the orders of a marketplace's store that go no further until a person has looked at them, and what may be done about each: at most 200, longest waiting first."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class ListPantryItems(Rpc):
    """Lists what a pantry offers of the store room as staff set it, by SKU; what it does not offer any more at the end."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 200
    offset: Annotated[int, Field(ge=0, le=10000), Whole] = 0


class ListPantryOrders(Rpc):
    """Lists the orders of a pantry's session, or, without one, those that are not picked up yet; of a Member their own alone, with those that ended lately."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    session_id: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 200


class ListPantrySessions(Rpc):
    """Lists the sessions of a pantry with their slots, the latest first."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 20


class ListParcels(Rpc):
    """Lists the parcels of a marketplace's store that are to be packed, by deadline (the first 200), and what is to be picked for them, by shelf."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class ListQuarantine(Rpc):
    """Lists deliveries of a store that could not be ingested, oldest first, with the reason; never their content."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 100


class ListShortfalls(Rpc):
    """Lists the shortfalls of a store's orders, the oldest first, by pages: which component, how much, and the open tickets whose cakes are made of it; none of them where only an extra is missing."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class ListStaff(Rpc):
    """Lists the people whom the calling Admin may manage, of one store or all."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable] | None = None


class ListStorageLocations(Rpc):
    """Lists a store's storage locations by name, with the codes of their labels; retired ones last."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class ListTokens(Rpc):
    """Lists the tokens of other systems, and whether their creator has left (revoke_tokens_of); revoked ones last."""



class ListUndecidedProducts(Rpc):
    """Lists products of a store whose kind is in doubt and undecided, the oldest first, by pages: each with how many open orders a decision would change. set_product_kind decides."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class OfferSubstitute(Rpc):
    """Offers pieces of another item in place of as many of a line that are not there. They are held until the member has answered, for the time that the setting gives."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    line_no: Annotated[int, Field(ge=-2147483648, le=2147483647), Whole]
    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    quantity: Annotated[int, Field(ge=1, le=1000), Whole]
    scan_id: UUID | None = None


class OpenLabel(Rpc):
    """Hands out the label of an order whose parcel is verified, to be printed; each time counts as a print, and any but the first as a reprint. PCK004: something is not scanned yet; PCK005: there is no label."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]
    scan_id: UUID | None = None


class OpenLive(Rpc):
    """Returns an admission for /live?ticket=…, to connect from one of our pages, once and within thirty seconds. Read what is on the screen after that: every later change is published."""



class PackParcel(Rpc):
    """Notes that an order's parcel is packed: verified, its label printed and on it. With the setting `ship_when` packed the order is reported as shipped from then on."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]
    scan_id: UUID | None = None


class PlacePantryOrder(Rpc):
    """Places the order of a basket, for pick-up in a slot of a session: all of it, or it is refused whole, and `lines` names each with the most that can be given. With p_available what there is of it. Again, for the same basket, it is the same order. PAN001: not all of it is left; PAN003: the slot is full; PAN005: more than a household may have."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    basket_id: UUID
    session_id: UUID
    slot_id: UUID
    available: bool = False


class PreviewOrderRules(Rpc):
    """Compares what these order_rules would read in the last 200 orders of the shop with what the current ones read: by order, line and field, and in no customer's words. Writes nothing; set_setting sets them. `unread` are the orders for which the time did not suffice, `slow` those for which a pattern takes too long, which are read by the default rules."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    order_rules: Json


class QcReturnToDecorating(Rpc):
    """Returns a cake after quality control: Packing to Decorating, with the reason. Packing has to be started again."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable]
    scan_id: UUID | None = None


class ReadyPantryOrder(Rpc):
    """Says that an order can be picked up: PREPARING to READY, once every substitute is answered."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class ReceiveStock(Rpc):
    """Receives stock and allocates it to backorders, the oldest first; their tickets are no longer blocked."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    qty: Annotated[Decimal, Field(gt=0, le=1000000, decimal_places=3), Exact]
    note: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class RedactOrder(Rpc):
    """Empties the personal data of a manual order that is finished or cancelled; events and the ledger stay. For its own orders the shop requests it itself."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class RefuseMember(Rpc):
    """Refuses a member whose household is not approved: they do not belong to this pantry any more, and are signed out. PAN013: it is approved; set_household takes that back."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    member_id: UUID


class ReleaseExtras(Rpc):
    """Releases the extras that a packer left out of an order (complete_packing): their stock is no longer held. For supervisors."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    note: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class ReleaseShipment(Rpc):
    """Releases an order whose label may or may not have been bought, once ten minutes of look-ups have not found it: another one may then be bought. Look in the carrier's own pages first."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]
    reason: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class ReplayQuarantined(Rpc):
    """Retries a quarantined delivery within a minute, for instance after its store's rules were corrected."""

    delivery_id: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole]


class ReportPageError(Rpc):
    """Reports an error that a page did not catch: which page, of which version, the kind of the error and where it was thrown; never its message. Ten a minute are accepted from a kiosk or a session, the rest is dropped."""

    page: Annotated[str, StringConstraints(pattern='^[a-z]{1,20}$'), Storable]
    page_version: Annotated[str, StringConstraints(pattern='^[0-9a-f]{12}$'), Storable]
    error: Annotated[str, StringConstraints(pattern='^([A-Z][A-Za-z]{1,30})?Error$'), Storable]
    place: Annotated[str, StringConstraints(pattern='^[a-z][A-Za-z0-9_-]{0,80}[.]js:[0-9]{1,7}:[0-9]{1,7}$'), Storable] | None = None


class RequestSync(Rpc):
    """Starts a run for a store: inventory reconciles every level that the shop shows with ours; orders is a gap scan: orders, changed since a moment, that the shop has and we have not, and the reverse; the others are a marketplace's. A dry run repairs nothing. If a run is under way, its id is returned."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    kind: Annotated[str, StringConstraints(max_length=100), Storable] = 'inventory'
    since: Moment | None = None
    dry_run: bool = False


class RetryFailedSync(Rpc):
    """Requeues the failed and dead rows of a topic (inventory_push by default), due at once and with all their retries, at most 2000 a call."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    topic: Annotated[str, StringConstraints(max_length=100), Storable] = 'inventory_push'


class RetryMessage(Rpc):
    """Has a message sent that failed."""

    message_no: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole]
    scan_id: UUID | None = None


class RetryStep(Rpc):
    """Lets the step that failed for an order of a marketplace take it again."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]
    scan_id: UUID | None = None


class RevokeBadge(Rpc):
    """Revokes a person's badge and signs them out of every kiosk."""

    staff_id: UUID


class RevokeDevice(Rpc):
    """Revokes a kiosk's token and signs out everyone at it; what it has not sent yet is refused too."""

    device_id: UUID


class RevokeToken(Rpc):
    """Revokes a token of another system, at once and for good."""

    token_id: UUID


class RevokeTokensOf(Rpc):
    """Revokes all tokens of other systems that this person made, for the caller's stores: of a person who left, say (list_tokens: creator_left). Returns the revoked ones."""

    staff_id: UUID


class SaveDraft(Rpc):
    """Saves what the caller has written in a conversation and not sent; an empty text ends the draft."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    thread_id: Annotated[str, StringConstraints(min_length=1, max_length=200), Storable]
    body: Annotated[str, StringConstraints(max_length=10000), Storable]
    scan_id: UUID | None = None


class ScanIntake(Rpc):
    """Receives what came in for a pantry by its barcode: so many times the pieces that it stands for. INV002: no item has it; INV009: two items have it, which the message names."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    code: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    quantity: Annotated[int, Field(ge=1, le=1000), Whole] = 1
    scan_id: UUID | None = None


class SetDeviceStores(Rpc):
    """Sets which stores a kiosk shows beside its own while no one is signed in at it. Only for a signed-in person who belongs to all of them."""

    device_id: UUID
    stores: Annotated[list[Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]], Field(max_length=20)]


class SetHousehold(Rpc):
    """Adds a household to a pantry, or changes one: how many people, what they eat or need, the last day on which it may order, and whether it may. Saving it clears that it has to ask staff."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    size: Annotated[int, Field(ge=1, le=30), Whole]
    diets: Annotated[list[Annotated[str, StringConstraints(pattern='^(vegetarian|vegan|halal|kosher|gluten_free|lactose_free|nut_free|diabetic|baby)$'), Storable]], Field(max_length=20)] = []
    valid_until: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay] | None = None
    approved: bool = True
    household_id: UUID | None = None
    scan_id: UUID | None = None


class SetHouseholdMember(Rpc):
    """Says that a member belongs to a household of a pantry, and no longer to any other there; or that they do not."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    household_id: UUID
    member_id: UUID
    belongs: bool = True


class SetItem(Rpc):
    """Creates or changes an item: title, unit (each is counted in whole pieces), whether it is stocked or made from components, how much is kept from the shops, when it is low, and which side's level is right at the nightly reconciliation."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    title: Annotated[str, StringConstraints(max_length=100), Storable]
    uom: Annotated[str, StringConstraints(max_length=100), Storable] = 'each'
    stocked: bool = True
    buffer: Annotated[Decimal, Field(ge=0, le=1000000, decimal_places=3), Exact] = Decimal("0")
    low_at: Annotated[Decimal, Field(ge=0, le=1000000, decimal_places=3), Exact] | None = None
    authority: Annotated[str, StringConstraints(max_length=100), Storable] = 'ordak'


class SetItemBarcode(Rpc):
    """Sets which item a barcode is of, and how many pieces it stands for: 1, or of a box as many as are in it. Zero removes it. A barcode is of one item of an organisation."""

    barcode: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Storable]
    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    quantity: Annotated[int, Field(ge=0, le=1000), Whole] = 1


class SetItemPlace(Rpc):
    """Sets the shelf of an item, and the weight of one piece in kilograms; what is not given is unknown."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    shelf: Annotated[str, StringConstraints(max_length=100), Storable] | None = None
    weight: Annotated[Decimal, Field(gt=0, le=1000, decimal_places=3), Exact] | None = None


class SetPantryItem(Rpc):
    """Sets what a pantry offers of an item: whether it is offered, the most that a household may have of it in a session (limit_each, and limit_per_person for each of its people on top; none without both), which diets it suits, and what may be given in its place."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    is_offered: bool = True
    limit_each: Annotated[int, Field(ge=0, le=1000), Whole] | None = None
    limit_per_person: Annotated[int, Field(ge=0, le=1000), Whole] | None = None
    suits: Annotated[list[Annotated[str, StringConstraints(pattern='^(vegetarian|vegan|halal|kosher|gluten_free|lactose_free|nut_free|diabetic|baby)$'), Storable]], Field(max_length=20)] = []
    substitutes: Annotated[list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]], Field(max_length=10)] = []


class SetPantrySession(Rpc):
    """Adds a session to a pantry, or changes one that is not closed: it takes orders from opens_at until before closes_at, and at most max_orders."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable]
    opens_at: Moment
    closes_at: Moment
    max_orders: Annotated[int, Field(ge=1, le=10000), Whole] | None = None
    session_id: UUID | None = None
    scan_id: UUID | None = None


class SetPantrySlot(Rpc):
    """Adds a window for pick-up to a session, or changes one. A capacity below what it has already keeps these, and takes no more: the answer says how many."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    session_id: UUID
    starts_at: Moment
    ends_at: Moment
    capacity: Annotated[int, Field(ge=0, le=10000), Whole]
    slot_id: UUID | None = None
    scan_id: UUID | None = None


class SetPriority(Rpc):
    """Sets a ticket's priority; null derives it from the due date again. For supervisors."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    priority: Priority | None
    scan_id: UUID | None = None


class SetProductKind(Rpc):
    """Decides what a product of a store is: a cake, an extra or a service. It is identified by product_id; a variant's own decision goes before its product's; without both by title and sku, whatever their case and spaces. New orders are read by it, and those with an open cake or due from yesterday on are read again within minutes."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    kind: LineKind
    product_id: ShopifyId | None = None
    variant_id: ShopifyId | None = None
    title: Annotated[str, StringConstraints(max_length=2000), Storable] | None = None
    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable] | None = None
    scan_id: UUID | None = None


class SetRequirement(Rpc):
    """Sets how much of a component one piece of a SKU needs; zero removes it from the bill of materials. A circular bill of materials is refused. Open orders of the SKU are booked again within a minute."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    component_sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    qty: Annotated[Decimal, Field(ge=0, le=1000000, decimal_places=3), Exact]


class SetSetting(Rpc):
    """Sets order_rules (how orders are read), capacity (what each stage can do), business_hours (when a store is open), acceptance (when a marketplace's orders are accepted), parcel (how they are sent), fulfilment (whether a label waits for its parcel to be scanned), auto_reply or message_templates (what customers of a marketplace are answered), or pantry (how a pantry takes orders), for one store or, without one, for all of the organisation."""

    key: Annotated[str, StringConstraints(max_length=100), Storable]
    value: Json
    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable] | None = None


class SetStaff(Rpc):
    """Adds a person under an id that the caller generates, or replaces all fields of one. A person who becomes inactive is signed out everywhere; another e-mail or role, or one store less, ends their sessions."""

    staff_id: UUID
    display_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]
    role: StaffRole
    stores: Annotated[list[Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]], Field(max_length=20)]
    email: Annotated[str, StringConstraints(pattern='^[!-?A-~]+@[A-Za-z0-9.-]+$', max_length=254, strip_whitespace=True, to_lower=True), Storable] | None = None
    is_active: bool = True


class SetStorage(Rpc):
    """Sets where the cake is stored: the code of a storage location, or free text. An empty storage removes the location."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    storage: Annotated[str, StringConstraints(max_length=100), Storable]
    scan_id: UUID | None = None


class SetStorageLocation(Rpc):
    """Adds a storage location, or with its code renames, retires or restores it. Its code is for a label there."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable]
    code: Annotated[str, StringConstraints(max_length=100), Storable] | None = None
    is_active: bool = True
    scan_id: UUID | None = None


class SettleAcceptance(Rpc):
    """Decides about an order of a marketplace that waits for its acceptance, or whose acceptance failed: retry it, accept it although stock is short or something is unclear, refuse it, or take it as accepted there by hand. All but a retry want a reason."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]
    decision: Annotated[str, StringConstraints(max_length=100), Storable]
    reason: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class SignOutStaff(Rpc):
    """Ends all sessions and kiosk turns of a person, who may sign in again."""

    staff_id: UUID


class StartPacking(Rpc):
    """Starts packing. The ticket stays in Packing. allergies_seen: the packer has confirmed the allergies that the ticket shows."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None
    allergies_seen: bool | None = None


class StartPantryOrder(Rpc):
    """Begins to put an order together: CONFIRMED to PREPARING."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class StopShopRedaction(Rpc):
    """Stops the redaction of a whole shop, which waits for a day after the shop's delivery has asked for it. Data already emptied is gone."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class UndoIntake(Rpc):
    """Takes an intake back, named by its scan_id, as long as no order holds what came in: the person who scanned it for 60 seconds, a supervisor also later."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    undone_scan_id: UUID
    scan_id: UUID | None = None


class UndoScan(Rpc):
    """Undoes the last stage action of a ticket, named by its scan_id or by its number in get_history: stage, times, assignee and stock are as before. The person who did it may for 60 seconds, a supervisor also later."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    undone_scan_id: UUID | None = None
    event_no: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole] | None = None
    scan_id: UUID | None = None


class UndoVerify(Rpc):
    """Takes a scan back that was counted into an order's parcel, until it is packed."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]
    undone_scan_id: UUID
    scan_id: UUID | None = None


class VerifyItem(Rpc):
    """Counts a thing that was scanned into an order's parcel, by its barcode or its SKU. PCK001: it does not belong in; PCK002: no item has this code; PCK003: all of it is in."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]
    code: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class VoidShipment(Rpc):
    """Asks for an order's label to be undone at the carrier: voided, or refunded once it was transmitted. The order waits for a person, who may retry it with a new label."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(max_length=100), Storable]
    reason: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class WasteStock(Rpc):
    """Writes off stock that was spoilt, broken or thrown away. If orders held it, the latest of them become short of it."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    qty: Annotated[Decimal, Field(gt=0, le=1000000, decimal_places=3), Exact]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable]
    scan_id: UUID | None = None


class WithdrawPantryOrder(Rpc):
    """Takes back a member's own order, until it is being prepared. What it held is free again, and its place."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


RPCS: dict[str, type[Rpc]] = {
    "acknowledge_change": AcknowledgeChange,
    "adjust_stock": AdjustStock,
    "answer_conversation": AnswerConversation,
    "answer_substitute": AnswerSubstitute,
    "approve_member": ApproveMember,
    "assign_staff": AssignStaff,
    "browse_pantry": BrowsePantry,
    "cancel_order": CancelOrder,
    "cancel_pantry_order": CancelPantryOrder,
    "clear_shortfall": ClearShortfall,
    "close_pantry_session": ClosePantrySession,
    "complete_covering": CompleteCovering,
    "complete_decorating": CompleteDecorating,
    "complete_filling": CompleteFilling,
    "complete_packing": CompletePacking,
    "complete_pantry_order": CompletePantryOrder,
    "confirm_pantry_order": ConfirmPantryOrder,
    "copy_pantry_session": CopyPantrySession,
    "count_stock": CountStock,
    "create_order": CreateOrder,
    "edit_order": EditOrder,
    "end_turn": EndTurn,
    "enrol_device": EnrolDevice,
    "erase_member": EraseMember,
    "find_orders": FindOrders,
    "get_basket": GetBasket,
    "get_board": GetBoard,
    "get_change": GetChange,
    "get_conversation": GetConversation,
    "get_device": GetDevice,
    "get_events": GetEvents,
    "get_history": GetHistory,
    "get_inventory": GetInventory,
    "get_open_list": GetOpenList,
    "get_order": GetOrder,
    "get_order_for_scan": GetOrderForScan,
    "get_orders_for_dashboard": GetOrdersForDashboard,
    "get_parcel": GetParcel,
    "get_queue": GetQueue,
    "get_settings": GetSettings,
    "get_sync_run": GetSyncRun,
    "get_unassigned_counts": GetUnassignedCounts,
    "get_unassigned_list": GetUnassignedList,
    "get_week": GetWeek,
    "handle_print_barcode": HandlePrintBarcode,
    "hold_conversation": HoldConversation,
    "import_order": ImportOrder,
    "invite_member": InviteMember,
    "issue_badge": IssueBadge,
    "issue_token": IssueToken,
    "join_pantry": JoinPantry,
    "join_waiting_list": JoinWaitingList,
    "keep_basket": KeepBasket,
    "leave_conversation": LeaveConversation,
    "leave_waiting_list": LeaveWaitingList,
    "list_assignable": ListAssignable,
    "list_conversations": ListConversations,
    "list_devices": ListDevices,
    "list_households": ListHouseholds,
    "list_low_stock": ListLowStock,
    "list_needing_person": ListNeedingPerson,
    "list_pantry_items": ListPantryItems,
    "list_pantry_orders": ListPantryOrders,
    "list_pantry_sessions": ListPantrySessions,
    "list_parcels": ListParcels,
    "list_quarantine": ListQuarantine,
    "list_shortfalls": ListShortfalls,
    "list_staff": ListStaff,
    "list_storage_locations": ListStorageLocations,
    "list_tokens": ListTokens,
    "list_undecided_products": ListUndecidedProducts,
    "offer_substitute": OfferSubstitute,
    "open_label": OpenLabel,
    "open_live": OpenLive,
    "pack_parcel": PackParcel,
    "place_pantry_order": PlacePantryOrder,
    "preview_order_rules": PreviewOrderRules,
    "qc_return_to_decorating": QcReturnToDecorating,
    "ready_pantry_order": ReadyPantryOrder,
    "receive_stock": ReceiveStock,
    "redact_order": RedactOrder,
    "refuse_member": RefuseMember,
    "release_extras": ReleaseExtras,
    "release_shipment": ReleaseShipment,
    "replay_quarantined": ReplayQuarantined,
    "report_page_error": ReportPageError,
    "request_sync": RequestSync,
    "retry_failed_sync": RetryFailedSync,
    "retry_message": RetryMessage,
    "retry_step": RetryStep,
    "revoke_badge": RevokeBadge,
    "revoke_device": RevokeDevice,
    "revoke_token": RevokeToken,
    "revoke_tokens_of": RevokeTokensOf,
    "save_draft": SaveDraft,
    "scan_intake": ScanIntake,
    "set_device_stores": SetDeviceStores,
    "set_household": SetHousehold,
    "set_household_member": SetHouseholdMember,
    "set_item": SetItem,
    "set_item_barcode": SetItemBarcode,
    "set_item_place": SetItemPlace,
    "set_pantry_item": SetPantryItem,
    "set_pantry_session": SetPantrySession,
    "set_pantry_slot": SetPantrySlot,
    "set_priority": SetPriority,
    "set_product_kind": SetProductKind,
    "set_requirement": SetRequirement,
    "set_setting": SetSetting,
    "set_staff": SetStaff,
    "set_storage": SetStorage,
    "set_storage_location": SetStorageLocation,
    "settle_acceptance": SettleAcceptance,
    "sign_out_staff": SignOutStaff,
    "start_packing": StartPacking,
    "start_pantry_order": StartPantryOrder,
    "stop_shop_redaction": StopShopRedaction,
    "undo_intake": UndoIntake,
    "undo_scan": UndoScan,
    "undo_verify": UndoVerify,
    "verify_item": VerifyItem,
    "void_shipment": VoidShipment,
    "waste_stock": WasteStock,
    "withdraw_pantry_order": WithdrawPantryOrder,
}

FAULTS = {
    "AUTH001": Fault(status=403, retry=False, title="Not allowed"),
    "AUTH002": Fault(status=401, retry=False, title="Please sign in again"),
    "AUTH003": Fault(status=429, retry=True, title="Too many attempts, please wait"),
    "AUTH004": Fault(status=403, retry=False, title="This account belongs to no member of staff"),
    "AUTH005": Fault(status=403, retry=False, title="Badge or PIN not accepted"),
    "AUTH006": Fault(status=400, retry=False, title="The sign-in could not be completed, please begin again"),
    "AUTH007": Fault(status=502, retry=True, title="The sign-in provider cannot be reached"),
    "DEV001": Fault(status=404, retry=False, title="No such kiosk"),
    "DEV002": Fault(status=404, retry=False, title="No such code, or it has expired"),
    "DEV003": Fault(status=404, retry=False, title="No such turn at this kiosk"),
    "ING001": Fault(status=422, retry=False, title="The delivery cannot be ingested"),
    "ING002": Fault(status=404, retry=False, title="Held delivery not found"),
    "INV001": Fault(status=409, retry=True, title="Insufficient stock"),
    "INV002": Fault(status=422, retry=False, title="Component not found"),
    "INV003": Fault(status=422, retry=False, title="Not a possible quantity"),
    "INV004": Fault(status=422, retry=False, title="Circular bill of materials"),
    "INV005": Fault(status=409, retry=False, title="Not enough on hand"),
    "INV006": Fault(status=409, retry=False, title="An item is either stocked or made from components"),
    "INV007": Fault(status=409, retry=True, title="Orders that hold this stock are being changed, please try again"),
    "INV008": Fault(status=422, retry=False, title="The SKU is too similar to another one"),
    "INV009": Fault(status=409, retry=False, title="The barcode belongs to another item"),
    "LIV001": Fault(status=403, retry=False, title="Not a valid admission, request another"),
    "LOC001": Fault(status=404, retry=False, title="No such storage location"),
    "LOC002": Fault(status=409, retry=False, title="A storage location of this name already exists"),
    "MSG001": Fault(status=404, retry=False, title="Conversation not found"),
    "MSG002": Fault(status=409, retry=False, title="Another person is answering this conversation"),
    "MSG003": Fault(status=409, retry=False, title="There is a later message: read the conversation again"),
    "MSG004": Fault(status=404, retry=False, title="Message not found"),
    "ORD001": Fault(status=404, retry=False, title="Order not found"),
    "ORD002": Fault(status=409, retry=False, title="Not possible at this stage"),
    "ORD003": Fault(status=409, retry=False, title="The order is cancelled"),
    "ORD004": Fault(status=409, retry=False, title="The order has several tickets, scan one of them"),
    "ORD005": Fault(status=409, retry=False, title="The shop has changed this order: acknowledge the change first"),
    "ORD006": Fault(status=409, retry=False, title="The order belongs to the shop: change it there"),
    "ORD007": Fault(status=409, retry=False, title="The order has changed since it was read: read it again"),
    "PAN001": Fault(status=409, retry=False, title="Not all of it is left"),
    "PAN002": Fault(status=409, retry=False, title="Ordering is closed"),
    "PAN003": Fault(status=409, retry=False, title="The pick-up time takes no more orders"),
    "PAN004": Fault(status=403, retry=False, title="No household that may order"),
    "PAN005": Fault(status=409, retry=False, title="More than a household may have"),
    "PAN006": Fault(status=409, retry=False, title="The household has ordered in this session"),
    "PAN007": Fault(status=404, retry=False, title="No such pantry, session or pick-up time"),
    "PAN008": Fault(status=422, retry=False, title="The basket is empty"),
    "PAN009": Fault(status=404, retry=False, title="No such basket"),
    "PAN010": Fault(status=409, retry=False, title="A substitute waits for its answer"),
    "PAN011": Fault(status=404, retry=False, title="No such line, or nothing to answer"),
    "PAN012": Fault(status=409, retry=False, title="There is a place: order instead"),
    "PAN013": Fault(status=409, retry=False, title="The household is approved"),
    "PCK001": Fault(status=409, retry=False, title="The item does not belong into this parcel"),
    "PCK002": Fault(status=422, retry=False, title="No item has this code"),
    "PCK003": Fault(status=409, retry=False, title="All of this item is in the parcel already"),
    "PCK004": Fault(status=409, retry=False, title="Not every item of the parcel is scanned"),
    "PCK005": Fault(status=409, retry=True, title="The parcel has no label yet"),
    "PCK006": Fault(status=409, retry=False, title="The label of the parcel was not printed yet"),
    "RED001": Fault(status=404, retry=False, title="No redaction of this shop is pending"),
    "REQ001": Fault(status=422, retry=False, title="Not a valid request"),
    "REQ002": Fault(status=422, retry=False, title="The scan_id or Idempotency-Key belongs to another request"),
    "REQ003": Fault(status=404, retry=False, title="No such function"),
    "REQ004": Fault(status=413, retry=False, title="The request is too large"),
    "REQ005": Fault(status=405, retry=False, title="This address takes another method"),
    "SCN001": Fault(status=422, retry=False, title="Not the code of an order"),
    "SCN002": Fault(status=422, retry=False, title="Not the code of a badge"),
    "SCN003": Fault(status=409, retry=False, title="The scan is too old to be taken"),
    "SET001": Fault(status=422, retry=False, title="Not a valid setting"),
    "SHP001": Fault(status=409, retry=True, title="The label is still being looked up at the carrier"),
    "SHP002": Fault(status=409, retry=False, title="The order has no label that can be undone"),
    "STF001": Fault(status=422, retry=False, title="No such active member of staff in this store"),
    "STF002": Fault(status=409, retry=False, title="The last person who can manage staff must stay"),
    "STF003": Fault(status=409, retry=False, title="This e-mail address is already in use"),
    "SYNC001": Fault(status=502, retry=True, title="Shopify sync failed"),
    "SYNC002": Fault(status=404, retry=False, title="No such run"),
    "SYS001": Fault(status=500, retry=True, title="Something went wrong on our side"),
    "SYS002": Fault(status=503, retry=True, title="The database cannot be reached, please try again"),
    "TOK001": Fault(status=404, retry=False, title="No such token"),
    "TOK002": Fault(status=409, retry=False, title="A token of this name already exists"),
    "UND001": Fault(status=404, retry=False, title="There is nothing to undo"),
    "UND002": Fault(status=409, retry=False, title="The ticket has changed since"),
    "UND003": Fault(status=409, retry=False, title="Too late to undo this yourself, a supervisor can"),
}

# What a function refuses with, beside what all refuse with.
REFUSALS = {
    "acknowledge_change": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "adjust_stock": ("INV002", "INV003", "INV005", "INV006", "INV007",),
    "answer_conversation": ("MSG001", "MSG002", "MSG003",),
    "answer_substitute": ("ORD001", "ORD002", "PAN011",),
    "approve_member": ("PAN004",),
    "assign_staff": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001", "STF001",),
    "browse_pantry": ("STF001",),
    "cancel_order": ("ORD001", "ORD002", "ORD006", "SCN001",),
    "cancel_pantry_order": ("ORD001", "ORD002",),
    "clear_shortfall": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "close_pantry_session": ("PAN007",),
    "complete_covering": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "complete_decorating": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "complete_filling": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "complete_packing": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "complete_pantry_order": ("ORD001", "ORD002",),
    "confirm_pantry_order": ("ORD001", "ORD002",),
    "copy_pantry_session": ("PAN007",),
    "count_stock": ("INV002", "INV003", "INV006", "INV007",),
    "create_order": ("INV008",),
    "edit_order": ("INV008", "ORD001", "ORD002", "ORD003", "ORD006", "ORD007", "SCN001",),
    "end_turn": ("DEV003",),
    "enrol_device": ("DEV002",),
    "erase_member": ("STF001",),
    "get_basket": ("PAN009",),
    "get_change": ("ORD001", "ORD003", "ORD004", "SCN001",),
    "get_conversation": ("MSG001",),
    "get_history": ("ORD001", "ORD003", "ORD004", "SCN001",),
    "get_inventory": ("INV002",),
    "get_order": ("ORD001", "ORD006", "SCN001",),
    "get_order_for_scan": ("ORD001", "ORD003", "SCN001",),
    "get_parcel": ("ORD001",),
    "get_sync_run": ("SYNC002",),
    "handle_print_barcode": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "hold_conversation": ("MSG001", "MSG002",),
    "import_order": ("INV008",),
    "invite_member": ("PAN007",),
    "issue_badge": ("STF001",),
    "issue_token": ("TOK002",),
    "join_pantry": ("STF001",),
    "join_waiting_list": ("PAN002", "PAN004", "PAN006", "PAN007", "PAN012", "STF001",),
    "keep_basket": ("PAN009", "STF001",),
    "leave_conversation": ("MSG001",),
    "leave_waiting_list": ("PAN007", "STF001",),
    "offer_substitute": ("INV002", "ORD001", "ORD002", "PAN001", "PAN011",),
    "open_label": ("ORD001", "ORD002", "PCK004", "PCK005",),
    "pack_parcel": ("ORD001", "ORD002", "PCK004", "PCK005", "PCK006",),
    "place_pantry_order": ("PAN001", "PAN002", "PAN003", "PAN004", "PAN005", "PAN006", "PAN007", "PAN008", "PAN009", "STF001",),
    "qc_return_to_decorating": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "ready_pantry_order": ("ORD001", "ORD002", "PAN010",),
    "receive_stock": ("INV002", "INV003", "INV006",),
    "redact_order": ("ORD001", "ORD002", "ORD006", "SCN001",),
    "refuse_member": ("PAN013", "STF001",),
    "release_extras": ("ORD001", "ORD003", "ORD004", "SCN001",),
    "release_shipment": ("ORD001", "ORD002", "SHP001",),
    "replay_quarantined": ("ING002",),
    "retry_message": ("MSG004",),
    "retry_step": ("ORD001", "ORD002",),
    "revoke_badge": ("STF001",),
    "revoke_device": ("DEV001",),
    "revoke_token": ("TOK001",),
    "save_draft": ("MSG001",),
    "scan_intake": ("INV002", "INV006", "INV009", "PAN007",),
    "set_device_stores": ("DEV001",),
    "set_household": ("PAN004", "PAN007",),
    "set_household_member": ("PAN004", "STF001",),
    "set_item": ("INV006", "INV008",),
    "set_item_barcode": ("INV002", "INV009",),
    "set_item_place": ("INV002",),
    "set_pantry_item": ("INV002", "INV004", "PAN007",),
    "set_pantry_session": ("PAN002", "PAN007",),
    "set_pantry_slot": ("PAN007",),
    "set_priority": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "set_requirement": ("INV003", "INV004", "INV006", "INV008",),
    "set_setting": ("SET001",),
    "set_staff": ("STF001", "STF002", "STF003",),
    "set_storage": ("INV001", "LOC001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "set_storage_location": ("LOC001", "LOC002",),
    "settle_acceptance": ("ORD001", "ORD002",),
    "sign_out_staff": ("STF001",),
    "start_packing": ("INV001", "ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "SCN001",),
    "start_pantry_order": ("ORD001", "ORD002",),
    "stop_shop_redaction": ("RED001",),
    "undo_intake": ("INV005", "UND001", "UND003",),
    "undo_scan": ("ORD001", "ORD003", "ORD004", "SCN001", "UND001", "UND002", "UND003",),
    "undo_verify": ("ORD001", "ORD002", "UND001",),
    "verify_item": ("ORD001", "ORD002", "PCK001", "PCK002", "PCK003",),
    "void_shipment": ("ORD001", "ORD002", "SHP002",),
    "waste_stock": ("INV002", "INV003", "INV005", "INV006", "INV007",),
    "withdraw_pantry_order": ("ORD001", "ORD002",),
}
