"""The alarm topic's subscriber: Slack hears of alarms. One is that Postgres is away, so nothing here asks it."""

import time
from typing import Any

import slack_webhook
from alarm_text import alarm_text
from ordak import log, settings
from slack_webhook import SlackError


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Take what SNS delivers; an exception has Lambda deliver it again, twice."""
    url = settings.slack_webhook_url()
    texts = [text for record in event["Records"] if (text := alarm_text(record["Sns"]["Message"])) is not None]
    for text in texts if url is not None else ():
        _post(str(url), text, context.aws_request_id)
    return {"told": 0 if url is None else len(texts)}


def _post(url: str, text: str, correlation_id: str) -> None:
    started = time.perf_counter()
    line: log.Line = {"function": "alarm_notifier", "correlation_id": correlation_id}
    try:
        slack_webhook.post(url, text)
    except SlackError as error:
        line["code"] = error.code
        log.failed(started, error, **line)
        raise
    line["outcome"] = "ok"
    log.handled(started, **line)
