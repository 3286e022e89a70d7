"""A small Lambda: functions by name, each with execution environments that start when they are needed."""

import json
import threading
from collections.abc import Mapping

from local.aws.cloudformation import REGION
from local.aws.runtime_api import Environment, Invocation, LogLine, Outcome
from local.aws.template import Function, Template

WAIT_SECONDS = 30.0  # for a free environment: as long as API Gateway waits for its integration
_STARTS = 3  # environments that are started for one event, of which none took it
KEYS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": "local"}
THROTTLED = "TooManyRequestsException"


def print_line(function: str, line: str) -> None:
    """Write a function's log line to the terminal."""
    print(f"[{function}] {line}", flush=True)


class LambdaService:
    """Invokes the functions of a template; `overrides` replace values of variables that the template names.

    `shared` are variables that every function has, such as the region's and the credentials.
    """

    def __init__(
        self,
        template: Template,
        overrides: Mapping[str, Mapping[str, str]],
        shared: Mapping[str, str],
        log: LogLine = print_line,
    ) -> None:
        self._pools = {
            name: _Pool(function, {**shared, **_overridden(function, overrides.get(name, {}))}, log)
            for name, function in template.functions.items()
        }

    def invoke(self, function: str, event: object) -> Outcome:
        """Invoke a function and wait for what it comes to."""
        return self._pools[function].invoke(Invocation(json.dumps(event).encode()))

    def variables(self, function: str) -> dict[str, str]:
        """Return the variables that a function's environments are given."""
        return dict(self._pools[function].variables)

    def renew(self, function: str) -> None:
        """End a function's environments with all that they remember, as a deployment does."""
        self._pools[function].renew()

    def stop(self) -> None:
        """End every environment."""
        for pool in self._pools.values():
            pool.stop()


def shared_variables(endpoint: str) -> dict[str, str]:
    """Return what every function of the local account has: its region, credentials and AWS's address."""
    return {
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        **KEYS,
        "AWS_ENDPOINT_URL": endpoint,
    }


def _overridden(function: Function, overrides: Mapping[str, str]) -> dict[str, str]:
    return {name: overrides.get(name, value) for name, value in function.variables.items()}


class _Pool:
    """The environments of one function."""

    def __init__(self, function: Function, variables: Mapping[str, str], log: LogLine) -> None:
        self._function = function
        self.variables = dict(variables)
        self._log = log
        self._free = threading.Semaphore(function.max_environments)
        self._lock = threading.Lock()
        self._all: set[Environment] = set()
        self._idle: list[Environment] = []
        self._stopped = False

    def invoke(self, invocation: Invocation) -> Outcome:
        if self._stopped or not self._free.acquire(timeout=WAIT_SECONDS):
            return Outcome(b'{"errorMessage":"Rate Exceeded."}', THROTTLED)
        try:
            outcome = self._invoke_one(invocation)
            # Environments that died unseen are no fault of this event: each idle one may have, a new one may not start.
            for _ in range(len(self._idle) + _STARTS):
                if outcome.delivered:
                    break
                outcome = self._invoke_one(invocation)
            return outcome
        finally:
            self._free.release()

    def renew(self) -> None:
        with self._lock:
            environments = list(self._all)
        for environment in environments:
            environment.stop()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
        self.renew()

    def _invoke_one(self, invocation: Invocation) -> Outcome:
        environment = self._take()
        outcome = environment.invoke(invocation)
        with self._lock:
            kept = environment.usable and not self._stopped
            if kept:
                self._idle.append(environment)
            else:
                self._all.discard(environment)
        if not kept:
            environment.stop()
        return outcome

    def _take(self) -> Environment:
        """Take the environment used last, as Lambda does, or start one."""
        with self._lock:
            while self._idle:
                environment = self._idle.pop()
                if environment.usable:
                    return environment
                self._all.discard(environment)
                environment.stop()
            environment = Environment(self._function, self.variables, self._log)
            self._all.add(environment)
            return environment
