"""What a double of Mirakl is given, and how its operator has set the marketplace up."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SHOP, SHOP_NAME = "2001", "Example Shop"


@dataclass(frozen=True)
class Settings:
    """A double. A debit "by itself" is done when the order has been read once; "by hand", when a test says so."""

    key: str = "double-mirakl-key"
    state: Path | None = None
    debits: Literal["by itself", "by hand"] = "by itself"
    address_before_acceptance: bool = True
    registered_carriers_only: bool = True
    stock_pause: float = 0.0  # seconds between two imports of stock; Mirakl's are 60
