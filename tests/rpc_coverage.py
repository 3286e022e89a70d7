"""Which api functions and routes the suite has called, with success and with a refusal.

A worker notes them as it calls, and keeps them in a file of a folder that all workers share. `python -m
tests.rpc_coverage <folder>` prints what came together there.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Literal

from local.aws.lambda_service import LambdaService
from local.aws.runtime_api import Outcome
from local.state import ROOT
from ordak.contract.answers import ANSWERS

type Kind = Literal["function", "route"]
type Seen = set[tuple[str, str, bool]]
type Invoke = Callable[[LambdaService, str, object], Outcome]

_FILES = "rpcs-{}.json"
_seen: Seen = set()


def saw(kind: Kind, name: str, *, ok: bool) -> None:
    """Note one answer."""
    _seen.add((kind, name, ok))


def watched(invoke: Invoke) -> Invoke:
    """Return `invoke` so that each answer to an HTTP request is noted."""

    @wraps(invoke)
    def noting(service: LambdaService, function: str, event: object) -> Outcome:
        outcome = invoke(service, function, event)
        if isinstance(event, dict) and "http" in event.get("requestContext", ()):
            saw("route", f"{event['requestContext']['http']['method']} {event['rawPath']}", ok=_succeeded(outcome))
        return outcome

    return noting


def keep(folder: Path) -> None:
    """Write what this process has seen."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _FILES.format(os.getpid())).write_text(json.dumps(sorted(_seen)))


def gathered(folder: Path) -> Seen:
    """Return what all have seen."""
    files = folder.glob(_FILES.format("*"))
    return {(kind, name, ok) for file in files for kind, name, ok in json.loads(file.read_text())}


def table(folder: Path) -> str:
    """Return how many have answered with success and with a refusal, and the names of those that have not."""
    paths = json.loads((ROOT / "openapi.json").read_text())["paths"]
    routes = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    seen, lines, left = gathered(folder), [f"{'answered':<16}{'ok':>10}{'refused':>10}{'of':>6}"], list[str]()
    for kind, known in (("function", set(ANSWERS)), ("route", routes)):
        found = [known & {name for each, name, ok in seen if (each, ok) == (kind, said)} for said in (True, False)]
        lines.append(f"{kind + 's':<16}{len(found[0]):>10}{len(found[1]):>10}{len(known):>6}")
        for names, word in zip(found, ("ok", "refused"), strict=True):
            left += [f"{kind}s that never answered {word}: {', '.join(sorted(known - names))}"] if known - names else []
    return "\n".join([*lines, *left])


def _succeeded(outcome: Outcome) -> bool:
    refused = 400
    try:
        answer: Any = json.loads(outcome.payload)
        return not outcome.error and int(answer["statusCode"]) < refused
    except (ValueError, TypeError, KeyError):
        return False


if __name__ == "__main__":
    print(table(Path(sys.argv[1])))  # noqa: T201 - for a person at a terminal
