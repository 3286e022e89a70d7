"""Brings the database to this version before traffic shifts. Run by the stack's resource Migration, or by hand."""

import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from going_down import NotPossibleError, WouldLoseError, go_down
from migrator import MIGRATIONS, migrate
from ordak import log, settings
from stack_event import answer


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any] | None:
    """Migrate; answer with the ids of the versions applied now. CloudFormation is told at its own address.

    By hand with {"to": "M15", "lose": true} it goes down to that version, and may lose what only newer ones can hold.
    """
    if "ResponseURL" not in event:
        if "to" in event:
            return _go_down(str(event["to"]), context.aws_request_id, lose=event.get("lose") is True)
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
    folder = settings.migrations_folder(MIGRATIONS)
    applied = migrate(settings.database_url(), folder, settings.environment())
    log.handled(started, function="migrate", outcome="ok", correlation_id=correlation_id)
    return {"ok": True, "applied": applied}


def _go_down(to: str, correlation_id: str, *, lose: bool) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        undone, lost = go_down(
            settings.database_url(),
            to,
            environment=settings.environment(),
            lose=lose,
            migrations=settings.migrations_folder(MIGRATIONS),
        )
    except NotPossibleError as error:
        log.handled(started, function="migrate", outcome="refused", correlation_id=correlation_id)
        lost = list(error.lost) if isinstance(error, WouldLoseError) else []
        return {"ok": False, "message": str(error), "lost": [str(each) for each in lost]}
    log.handled(started, function="migrate", outcome="ok", correlation_id=correlation_id)
    return {"ok": True, "undone": undone, "lost": [str(each) for each in lost]}
