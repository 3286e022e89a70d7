"""Mail to members about their own orders: one leased, sent and finished after another, at least once each."""

import time
from typing import Any

import member_mail
import ses
from ordak import log, settings
from ordak.service import Service


def mail_members(service: Service, deadline: float) -> int:
    """Send every mail that is due, until `deadline` (time.monotonic) or SES is away; return how many it took."""
    worker = f"{service.name}:{service.correlation_id}"
    sent = 0
    while settings.mails_members() and time.monotonic() < deadline:
        mail = service.ask("claim_member_mail", worker=worker)["mail"]
        if mail is None:
            break
        error = _send(service, mail)
        service.ask(
            "finish_member_mail",
            worker=worker,
            work_id=mail["work_id"],
            error=error and error.code,
            wait_seconds=(error and error.wait_seconds) or None,
            is_systemic=error is not None and error.is_systemic,
        )
        if error is None:
            sent += 1
        elif error.is_systemic:
            break
    return sent


def _send(service: Service, mail: dict[str, Any]) -> ses.MailError | None:
    started = time.perf_counter()
    line: log.Line = {"function": "member_mail", "count": 1, "correlation_id": service.correlation_id}
    try:
        ses.send([mail["to"]], *member_mail.written(mail))
    except ses.MailError as error:
        line["code"] = error.code
        if error.is_systemic:
            log.failed(started, error, **line)
        else:
            log.survived(error, **line)
        return error
    line["outcome"] = "ok"
    log.handled(started, **line)
    return None
