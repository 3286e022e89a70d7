"""Brings the database to this version before traffic shifts. Invoked by the deployment, with a direct URL."""

import time
from typing import Any

from migrator import MIGRATIONS, migrate
from ordak import log, settings


def handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Migrate; answer with the ids of the versions applied now."""
    started = time.perf_counter()
    applied = migrate(settings.database_url(), settings.migrations_folder(MIGRATIONS))
    log.handled(started, function="migrate", outcome="ok")
    return {"ok": True, "applied": applied}
