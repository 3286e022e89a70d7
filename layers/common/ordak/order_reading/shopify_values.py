"""Reads one value of a Shopify body, whatever stands there: text, id, amount, time."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from ordak.shopify.order_rules import Flag

CENT = Decimal("0.01")
_MAX_AMOUNT = Decimal("9999999999.99")  # numeric(12,2)
_MAX_ID = 2**63 - 1
_MAX_QUANTITY = 2**31 - 1
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def as_text(value: Any) -> str:
    """Text of any JSON value: without control characters but newlines, a tab being a space; trimmed."""
    if isinstance(value, str) and value.isprintable():
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        value = json.dumps(value, ensure_ascii=False, default=str)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROL.sub("", text).strip()


def one_line(value: Any) -> str:
    """As `as_text`, newlines being spaces."""
    return as_text(value).replace("\n", " ")


def cut(text: str, cap: int, flags: set[Flag]) -> str:
    """Hold a text to `cap` characters and say so."""
    if len(text) <= cap:
        return text
    flags.add("text_truncated")
    return text[:cap].rstrip()


def read_id(thing: Mapping[str, Any], kind: str) -> str | None:
    """Digits of an id; of the gid first, for a sender that rounded the number did not round the text."""
    gid = thing.get("admin_graphql_api_id")
    if isinstance(gid, str):
        found = re.fullmatch(rf"gid://shopify/{kind}/([1-9][0-9]{{0,18}})", gid)
        if found and int(found[1]) <= _MAX_ID:
            return found[1]
    number = read_whole(thing.get("id"))
    return None if number is None else str(number)


def read_whole(value: Any) -> int | None:
    """Positive number below 2^63, as an integer or as digits; a float may have lost some and is none."""
    if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,18}", value):
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MAX_ID else None


def read_money(value: Any, flags: set[Flag]) -> Decimal | None:
    """Amount in hundredths, as numeric(12,2) holds it; whatever is not exactly that is None and a flag."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,30}(\.[0-9]{1,30})?", value.strip()):
        value = Decimal(value.strip())
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 <= value <= _MAX_AMOUNT:
        amount = Decimal(value).quantize(CENT)
        if amount == value:
            return abs(amount)
    flags.add("amount_unreadable")
    return None


def share_amounts(
    unit: Decimal | None, quantity: int, item: Mapping[str, Any], flags: set[Flag]
) -> list[Decimal | None]:
    """Split a line's net amount so that the cents add up; the first cakes carry the odd ones.

    What was taken back took its share of the discount along: `quantity` is what is left.
    """
    discounts = item.get("discount_allocations")
    amounts = [
        read_money(each.get("amount") if isinstance(each, dict) else None, flags)
        for each in (discounts if isinstance(discounts, list) else [])
    ]
    known = [amount for amount in amounts if amount is not None]
    sold = item.get("quantity")
    whole = (
        sold if isinstance(sold, int) and not isinstance(sold, bool) and quantity < sold <= _MAX_QUANTITY else quantity
    )
    net = None if unit is None else unit * whole - sum(known)
    if net is None or len(known) < len(amounts) or net < 0:
        flags.add("amount_unreadable")
        return [None] * quantity
    share, odd = divmod(int(net / CENT), whole)
    return [(share + (at < odd)) * CENT for at in range(quantity)]


def read_quantity(item: Mapping[str, Any], *, cake: bool, flags: set[Flag]) -> int:
    """Count of a line, what is left of it first; 1 and a flag when neither is a count."""
    for field in ("current_quantity", "quantity"):
        count = item.get(field)
        # A cake count beyond any sense is refused by the cap on tickets, it must not become one cake.
        if isinstance(count, int) and not isinstance(count, bool) and count >= 0:
            if cake or count <= _MAX_QUANTITY:
                return count
            break
    flags.add("quantity_unreadable")
    return 1


def read_moment(value: Any) -> str | None:
    """Aware ISO time that timestamptz takes."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    offset = moment.utcoffset() if moment else None
    if moment is None or offset is None or abs(offset) > timedelta(hours=14) or offset % timedelta(minutes=1):
        return None
    return moment.isoformat() if 2000 <= moment.year <= 2100 else None  # noqa: PLR2004 - as far as due dates go


def read_customer(order: Mapping[str, Any], cap: int, flags: set[Flag]) -> str | None:
    """Name of the customer, else of who gets or pays it: a person, or a company without one."""
    for field in ("customer", "shipping_address", "billing_address"):
        person = order.get(field)
        if not isinstance(person, dict):
            continue
        parts = [person.get("first_name"), person.get("last_name")]
        name = " ".join(one_line(part) for part in parts if isinstance(part, str)).strip()
        whole = person.get("name")
        texts = (name, *(one_line(text) for text in (whole, person.get("company")) if isinstance(text, str)))
        found = next((text for text in texts if text), None)
        if found:
            return cut_or_none(found, cap, flags)
    return None


def read_currency(value: Any, flags: set[Flag]) -> str | None:
    """Three letters, upper case."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z]{3}", value.strip()):
        return value.strip().upper()
    flags.add("currency_missing")
    return None


def read_line(value: Any, cap: int, flags: set[Flag]) -> str | None:
    """One line of text, cut to `cap`; None when blank."""
    return cut_or_none(one_line(value), cap, flags)


def cut_or_none(text: str, cap: int, flags: set[Flag]) -> str | None:
    """As `cut`, None when there is nothing."""
    return cut(text, cap, flags) or None
