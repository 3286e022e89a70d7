"""Pushes availability to Shopify. A message on its queue is a wake-up: due work is in the database."""

import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from ordak import log, settings
from ordak.aws import wake_ups
from ordak.service import Service
from pusher import push_store

_SAFETY_SECONDS = 15.0  # a batch is begun only with this much of the time-out left, and what is left comes again


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Work for every shop until nothing is due, or until there is no time for more."""
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - _SAFETY_SECONDS
    service = Service("inventory_worker", context.aws_request_id, "inventory_worker")
    shops = [_Shop(service, store, deadline) for store in settings.stores_with_shop()]
    with service.run():
        while time.monotonic() < deadline and any(shop.goes_on for shop in shops):
            for shop in shops:
                # Looked at before each step: the shop before may have taken all that was left.
                if time.monotonic() < deadline:
                    shop.step()
    for shop in shops:
        shop.end()
    return wake_ups.answer(event, finished=all(shop.finished for shop in shops))


class _Shop:
    """A shop's turn in an invocation: what fails at it, or how much waits for it, keeps no other shop waiting."""

    def __init__(self, service: Service, store: str, deadline: float) -> None:
        self.goes_on, self.finished = True, False
        self._steps, self._started = push_store(service, store, deadline), time.perf_counter()
        self._line: log.Line = {
            "function": "inventory_push",
            "store": store,
            "correlation_id": service.correlation_id,
        }

    def step(self) -> None:
        """Do what comes next, if anything does."""
        if not self.goes_on:
            return
        try:
            next(self._steps)
        except StopIteration:
            self.goes_on, self.finished = False, True
            self._line["outcome"] = "ok"
            log.handled(self._started, **self._line)
        except Exception as error:  # noqa: BLE001 - one shop must not stop the other
            self.goes_on = False
            self._line["code"] = getattr(error, "code", "SYNC001")
            log.failed(self._started, error, **self._line)

    def end(self) -> None:
        """Say so if there was no time for all of it."""
        if self.goes_on:
            self._line["outcome"] = "cut"
            log.handled(self._started, **self._line)
