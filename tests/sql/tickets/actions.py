"""Every action on a ticket: a stage from which it changes something, and arguments to do it with."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from tests.sql.floor import PEOPLE, Floor, Json


@dataclass(frozen=True)
class Action:
    """One api function of area bakery, as a kiosk calls it."""

    name: str
    stage: str
    arguments: Json = field(default_factory=dict)

    def __str__(self) -> str:
        """Name the test's case."""
        return self.name

    def ticket(self, floor: Floor, **sale: Any) -> str:
        """Return a ticket that this action would change."""
        if self.name == "clear_shortfall":
            sku = floor.stock(f"NONE-{uuid4()}", 0)
            return floor.sell(sku=sku, **sale).id
        if self.name == "acknowledge_change":
            sold = floor.sell(**sale)
            floor.rpc("handle_print_barcode", id=sold.id)
            floor.again(sold, "10:01", tickets=[{**sold.order["tickets"][0], "flavour": "Lemon"}])
            return sold.id
        return floor.at(self.stage, **sale)

    def do(self, floor: Floor, ticket_id: str | None, **more: object) -> Json:
        """Call it as a supervisor unless `who` or `actor` says otherwise."""
        return floor.rpc(self.name, **{"id": ticket_id, **self.arguments, **more})


STAGE_MOVES = [
    Action("complete_filling", "Filling"),
    Action("complete_covering", "Covering"),
    Action("complete_decorating", "Decorating"),
    Action("start_packing", "Packing"),
    Action("complete_packing", "Packing started"),
    Action("qc_return_to_decorating", "Packing started", {"reason": "smudged"}),
]
ACTIONS = [
    *STAGE_MOVES,
    Action("handle_print_barcode", "Filling"),
    Action("assign_staff", "Filling", {"staff_id": PEOPLE["staff"][0]}),
    Action("set_storage", "Filling", {"storage": "Fridge 2"}),
    Action("set_priority", "Filling", {"priority": "High"}),
    Action("acknowledge_change", "Filling"),
    Action("clear_shortfall", "Filling", {"note": "from the other shop"}),
]

every_action = pytest.mark.parametrize("action", ACTIONS, ids=str)
every_stage_move = pytest.mark.parametrize("action", STAGE_MOVES, ids=str)
