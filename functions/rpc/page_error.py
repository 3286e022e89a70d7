"""What a page says of its own errors, on its way to Sentry: a line of the log, as our own failures are."""

from collections.abc import Mapping
from typing import Any

from ordak import log
from ordak.contract.base import Rpc
from ordak.contract.generated import ReportPageError


def log_report(call: Rpc, answer: Mapping[str, Any], correlation_id: str) -> None:
    """Log a report that the database has taken; any other call is none."""
    if isinstance(call, ReportPageError) and answer.get("taken"):
        log.page_failed(
            function=f"web/{call.page}",
            version=call.page_version,
            error_type=call.error,
            where=call.place or "",
            correlation_id=correlation_id,
        )
