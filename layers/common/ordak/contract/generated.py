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


class NewProduct(Part):
    """What is ordered: a cake, each piece a ticket of its own, an extra that goes with them, or a service, for which nothing is kept. Without a kind it is what was decided of the product, else a cake. SKU or title must be there; what is only in words holds no stock. unit_amount is in the store's currency."""

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
    """What is ordered, by its line in the order; without one it is new."""

    line: Annotated[int, Field(ge=-2147483648, le=2147483647), Whole] | None = None


class AcknowledgeChange(Rpc):
    """Somebody at the bench has seen what the shop changed of a cake already begun; only then it goes on. A cancelled cake is cancelled by this: before filling its stock is free again, after it is used up."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class AdjustStock(Rpc):
    """Corrects an item by so much, up or down. If orders held what goes, those that came last are short of it now."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    delta: Annotated[Decimal, Field(ge=-1000000, le=1000000, decimal_places=3), Exact]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable]
    scan_id: UUID | None = None


class AssignStaff(Rpc):
    """Gives the ticket's current stage to a member of staff of its store, or to nobody (null). The stage does not change."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    staff_id: UUID | None
    note: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class CancelOrder(Rpc):
    """Cancels an order that no shop knows. Cakes not begun are cancelled and their stock is free; begun ones wait until somebody at the bench acknowledges."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class ClearShortfall(Rpc):
    """A supervisor answers for the missing stock of an order: its tickets are no longer blocked, nothing is held for the rest."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    note: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class CompleteCovering(Rpc):
    """The covering is done: Covering to Decorating."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class CompleteDecorating(Rpc):
    """The decoration is done: Decorating to Packing. allergies_seen: whoever did it has confirmed the allergies that the ticket shows."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None
    allergies_seen: bool | None = None


class CompleteFilling(Rpc):
    """The filling is done: Filling to Covering."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class CompletePacking(Rpc):
    """The box is closed: Packing to Complete. Packing must have been started. allergies_seen: whoever did it has confirmed the allergies that the ticket shows. With an order's last cake its extras leave too, but for those that skipped names: they stay held until a supervisor releases them (release_extras)."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None
    allergies_seen: bool | None = None
    skipped: Annotated[list[SkippedExtra], Field(min_length=1, max_length=100), Parts] | None = None


class CountStock(Rpc):
    """Stocktake: so much is on the shelf, what begun cakes hold apart. The difference is corrected, up or down."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    counted: Annotated[Decimal, Field(ge=0, le=1000000, decimal_places=3), Exact]
    scan_id: UUID | None = None


class CreateOrder(Rpc):
    """An order that no shop knows, as it is taken at the counter: a ticket per cake, which holds its stock like any other. A SKU that nobody knows is kept, and flagged on its ticket."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    customer_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable]
    products: Annotated[list[NewProduct], Field(min_length=1, max_length=100), Parts]
    due_date: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay]
    due_slot: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable] | None = None
    delivery_method: DeliveryMethod | None = None
    notes: Annotated[str, StringConstraints(max_length=2000), Storable] | None = None
    scan_id: UUID | None = None


class EditOrder(Rpc):
    """Changes an order that no shop knows to what is sent, whole: read it with get_order, change it, send it back with the version that was read. A product keeps its line, one without a line is new, one that is missing goes. What the kitchen has begun is flagged until somebody there acknowledges."""

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
    """A person leaves the kiosk that asks: now, or when they did if it could not be sent at once. The kiosk stays enrolled."""

    turn_id: UUID
    ended_at: Moment | None = None


class EnrolDevice(Rpc):
    """Enrols the kiosk that shows this code, for a store and a station. From then on its token is valid until revoke_device."""

    user_code: Annotated[str, StringConstraints(min_length=8, max_length=20), Storable]
    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    station: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]


class FindOrders(Rpc):
    """Tickets of any stage, cancelled ones too where nothing else of their order is left, undated first and then latest due first, by pages: by order number or any code of a ticket, by the last four digits of the customer's phone, or by the beginnings of words of the cake's title, flavour, size and message and, for those who may see customers, of the customer's name; in a stage, due within dates."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    text: Annotated[str, StringConstraints(max_length=100), Storable] | None = None
    stage: StageType | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=10000), Whole] = 0


class GetBoard(Rpc):
    """What a kiosk at which nobody is signed in shows: the tickets that are not complete of its store and of those that set_device_stores added, in the order of get_queue. At most 500 rows."""

    limit: Annotated[int, Field(ge=1, le=500), Whole] = 100
    stage: StageType | None = None


class GetChange(Rpc):
    """What the shop changed of a ticket since somebody last acknowledged it, field by field."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]


class GetDevice(Rpc):
    """What a kiosk knows of itself: its store, by name too, and station, the time and its store's zone, and the people of its store, who is signed in at it, who has a PIN."""



class GetEvents(Rpc):
    """What happened in a store since a cursor (txid, no), in an order that nothing committed late can slip behind. Read on after the answer's own cursor, while there is more."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    after_txid: Annotated[str, StringConstraints(max_length=100), Storable] = '0'
    after_no: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole] = 0
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 200


class GetHistory(Rpc):
    """Why a ticket is where it is: what happened to it and to its order, oldest first, by pages; what the order did to stock, and how the shops stand with what shares a component with it."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    after_no: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole] = 0
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 200


class GetInventory(Rpc):
    """The stock of a SKU, or of all SKUs of a Shopify product: summed up, each item, and what every shop shows of it."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable] | None = None
    product_id: Annotated[str, StringConstraints(max_length=100), Storable] | None = None


class GetOpenList(Rpc):
    """The open tickets behind a count of get_week, due first, by pages: unassigned, blocked, flagged, overdue or undated."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    which: Annotated[str, StringConstraints(max_length=100), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class GetOrder(Rpc):
    """An order that no shop knows, whole, as it was written last: to be changed and sent back with its version (edit_order). The id is the order's or that of any of its tickets."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]


class GetOrderForScan(Rpc):
    """What a scanned code means: bannos-12345, flour-lane-12345-B, any case, or a QR payload that holds one. An order of several tickets scanned without suffix answers with choices and no ticket; cancelled ones are not among them, and the only one left is the ticket. A code of a store that is not the caller's is refused with the store's name, whether or not there is such an order."""

    scan: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]


class GetOrdersForDashboard(Rpc):
    """Counts for the wall: open tickets of a store due up to the end of the period (day, week, month) or undated, by stage, priority and day, with what is overdue, unassigned, blocked and flagged."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    period: Annotated[str, StringConstraints(max_length=100), Storable] = 'week'


class GetQueue(Rpc):
    """The tickets of a store that are not complete, most urgent first: priority, due date, slot, size, order number. Dates bound the due date, both inclusive; a ticket without one is always shown. At most 500 rows. To a kiosk at which nobody is signed in what people wrote is …, where there is something."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    date_from: Day | None = None
    date_to: Day | None = None
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 100
    stage: StageType | None = None


class GetSettings(Rpc):
    """The settings that hold everywhere, and those of one store."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable] | None = None


class GetSyncRun(Rpc):
    """How a run of synchronisation fares, and what it found: each order or SKU by name, a thousand at most, and how many of each kind."""

    run_id: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole]


class GetUnassignedCounts(Rpc):
    """How many tickets of each stage nobody has taken."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class GetUnassignedList(Rpc):
    """A stage's tickets that nobody has taken, due first, by pages. At most 500 rows a page."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    stage: StageType
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class GetWeek(Rpc):
    """The board of a store's days: of each, the open tickets that are due by stage, how many each stage has ahead of it, its capacity (setting capacity) and the stages that are overbooked. Today includes what is overdue. Counts are of all open tickets; get_open_list and list_shortfalls have what is behind them."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    date_from: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay] | None = None
    date_to: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay] | None = None


class HandlePrintBarcode(Rpc):
    """Records that a ticket's barcode is printed and starts the filling clock the first time. already_done marks a reprint. ctx may name the station."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    ctx: Json = {}
    scan_id: UUID | None = None


class ImportOrder(Rpc):
    """An order that another system sends. With the id that it has in Shopify it is made once, whoever tells of it first, and follows the shop from then on; without, it is an order that no shop knows."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    customer_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable]
    products: Annotated[list[NewProduct], Field(min_length=1, max_length=100), Parts]
    due_date: Annotated[date, Field(strict=True, ge='2000-01-01', le='2100-12-31'), OnDay]
    due_slot: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable] | None = None
    delivery_method: DeliveryMethod | None = None
    notes: Annotated[str, StringConstraints(max_length=2000), Storable] | None = None
    shopify_id: ShopifyId | None = None
    scan_id: UUID | None = None


class IssueBadge(Rpc):
    """Makes a badge for a person, who has one at a time. Its code is told this once."""

    staff_id: UUID


class IssueToken(Rpc):
    """Makes a bearer token for another system, with a role and stores of its own. Its secret is told this once."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]
    role: StaffRole
    stores: Annotated[list[Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]], Field(max_length=20)]
    days: Annotated[int, Field(ge=1, le=3650), Whole] = 365


class ListAssignable(Rpc):
    """Whom a ticket of a store can be given to, and in which stages."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class ListDevices(Rpc):
    """The kiosks of a store, revoked ones last."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class ListQuarantine(Rpc):
    """Deliveries of a store that could not be ingested, oldest first, with the reason; never their content."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 100


class ListShortfalls(Rpc):
    """What orders of a store lack, the longest waiting first, by pages: which component, how much, and the open tickets whose cakes are made of it; none of them where only an extra is missing."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class ListStaff(Rpc):
    """The people whom the Admin who asks may manage, of one store or all."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable] | None = None


class ListStorageLocations(Rpc):
    """Where a cake of a store can stand, by name, with the codes of their labels; retired ones last."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class ListTokens(Rpc):
    """The tokens of other systems, and whether who made them has left (revoke_tokens_of); revoked ones last."""



class ListUndecidedProducts(Rpc):
    """Products of a store of which an order made us doubt what they are and nobody has decided, the longest waiting first, by pages: each with how many open orders a decision would change. set_product_kind decides."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    limit: Annotated[int, Field(ge=1, le=500), Whole] = 50
    offset: Annotated[int, Field(ge=0, le=2147483647), Whole] = 0


class OpenLive(Rpc):
    """A ticket to connect to /live?ticket=… with, from a page of ours, once and within thirty seconds. Read what is on the screen after that: from then on every change is told."""



class PreviewOrderRules(Rpc):
    """What these order_rules would read out of the last 200 orders of the shop that the rules of today do not: by order, line and field, and in no customer's words. Writes nothing; set_setting sets them. `unread` are the orders for which the time did not suffice, `slow` those by which a pattern takes too long, which are read by the usual rules."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    order_rules: Json


class QcReturnToDecorating(Rpc):
    """Quality control sends a cake back: Packing to Decorating, with the reason. Packing has to be started again."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable]
    scan_id: UUID | None = None


class ReceiveStock(Rpc):
    """Stock came in. Orders that waited for it get it, the longest waiting first, and are no longer blocked."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    qty: Annotated[Decimal, Field(gt=0, le=1000000, decimal_places=3), Exact]
    note: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class RedactOrder(Rpc):
    """Empties the personal data of an order that no shop knows and that is over; what happened and the ledger stay. Of its own orders the shop asks for it itself."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None


class ReleaseExtras(Rpc):
    """A supervisor frees what a packer left out of an order (complete_packing): it is held for nobody any more."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    note: Annotated[str, StringConstraints(max_length=500), Storable] | None = None
    scan_id: UUID | None = None


class ReplayQuarantined(Rpc):
    """Tries a quarantined delivery again within a minute, for instance after its store's rules were mended."""

    delivery_id: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole]


class ReportPageError(Rpc):
    """An error that a page did not catch: which page, of which version, the kind of the error and where it was thrown; never its message. Ten a minute are taken of a kiosk or a session, the rest is dropped."""

    page: Annotated[str, StringConstraints(pattern='^[a-z]{1,20}$'), Storable]
    page_version: Annotated[str, StringConstraints(pattern='^[0-9a-f]{12}$'), Storable]
    error: Annotated[str, StringConstraints(pattern='^([A-Z][A-Za-z]{1,30})?Error$'), Storable]
    place: Annotated[str, StringConstraints(pattern='^[a-z][A-Za-z0-9_-]{0,80}[.]js:[0-9]{1,7}:[0-9]{1,7}$'), Storable] | None = None


class RequestSync(Rpc):
    """Begins a run for a store: inventory compares every level that the shop shows with ours; orders looks for orders, changed since a moment, that the shop has and we have not, and the reverse. A dry run repairs nothing. A run under way answers with its id."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    kind: Annotated[str, StringConstraints(max_length=100), Storable] = 'inventory'
    since: Moment | None = None
    dry_run: bool = False


class RetryFailedSync(Rpc):
    """Puts the failed and given-up rows of a topic (inventory_push unless said otherwise) back in line, at once and with all their tries, at most 2000 a call."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    topic: Annotated[str, StringConstraints(max_length=100), Storable] = 'inventory_push'


class RevokeBadge(Rpc):
    """Takes a person's badge away and signs them out of every kiosk."""

    staff_id: UUID


class RevokeDevice(Rpc):
    """Takes a kiosk's token away, with all who are signed in at it; what it has not sent yet is refused too."""

    device_id: UUID


class RevokeToken(Rpc):
    """Takes a token of another system away, at once and for good."""

    token_id: UUID


class RevokeTokensOf(Rpc):
    """Takes away all tokens of other systems that this person made, for stores of whoever asks: somebody who left, say (list_tokens: creator_left). Answers those it took."""

    staff_id: UUID


class SetDeviceStores(Rpc):
    """Which stores a kiosk shows beside its own while nobody is signed in at it. Only somebody of all of them, in person."""

    device_id: UUID
    stores: Annotated[list[Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]], Field(max_length=20)]


class SetItem(Rpc):
    """Makes an item known or changes it: title, unit (each is counted in whole pieces), whether it is stocked or made from components, how much is kept from the shops, when it is low, and whose figure counts at night."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    title: Annotated[str, StringConstraints(max_length=100), Storable]
    uom: Annotated[str, StringConstraints(max_length=100), Storable] = 'each'
    stocked: bool = True
    buffer: Annotated[Decimal, Field(ge=0, le=1000000, decimal_places=3), Exact] = Decimal("0")
    low_at: Annotated[Decimal, Field(ge=0, le=1000000, decimal_places=3), Exact] | None = None
    authority: Annotated[str, StringConstraints(max_length=100), Storable] = 'ordak'


class SetPriority(Rpc):
    """A supervisor sets a ticket's priority; null gives it back to the due date."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    priority: Priority | None
    scan_id: UUID | None = None


class SetProductKind(Rpc):
    """Decides what a product of a store is: a cake, an extra or a service. It is known by product_id; a variant's own decision counts before its product's; without both by title and sku, whatever their case and spaces. Orders that come are read by it, and those with an open cake or due from yesterday on are read again within minutes."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    kind: LineKind
    product_id: ShopifyId | None = None
    variant_id: ShopifyId | None = None
    title: Annotated[str, StringConstraints(max_length=2000), Storable] | None = None
    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable] | None = None
    scan_id: UUID | None = None


class SetRequirement(Rpc):
    """How much of a component one piece of a SKU needs; zero takes it out of the bill of materials. A circle is refused. Open orders of the SKU are booked anew within a minute."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    component_sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    qty: Annotated[Decimal, Field(ge=0, le=1000000, decimal_places=3), Exact]


class SetSetting(Rpc):
    """Sets order_rules (how orders are read) or capacity (what each stage can do), for one store or, without one, for all."""

    key: Annotated[str, StringConstraints(max_length=100), Storable]
    value: Json
    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable] | None = None


class SetStaff(Rpc):
    """Adds a person under an id that the caller makes up, or changes one: all of it. Whoever becomes inactive is signed out everywhere; another e-mail or role, or a store less, ends their sessions."""

    staff_id: UUID
    display_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable]
    role: StaffRole
    stores: Annotated[list[Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]], Field(max_length=20)]
    email: Annotated[str, StringConstraints(pattern='^[!-?A-~]+@[A-Za-z0-9.-]+$', max_length=254, strip_whitespace=True, to_lower=True), Storable] | None = None
    is_active: bool = True


class SetStorage(Rpc):
    """Says where the cake stands: the code of a storage location, or any words. An empty storage takes the location away."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    storage: Annotated[str, StringConstraints(max_length=100), Storable]
    scan_id: UUID | None = None


class SetStorageLocation(Rpc):
    """Adds a storage location, or with its code renames it, retires it or takes it into use again. Its code is for a label there."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern='^[^\\x00-\\x1f\\x7f]*$'), Storable]
    code: Annotated[str, StringConstraints(max_length=100), Storable] | None = None
    is_active: bool = True
    scan_id: UUID | None = None


class SignOutStaff(Rpc):
    """Ends all sessions and kiosk turns of a person, who may sign in again."""

    staff_id: UUID


class StartPacking(Rpc):
    """Packing begins. The ticket stays in Packing. allergies_seen: whoever did it has confirmed the allergies that the ticket shows."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    scan_id: UUID | None = None
    allergies_seen: bool | None = None


class StopShopRedaction(Rpc):
    """Stops the redaction of a whole shop, which waits for a day after the shop's delivery has asked for it. What was emptied already is gone."""

    store: Annotated[str, StringConstraints(pattern='^[a-z][a-z0-9]{0,30}$'), Storable]


class UndoScan(Rpc):
    """Takes back the last stage action of a ticket, named by its scan_id or by its number in get_history: stage, times, assignee and stock are as before. Who did it may for 60 seconds, a supervisor also later."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=4000), Storable]
    undone_scan_id: UUID | None = None
    event_no: Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807), Whole] | None = None
    scan_id: UUID | None = None


class WasteStock(Rpc):
    """Stock was spoilt, broken or thrown away. If orders held it, those that came last are short of it now."""

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Storable]
    qty: Annotated[Decimal, Field(gt=0, le=1000000, decimal_places=3), Exact]
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Storable]
    scan_id: UUID | None = None


RPCS: dict[str, type[Rpc]] = {
    "acknowledge_change": AcknowledgeChange,
    "adjust_stock": AdjustStock,
    "assign_staff": AssignStaff,
    "cancel_order": CancelOrder,
    "clear_shortfall": ClearShortfall,
    "complete_covering": CompleteCovering,
    "complete_decorating": CompleteDecorating,
    "complete_filling": CompleteFilling,
    "complete_packing": CompletePacking,
    "count_stock": CountStock,
    "create_order": CreateOrder,
    "edit_order": EditOrder,
    "end_turn": EndTurn,
    "enrol_device": EnrolDevice,
    "find_orders": FindOrders,
    "get_board": GetBoard,
    "get_change": GetChange,
    "get_device": GetDevice,
    "get_events": GetEvents,
    "get_history": GetHistory,
    "get_inventory": GetInventory,
    "get_open_list": GetOpenList,
    "get_order": GetOrder,
    "get_order_for_scan": GetOrderForScan,
    "get_orders_for_dashboard": GetOrdersForDashboard,
    "get_queue": GetQueue,
    "get_settings": GetSettings,
    "get_sync_run": GetSyncRun,
    "get_unassigned_counts": GetUnassignedCounts,
    "get_unassigned_list": GetUnassignedList,
    "get_week": GetWeek,
    "handle_print_barcode": HandlePrintBarcode,
    "import_order": ImportOrder,
    "issue_badge": IssueBadge,
    "issue_token": IssueToken,
    "list_assignable": ListAssignable,
    "list_devices": ListDevices,
    "list_quarantine": ListQuarantine,
    "list_shortfalls": ListShortfalls,
    "list_staff": ListStaff,
    "list_storage_locations": ListStorageLocations,
    "list_tokens": ListTokens,
    "list_undecided_products": ListUndecidedProducts,
    "open_live": OpenLive,
    "preview_order_rules": PreviewOrderRules,
    "qc_return_to_decorating": QcReturnToDecorating,
    "receive_stock": ReceiveStock,
    "redact_order": RedactOrder,
    "release_extras": ReleaseExtras,
    "replay_quarantined": ReplayQuarantined,
    "report_page_error": ReportPageError,
    "request_sync": RequestSync,
    "retry_failed_sync": RetryFailedSync,
    "revoke_badge": RevokeBadge,
    "revoke_device": RevokeDevice,
    "revoke_token": RevokeToken,
    "revoke_tokens_of": RevokeTokensOf,
    "set_device_stores": SetDeviceStores,
    "set_item": SetItem,
    "set_priority": SetPriority,
    "set_product_kind": SetProductKind,
    "set_requirement": SetRequirement,
    "set_setting": SetSetting,
    "set_staff": SetStaff,
    "set_storage": SetStorage,
    "set_storage_location": SetStorageLocation,
    "sign_out_staff": SignOutStaff,
    "start_packing": StartPacking,
    "stop_shop_redaction": StopShopRedaction,
    "undo_scan": UndoScan,
    "waste_stock": WasteStock,
}

FAULTS = {
    "AUTH001": Fault(status=403, retry=False, title="Not allowed"),
    "AUTH002": Fault(status=401, retry=False, title="Please sign in again"),
    "AUTH003": Fault(status=429, retry=True, title="Too many tries, please wait"),
    "AUTH004": Fault(status=403, retry=False, title="Nobody here is known by this account"),
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
    "INV004": Fault(status=422, retry=False, title="It would be made from itself"),
    "INV005": Fault(status=409, retry=False, title="There is not so much"),
    "INV006": Fault(status=409, retry=False, title="Stocked, or made from components, not both"),
    "INV007": Fault(status=409, retry=True, title="Orders that hold it are being worked on, please try again"),
    "INV008": Fault(status=422, retry=False, title="It looks like another SKU"),
    "LIV001": Fault(status=403, retry=False, title="Not a valid ticket, ask for another"),
    "LOC001": Fault(status=404, retry=False, title="No such storage location"),
    "LOC002": Fault(status=409, retry=False, title="There is a storage location of this name"),
    "ORD001": Fault(status=404, retry=False, title="Order not found"),
    "ORD002": Fault(status=409, retry=False, title="Not possible at this stage"),
    "ORD003": Fault(status=409, retry=False, title="The order is cancelled"),
    "ORD004": Fault(status=409, retry=False, title="The order has several tickets, scan one of them"),
    "ORD005": Fault(status=409, retry=False, title="The shop has changed this order, someone must acknowledge it first"),
    "ORD006": Fault(status=409, retry=False, title="The order is the shop's: change it there"),
    "ORD007": Fault(status=409, retry=False, title="Somebody has changed the order since: read it again"),
    "RED001": Fault(status=404, retry=False, title="No redaction of this shop waits"),
    "REQ001": Fault(status=422, retry=False, title="Not a valid request"),
    "REQ002": Fault(status=422, retry=False, title="The scan_id or Idempotency-Key belongs to another request"),
    "REQ003": Fault(status=404, retry=False, title="No such function"),
    "REQ004": Fault(status=413, retry=False, title="The request is too large"),
    "REQ005": Fault(status=405, retry=False, title="This address takes another method"),
    "SCN001": Fault(status=422, retry=False, title="Not the code of an order"),
    "SCN002": Fault(status=422, retry=False, title="Not the code of a badge"),
    "SET001": Fault(status=422, retry=False, title="Not a valid setting"),
    "STF001": Fault(status=422, retry=False, title="No such active member of staff in this store"),
    "STF002": Fault(status=409, retry=False, title="Nobody would be left who manages staff"),
    "STF003": Fault(status=409, retry=False, title="Somebody else has this e-mail address"),
    "SYNC001": Fault(status=502, retry=True, title="Shopify sync failed"),
    "SYNC002": Fault(status=404, retry=False, title="No such run"),
    "SYS001": Fault(status=500, retry=True, title="Something went wrong on our side"),
    "SYS002": Fault(status=503, retry=True, title="The database cannot be reached, please try again"),
    "TOK001": Fault(status=404, retry=False, title="No such token"),
    "TOK002": Fault(status=409, retry=False, title="There is a token of this name"),
    "UND001": Fault(status=404, retry=False, title="There is nothing to take back"),
    "UND002": Fault(status=409, retry=False, title="Something has happened to the ticket since"),
    "UND003": Fault(status=409, retry=False, title="It is too late to take this back yourself, a supervisor can"),
}
