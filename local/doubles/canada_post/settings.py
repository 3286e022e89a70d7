"""What a double of Canada Post is given: its account, and what is unsure about the real one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

BASE = "/prod/devportal-portaildesdeveloppeurs"
API = f"{BASE}/shipping/v1"


@dataclass(frozen=True)
class Settings:
    """A double. `repeats` says what becomes of a request id that comes a second time: nobody knows what really does."""

    client_id: str = "double-client-id"
    client_secret: str = "double-client-secret"  # noqa: S105 - the double's own
    customer: str = "0001234567"
    contract: str | None = None  # such an account ships by group, the others at once
    state: Path | None = None
    repeats: Literal["buys again", "refused"] = "buys again"
    one_pin: bool = False  # as the test environment: every shipment has the same
