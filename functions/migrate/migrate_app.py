"""Brings the database to this version before traffic shifts. Run by the stack's resource Migration, or by hand."""

import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from migrator import MIGRATIONS, migrate
from ordak import log, settings
from stack_event import answer


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any] | None:
    """Migrate; answer with the ids of the versions applied now. CloudFormation is told at its own address."""
    if "ResponseURL" not in event:
        return _migrate(context.aws_request_id)
    started = time.perf_counter()
    try:
        if event["RequestType"] != "Delete":  # a stack that goes leaves the database
            _migrate(context.aws_request_id)
    except Exception as error:  # noqa: BLE001  # whatever it is, CloudFormation waits to hear of it
        log.failed(started, error, function="migrate", correlation_id=context.aws_request_id)
        answer(event, f"{type(error).__name__}: see the log of this function")
    else:
        answer(event)
    return None


def _migrate(correlation_id: str) -> dict[str, Any]:
    started = time.perf_counter()
    applied = migrate(settings.database_url(), settings.migrations_folder(MIGRATIONS))
    log.handled(started, function="migrate", outcome="ok", correlation_id=correlation_id)
    return {"ok": True, "applied": applied}
