"""api.get_uninstall_claim: what the shop has to be asked about."""

from datetime import datetime

import pytest

from tests.sql.floor import Floor
from tests.sql.shop.claims import NOON, claim, settle, there

pytestmark = pytest.mark.usefixtures("there")
__all__ = ["there"]


def claimed_at(floor: Floor) -> str | None:
    at: str | None = floor.service("get_uninstall_claim", who="reconcile", store="bannos")["claimed_at"]
    return at


def test_a_claim_is_there_until_it_is_settled(floor: Floor) -> None:
    assert claimed_at(floor) is None
    claim(floor)
    assert datetime.fromisoformat(claimed_at(floor) or "") == NOON
    settle(floor, gone=True)
    assert claimed_at(floor) is None
