"""The setting `parcel`: who sends a marketplace's orders, how, and what their labels may cost."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ordak.contract.reading import Exact

_STRICT = ConfigDict(extra="forbid", strict=True)
_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=44)]
_City = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
_Phone = Annotated[str, StringConstraints(max_length=25, pattern=r"^\+?[0-9]([ ().-]*[0-9]){6,14}$")]
_PostalCode = Annotated[
    str, StringConstraints(pattern=r"^[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] ?[0-9][ABCEGHJ-NPRSTV-Z][0-9]$")
]
_Email = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
_Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,4}$")]
_Service = Annotated[str, StringConstraints(pattern=r"^DOM\.[A-Z]{2,4}(\.[A-Z]{2,4})?$")]
_Side = Annotated[Decimal, Field(gt=0, le=200, decimal_places=1), Exact]
_Money = Annotated[Decimal, Field(gt=0, le=10_000, decimal_places=2), Exact]


class Sender(BaseModel):
    """Who sends, as the carrier takes it: two lines of 44 characters, a city of 40."""

    model_config = _STRICT

    company: _Line
    phone: _Phone
    line_1: _Line
    line_2: Annotated[str, StringConstraints(max_length=44)] = ""
    city: _City
    province: Literal["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"]
    postal_code: _PostalCode


class ParcelSetting(BaseModel):
    """Weight (kg) and sides (cm) are those of a parcel of one piece without a weight of its own.

    A label may cost `most_price` (CAD, taxes included); in a day `most_labels` may be bought, for `most_sum`.
    """

    model_config = _STRICT

    sender: Sender
    service: _Service
    options: Annotated[list[_Code], Field(max_length=10)] = []
    weight_kg: Annotated[Decimal, Field(gt=0, le=30, decimal_places=3), Exact]
    size_cm: Annotated[list[_Side], Field(min_length=3, max_length=3)]
    payment: Literal["CreditCard", "Account", "SupplierAccount"] = "CreditCard"
    contract: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,10}$")] | None = None
    refunds_to: _Email
    most_price: _Money | None = None
    most_labels: Annotated[int, Field(ge=0, le=100_000)] | None = None
    most_sum: Annotated[Decimal, Field(gt=0, le=1_000_000, decimal_places=2), Exact] | None = None
