"""What happens to an order: sold, edited, refunded, cancelled, fulfilled; and what that does to stock."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from local.doubles.shopify.action import Action
from local.doubles.shopify.bodies import edit_body, refund_body
from local.doubles.shopify.books import Books
from local.doubles.shopify.model import Item, Level, Line, Order, ShopError, SoldOutError
from local.doubles.shopify.order_body import order_body

type Wanted = tuple[str, int] | tuple[str, int, Sequence[dict[str, Any]]]


def sell(action: Action, wanted: Sequence[Wanted], fields: dict[str, Any]) -> Order:
    """Sell these, all or nothing, and commit them; fields are those of the order's REST body."""
    books = action.books
    lines = [_line(books, *one) for one in wanted]
    _check(books, Counter(), lines)
    now, number = books.clock.now(), books.next_number
    books.next_number += 1
    usual: dict[str, Any] = {
        "note": None,
        "note_attributes": [],
        "tags": [],
        "test": False,
        "source_name": "web",
        "customer": None,
    }
    usual |= {"shipping_address": None, "billing_address": None, "shipping_lines": []}
    order = Order(books.new_id(), number, now, now, lines, usual | fields)
    books.orders[order.id] = order
    for line in lines:
        _commit(action, line, line.quantity)
    for topic in ("orders/create", "orders/updated"):
        action.tell(topic, order_body(books, order))
    return order


def edit(action: Action, order: Order, sku: str, quantity: int) -> Line:
    """Let the order have this many of a SKU; a line that it has keeps its quantity as ordered, if that is more."""
    books = action.books
    _alive(order)
    line = next((each for each in order.lines if each.sku == sku and each.variant is not None), None)
    if line is None:
        line = _line(books, sku, quantity)
        line.current_quantity = 0
    delta = quantity - line.current_quantity
    if quantity < line.fulfilled or delta == 0:
        raise ShopError(f"The order has {line.current_quantity} of {sku!r}, {line.fulfilled} of them gone.")
    if delta > 0:
        _check(books, Counter({line.variant.item.id: delta} if line.variant else {}), [])
        _commit(action, line, delta)
    else:
        _release(action, line, -delta, restock=True)
    line.current_quantity = quantity
    line.quantity = max(line.quantity, quantity)
    if line not in order.lines:
        order.lines.append(line)
    books.touch(order)
    action.tell("orders/edited", edit_body(books, order, line, delta))
    action.tell("orders/updated", order_body(books, order))
    return line


def refund(action: Action, order: Order, quantities: dict[int, int], *, restock: bool, note: str | None) -> None:
    """Give back these quantities, by line: what has not left is taken off the order, what has comes back."""
    _alive(order)
    _give_back(action, order, quantities, restock=restock, note=note)
    left = any(line.current_quantity for line in order.lines)
    order.financial_status = "partially_refunded" if left else "refunded"
    action.tell("refunds/create", refund_body(action.books, order, order.refunds[-1]))
    action.tell("orders/updated", order_body(action.books, order))


def cancel(action: Action, order: Order, *, restock: bool, reason: str) -> None:
    """Cancel the order and give back all of it."""
    _alive(order)
    quantities = {line.id: line.current_quantity for line in order.lines if line.current_quantity}
    _give_back(action, order, quantities, restock=restock, note=None)
    order.cancelled_at, order.cancel_reason = order.updated_at, reason
    order.financial_status = "refunded"
    action.tell("orders/cancelled", order_body(action.books, order))
    action.tell("orders/updated", order_body(action.books, order))
    action.tell("refunds/create", refund_body(action.books, order, order.refunds[-1]))


def fulfil(action: Action, order: Order) -> None:
    """Let everything leave that has not: it is no longer committed, nor on hand."""
    _alive(order)
    for line in order.lines:
        if line.variant is not None and line.variant.item.tracked:
            action.move(_level(action.books, line), committed=-line.open)
        line.fulfilled, line.open = line.fulfilled + line.open, 0
    action.books.touch(order)
    for topic in ("orders/fulfilled", "orders/updated"):
        action.tell(topic, order_body(action.books, order))


def _line(books: Books, sku: str, quantity: int, properties: Sequence[dict[str, Any]] = ()) -> Line:
    if quantity < 1:
        raise ShopError("A line has at least one.")
    variant = books.item(sku).variant
    line = Line(
        books.new_id(), variant, sku, variant.product.title, variant.price, quantity, quantity, [], books.location.id
    )
    line.properties = list(properties)
    return line


def _check(books: Books, wanted: Counter[int], lines: Sequence[Line]) -> None:
    """Refuse to sell more than there is of any item, over all lines together."""
    for line in lines:
        if line.variant is not None:
            wanted[line.variant.item.id] += line.quantity
    for item_id, quantity in wanted.items():
        item: Item = books.items[item_id]
        there = books.level(item, books.location).available
        if item.tracked and item.variant.policy == "DENY" and quantity > there:
            raise SoldOutError(f"There are {there} of {item.sku!r}, not {quantity}.")


def _level(books: Books, line: Line) -> Level:
    if line.variant is None:
        raise ShopError("What has no variant has no stock.")
    return books.level(line.variant.item, books.locations[line.location])


def _commit(action: Action, line: Line, quantity: int) -> None:
    line.open += quantity
    if line.variant is not None:
        action.show(line.variant.product)
        if line.variant.item.tracked:
            action.move(_level(action.books, line), available=-quantity, committed=quantity)


def _release(action: Action, line: Line, quantity: int, *, restock: bool) -> None:
    """Take back what is open first, then what has left, which was no longer committed."""
    opened = min(quantity, line.open)
    line.open -= opened
    if line.variant is not None and line.variant.item.tracked:
        action.move(_level(action.books, line), available=quantity if restock else 0, committed=-opened)


def _give_back(action: Action, order: Order, quantities: dict[int, int], *, restock: bool, note: str | None) -> None:
    books = action.books
    given: list[dict[str, Any]] = []
    by_id = {line.id: line for line in order.lines}
    if any(not 0 < quantity <= by_id[each].current_quantity for each, quantity in quantities.items()):
        raise ShopError("More than the order has cannot be given back.")
    for line, quantity in ((by_id[each], quantity) for each, quantity in quantities.items()):
        kind = "no_restock" if not restock else ("cancel" if line.open else "return")
        _release(action, line, quantity, restock=restock)
        line.current_quantity -= quantity
        given.append({"id": books.new_id(), "line": line, "quantity": quantity, "restock_type": kind})
    books.touch(order)
    order.refunds.append({"id": books.new_id(), "note": note, "restock": restock, "lines": given})


def _alive(order: Order) -> None:
    if order.cancelled_at is not None:
        raise ShopError(f"The order {order.name} is cancelled.")
