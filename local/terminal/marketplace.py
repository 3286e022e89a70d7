"""One round of a marketplace's steps on the local stack, each to its end before the next."""

from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any

from local.servers.processes import StackError
from local.terminal.counter import PATIENCE, ask

# As the seed's run_core_workflows.sh has them, with offers beside the import whose orders they count.
STEPS = ("import", "offers", "acceptance", "shipping", "tracking", "unpacked", "void", "messages", "auto_reply")
_POLL = 0.5


def cycle(env: Mapping[str, str], store: str) -> str:
    """Let each step run once; return a line for each."""
    return "\n".join(run_step(env, store, kind) for kind in STEPS)


def run_step(env: Mapping[str, str], store: str, kind: str) -> str:
    """Let a step run to its end, and return a line about it."""
    begun = ask(env, "request_sync", {"store": store, "kind": kind})
    run, until = _run(env, begun["run_id"]), monotonic() + PATIENCE
    while run["status"] == "running":
        if monotonic() > until:
            raise StackError(f"Run {begun['run_id']} ({kind}) has not ended yet.")
        sleep(_POLL)
        run = _run(env, begun["run_id"])
    return f"{kind:12} {run['status']}{'' if run['error'] is None else ': ' + str(run['error'])}"


def _run(env: Mapping[str, str], run_id: int) -> dict[str, Any]:
    """Return a run; one that went through and found nothing may be gone already, for a later one took its place."""
    try:
        return ask(env, "get_sync_run", {"run_id": run_id})
    except StackError as error:
        if "SYNC002" in str(error):
            return {"status": "done", "error": None}
        raise
