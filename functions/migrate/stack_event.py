"""Answers CloudFormation, which waits for a custom resource at the address that its event names."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

_TIMEOUT = 10.0


def answer(event: dict[str, Any], failure: str = "") -> None:
    """Tell the waiting stack to go on, or with a failure (no values in it: everybody sees it) to roll back."""
    body = {
        "Status": "FAILED" if failure else "SUCCESS",
        "Reason": failure or "migrated",
        "PhysicalResourceId": "migration",  # always the same, so that no update is taken for a replacement
        **{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
    }
    address = urlsplit(event["ResponseURL"])
    connection = http.client.HTTPSConnection(address.netloc, timeout=_TIMEOUT)
    try:
        # The address is signed for an empty content type.
        connection.request("PUT", f"{address.path}?{address.query}", json.dumps(body), {"content-type": ""})
        connection.getresponse().read()
    finally:
        connection.close()
