"""CloudWatch Logs' subscriptions: lines that a filter lets through reach a function, in the event that AWS sends."""

import base64
import gzip
import json
import queue
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from local.aws.cloudformation import ACCOUNT
from local.aws.filter_pattern import passes
from local.aws.runtime_api import LogLine
from local.aws.template import Subscription, Template

type _Entry = tuple[Subscription, dict[str, Any]]


class LogSubscriptions:
    """Passes lines on in a thread of its own: whoever writes a line waits for nobody."""

    def __init__(self, template: Template) -> None:
        self._of = {
            function.name: [each for each in template.subscriptions if each.log_group == function.log_group]
            for function in template.functions.values()
        }
        self._waiting: queue.Queue[_Entry | None] = queue.Queue()
        self._numbers = count(int(time.time() * 1000))

    def start(self, invoke: Callable[[str, Any], object]) -> None:
        """Begin to pass on."""
        threading.Thread(target=self._run, args=(invoke,), daemon=True, name="log subscriptions").start()

    def stop(self) -> None:
        """Pass on no more."""
        self._waiting.put(None)

    def through(self, log: LogLine) -> LogLine:
        """Return a log that writes to `log` and has subscribers."""

        def both(function: str, line: str) -> None:
            log(function, line)
            for each in self._of.get(function, ()):
                if passes(each.pattern, line):
                    entry = {"id": str(next(self._numbers)), "timestamp": int(time.time() * 1000), "message": line}
                    self._waiting.put((each, entry))

        return both

    def _run(self, invoke: Callable[[str, Any], object]) -> None:
        while (found := self._waiting.get()) is not None:
            subscription, entry = found
            invoke(subscription.function, logs_event(subscription, [entry]))


def logs_event(subscription: Subscription, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the event of a batch of lines."""
    batch = {
        "messageType": "DATA_MESSAGE",
        "owner": ACCOUNT,
        "logGroup": f"ordak-local-{subscription.log_group}-0123456789AB",
        "logStream": "local",
        "subscriptionFilters": [subscription.name],
        "logEvents": entries,
    }
    return {"awslogs": {"data": base64.b64encode(gzip.compress(json.dumps(batch).encode())).decode()}}
