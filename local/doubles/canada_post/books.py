"""What the carrier knows: shipments, by the id it gave them, and which request ids bought them."""

from dataclasses import asdict, dataclass, field
from typing import Any

from local.doubles.kit import Clock, RefusedError

FIRST_ID, FIRST_PIN = 347881315405043891, 1234567890123456
SAME_PIN = "123456789012"


@dataclass
class Shipment:
    """A shipment as it was asked for, and what became of it. What is suspended has a PIN and no label."""

    id: str
    body: dict[str, Any]
    pin: str
    due: float
    status: str  # created, transmitted or suspended
    at: str
    artifact: int
    not_ready: int = 0  # how often its label is not ready yet
    hidden: int = 0  # how often a look-up does not find it yet
    voided: bool = False
    refund: str | None = None  # the ticket of the request

    @property
    def request_id(self) -> str:
        """Return our id."""
        return str(self.body["customerRequestId"])


@dataclass
class Books:
    """All of it."""

    clock: Clock
    shipments: dict[str, Shipment] = field(default_factory=dict)
    number: int = 0

    def new_number(self) -> int:
        """Return a number that was not given yet."""
        self.number += 1
        return self.number - 1

    def shipment(self, shipment_id: str) -> Shipment:
        """Return a shipment that is there, or refuse."""
        found = self.shipments.get(shipment_id)
        if found is None or found.voided:
            raise RefusedError(404, "The shipment does not exist.", "8062")
        return found

    def bought(self, request_id: str) -> list[Shipment]:
        """Return every shipment that a request id has bought, voided ones too."""
        return [one for one in self.shipments.values() if one.request_id == request_id]

    def dump(self) -> dict[str, Any]:
        """Return everything that must not be forgotten."""
        return {"number": self.number, "shipments": [asdict(one) for one in self.shipments.values()]}

    def restore(self, kept: dict[str, Any]) -> None:
        """Give fresh books what was kept."""
        self.number = kept["number"]
        self.shipments = {row["id"]: Shipment(**row) for row in kept["shipments"]}
