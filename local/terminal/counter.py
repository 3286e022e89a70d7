"""What the command line does at the local shop's counter, and asks of the stack about its orders."""

import json
from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any

import httpx
from pydantic import ValidationError

from local.servers.processes import StackError
from ordak.contract.answers import ANSWERS
from ordak.contract.base import Answer, Refusal

PATIENCE = 300.0  # seconds for a run to end, and for those of others before it
_POLL = 0.5


def sell(  # noqa: PLR0913 - what a customer says
    env: Mapping[str, str], store: str, *, sku: str, quantity: int, due: str, message: str | None
) -> str:
    """Sell cakes in the shop, which tells the webhook; return the order's name."""
    domain = _domain(env, store)
    written = [{"name": "Message", "value": message}] if message else []
    asked = {"lines": [{"sku": sku, "quantity": quantity, "properties": written}], "pickup": due}
    answer = _post(f"{env['ORDAK_SHOPIFY_URL']}/_double/{domain}/sell", asked, {})
    match _json(answer):
        case {"done": done} if answer.status_code == httpx.codes.OK:
            return json.dumps(done)
        case {"error": error}:
            raise StackError(str(error))
    raise StackError(f"The shop's answer was none of its own: status {answer.status_code}.")


def look_for_orders(env: Mapping[str, str], store: str, since: str | None, *, dry_run: bool) -> str:
    """Run a look for orders and return its report, a line for each that it names.

    A run under way is of another's since, and repairs or not as that one said: its end is waited for.
    """
    _domain(env, store)
    asked = {"store": store, "kind": "orders", "dry_run": dry_run} | ({"since": since} if since else {})
    until = monotonic() + PATIENCE
    while True:
        begun = ask(env, "request_sync", asked)
        run = _end_of(env, begun["run_id"], until, "Another's run" if begun["already_done"] else "Run")
        if not begun["already_done"]:
            return _report(run)
        if monotonic() > until:
            raise StackError(f"Other runs of {store} came first, again and again: yours was not begun.")


def _end_of(env: Mapping[str, str], run_id: int, until: float, whose: str) -> dict[str, Any]:
    while True:
        run = ask(env, "get_sync_run", {"run_id": run_id})
        if run["status"] != "running":
            return run
        if monotonic() > until:
            raise StackError(f"{whose} {run_id} has not ended yet.")
        sleep(_POLL)


def _report(run: Mapping[str, Any]) -> str:
    if run["status"] == "failed":
        raise StackError(f"Run {run['run_id']} failed: {run['error']}.")
    lines = [
        f"{finding['kind']:20} {finding['ref']}{'  repaired' if finding['repaired'] else ''}"
        for finding in run["findings"]
    ]
    found = sum(run["counts"].values())
    if found > len(lines):
        lines.append(f"… and {found - len(lines)} more, which are in core.sync_findings")
    return "\n".join([*lines, f"{found} found in {run['store']} since {run['since']} (run {run['run_id']})"])


def ask(env: Mapping[str, str], name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Call an RPC and return its answer, which has the shape that the contract promises."""
    headers = {"authorization": f"Bearer {env['ORDAK_ADMIN_TOKEN']}"}
    answer = _post(f"{env['ORDAK_URL']}/rpc/{name}", asked, headers)
    body = _json(answer)
    shape: type[Answer | Refusal] = ANSWERS[name] if isinstance(body, dict) and body.get("ok") is True else Refusal
    try:
        shape.model_validate(body)
    except ValidationError:
        raise StackError(f"{name} got an answer that is none of ours: status {answer.status_code}.") from None
    if shape is Refusal:
        raise StackError(f"{body['code']} {body['message']}")
    return dict(body)


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def _post(url: str, asked: Mapping[str, Any], headers: Mapping[str, str]) -> httpx.Response:
    try:
        return httpx.post(url, json=asked, headers=headers, timeout=30)
    except (httpx.ConnectError, httpx.ConnectTimeout):
        raise StackError("The stack is not up: make up starts it.") from None
    except httpx.RequestError as error:
        raise StackError(f"No answer came, though the stack was asked: {type(error).__name__}.") from None


def _domain(env: Mapping[str, str], store: str) -> str:
    if (domain := env.get(f"SHOPIFY_DOMAIN_{store.upper()}")) is None:
        raise StackError(f"There is no shop of the store {store}.")
    return domain
