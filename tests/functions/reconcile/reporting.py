"""The reporter, run by its schedule."""

from datetime import timedelta

import reporter
from tests.sql.floor import Floor
from tests.stateful.world import Context


def run(*, seconds: int = 0, floor: Floor | None = None) -> dict[str, int]:
    """Run the schedule, once so many seconds have gone by."""
    if floor is not None:
        floor.set_clock(floor.one("select core.now()") + timedelta(seconds=seconds))
    told: dict[str, int] = reporter.handler({}, Context(1))  # type: ignore[arg-type]
    return told
