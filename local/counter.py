"""What the command line does at the local shop's counter, and asks of the stack about its orders."""

import json
import time
from collections.abc import Mapping
from typing import Any

import httpx

from local.processes import StackError

PATIENCE = 300.0  # seconds for a run to end
_POLL = 0.5


def sell(  # noqa: PLR0913 - what a customer says
    env: Mapping[str, str], store: str, *, sku: str, quantity: int, due: str, message: str | None
) -> str:
    """Sell cakes in the shop, which tells the webhook; return the order's name."""
    domain = _domain(env, store)
    written = [{"name": "Message", "value": message}] if message else []
    asked = {"lines": [{"sku": sku, "quantity": quantity, "properties": written}], "pickup": due}
    answer = _post(f"{env['ORDAK_SHOPIFY_URL']}/_double/{domain}/sell", asked, {})
    if answer.status_code != httpx.codes.OK:
        raise StackError(str(answer.json().get("error", answer.status_code)))
    return json.dumps(answer.json()["done"])


def look_for_orders(env: Mapping[str, str], store: str, since: str | None, *, dry_run: bool) -> str:
    """Run a look for orders and return its report, a line for each that it names."""
    _domain(env, store)
    asked = {"store": store, "kind": "orders", "dry_run": dry_run} | ({"since": since} if since else {})
    run_id = _rpc(env, "request_sync", asked)["run_id"]
    until = time.monotonic() + PATIENCE
    while True:
        run = _rpc(env, "get_sync_run", {"run_id": run_id})
        if run["status"] != "running":
            return _report(run)
        if time.monotonic() > until:
            raise StackError(f"Run {run_id} has not ended yet.")
        time.sleep(_POLL)


def _report(run: Mapping[str, Any]) -> str:
    if run["status"] == "failed":
        raise StackError(f"Run {run['run_id']} failed: {run['error']}.")
    lines = [
        f"{finding['kind']:20} {finding['ref']}{'  repaired' if finding['repaired'] else ''}"
        for finding in run["findings"]
    ]
    return "\n".join([*lines, f"{len(lines)} found in {run['store']} since {run['since']} (run {run['run_id']})"])


def _rpc(env: Mapping[str, str], name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {env['ORDAK_ADMIN_TOKEN']}"}
    body: dict[str, Any] = _post(f"{env['ORDAK_URL']}/rpc/{name}", asked, headers).json()
    if not body["ok"]:
        raise StackError(f"{body['code']} {body['message']}")
    return body


def _post(url: str, asked: Mapping[str, Any], headers: Mapping[str, str]) -> httpx.Response:
    try:
        return httpx.post(url, json=asked, headers=headers, timeout=30)
    except httpx.TransportError as error:
        raise StackError("The stack is not up: make up starts it.") from error


def _domain(env: Mapping[str, str], store: str) -> str:
    if (domain := env.get(f"SHOPIFY_DOMAIN_{store.upper()}")) is None:
        raise StackError(f"There is no shop of the store {store}.")
    return domain
