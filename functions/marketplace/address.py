"""Where a parcel goes: a customer's address at Mirakl, written as Canada Post takes it, or why that cannot be done."""

import re
from collections.abc import Mapping

from address_text import clean, fold, wrapped
from ordak.canada_post.new_shipment import Party
from provinces import province_of

_LINE, _LINES, _CITY, _NAME, _PHONE = 44, 2, 40, 44, 25
_POSTAL_CODE = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d")
_CANADA = {"", "ca", "can", "canada"}
_SHORTEST_PHONE = 7


class AddressError(Exception):
    """It cannot be written. The code says which part, never what it is: ADDRESS_POSTAL_CODE."""


def destination_of(address: object) -> Party:
    """Write Mirakl's shipping address; AddressError where a person has to see to it."""
    if not isinstance(address, Mapping):
        raise AddressError("ADDRESS_MISSING")
    parts = {str(key): clean(value) for key, value in address.items() if isinstance(value, str)}
    country = parts.get("country_iso_code") or parts.get("country", "")
    if fold(country) not in _CANADA:
        raise AddressError("ADDRESS_COUNTRY")
    postal_code = _postal_code(parts)
    name, company = _addressee(parts)
    return Party(
        name=name,
        company=company,
        phone=_phone(parts),
        lines=_lines(parts),
        city=_city(parts),
        province=_province(parts, postal_code),
        postal_code=postal_code,
    )


def _postal_code(parts: Mapping[str, str]) -> str:
    code = re.sub(r"[^A-Za-z0-9]", "", parts.get("zip_code", "")).upper()
    if not _POSTAL_CODE.fullmatch(code):
        raise AddressError("ADDRESS_POSTAL_CODE")
    return code


def _province(parts: Mapping[str, str], postal_code: str) -> str:
    """Take what the customer wrote; where they wrote none, what the postal code's first letter says."""
    written = parts.get("state", "")
    province = province_of(written, postal_code if not written else "")
    if province is None:
        raise AddressError("ADDRESS_PROVINCE")
    return province


def _addressee(parts: Mapping[str, str]) -> tuple[str, str]:
    """Return name and company; a longer one is cut at a word, for a parcel finds its way by the rest."""
    person = " ".join(filter(None, (parts.get("firstname", ""), parts.get("lastname", ""))))
    company = " ".join(filter(None, (parts.get("company", ""), parts.get("company_2", ""))))
    if not person and not company:
        raise AddressError("ADDRESS_NAME")
    return _cut(person or company), _cut(company)


def _cut(text: str) -> str:
    return wrapped(text, _NAME)[0] if text else ""


def _lines(parts: Mapping[str, str]) -> tuple[str, ...]:
    """Return at most two lines: each street line its own if both fit, else all of it split at words."""
    written = [line for line in (parts.get("street_1", ""), parts.get("street_2", "")) if line]
    if not written:
        raise AddressError("ADDRESS_STREET")
    lines = written if max(map(len, written)) <= _LINE else wrapped(" ".join(written), _LINE)
    if len(lines) > _LINES or max(map(len, lines)) > _LINE:
        raise AddressError("ADDRESS_TOO_LONG")
    return tuple(lines)


def _city(parts: Mapping[str, str]) -> str:
    city = parts.get("city", "")
    if not city:
        raise AddressError("ADDRESS_CITY")
    if len(city) > _CITY:
        raise AddressError("ADDRESS_TOO_LONG")
    return city


def _phone(parts: Mapping[str, str]) -> str:
    """Return a number that fits: as it is written, else its digits; none rather than a part of one."""
    for written in (parts.get("phone", ""), parts.get("phone_secondary", "")):
        kept = re.sub(r"[^0-9+() .#x-]", "", written).strip()
        digits = re.sub(r"[^0-9]", "", kept)
        if _SHORTEST_PHONE <= len(digits) <= _PHONE:
            return kept if len(kept) <= _PHONE else digits
    return ""
