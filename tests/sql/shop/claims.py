"""Claims that the app was removed from a shop."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.sql.floor import Floor, Json

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def there(floor: Floor) -> Iterator[None]:
    """Let the app be in both shops before and after, unclaimed."""
    floor.set_clock(NOON)
    yield
    floor.rows("update core.shops set uninstalled_at = null, uninstall_claimed_at = null")
    floor.rows("delete from core.work_queue where topic in ('uninstall_check', 'alert')")


def claim(floor: Floor, **more: object) -> Json:
    """Let a delivery claim it."""
    return floor.service("note_uninstalled", store="bannos", **more)


def settle(floor: Floor, *, gone: bool, claimed_at: object = NOON) -> Json:
    """Say what the shop answered."""
    return floor.service("settle_uninstall", who="reconcile", store="bannos", claimed_at=claimed_at, gone=gone)


def gone(floor: Floor) -> bool:
    """Whether the app is known to be gone."""
    return bool(floor.one("select uninstalled_at is not null from core.shops where store = 'bannos'"))
