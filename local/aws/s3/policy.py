"""The policy of a form by which a browser stores a file: every condition holds, and every field has one."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from local.aws.s3.error import S3Error

# What no condition has to name; the bucket is a condition and, in our forms, no field.
_FREE = {"policy", "x-amz-signature", "file"}


def check_policy(fields: Mapping[str, str], size: int, bucket: str, now: datetime) -> None:
    """Raise an S3Error unless a form's fields, names in lower case, and the size of its file fit its own policy."""
    policy = _read(fields["policy"])
    if now >= _expiry(policy):
        raise _denied("Policy expired.")
    if not isinstance(conditions := policy.get("conditions"), list):
        raise _malformed("conditions are missing")
    values = {"bucket": bucket, **fields}
    named = {"bucket"}
    for condition in conditions:
        named.add(_check(condition, values, size))
    if extra := sorted(name for name in fields if name not in named | _FREE and not name.startswith("x-ignore-")):
        raise _denied(f"Extra input fields: {', '.join(extra)}")


def _check(condition: Any, values: Mapping[str, str], size: int) -> str:
    """Check one condition and return the field that it names."""
    match condition:
        case dict() if len(condition) == 1:
            [(name, wanted)] = condition.items()
            holds = values.get(name.lower()) == wanted
        case ["content-length-range", int(least), int(most)]:
            name, holds = "content-length-range", True
            if size > most:
                raise S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
            if size < least:
                raise S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
        case ["eq", str(name), str(wanted)] if name.startswith("$"):
            name = name[1:]
            holds = values.get(name.lower()) == wanted
        case ["starts-with", str(name), str(wanted)] if name.startswith("$"):
            name = name[1:]
            holds = values.get(name.lower(), "").startswith(wanted)
        case _:
            raise _malformed("a condition cannot be read")
    if not holds:
        raise _denied(f"Policy Condition failed: {json.dumps(condition)}")
    return str(name).lower()


def _read(policy: str) -> dict[str, Any]:
    try:
        document = json.loads(base64.b64decode(policy, validate=True))
    except (ValueError, binascii.Error):
        raise _malformed("no JSON in base64") from None
    if not isinstance(document, dict):
        raise _malformed("no object")
    return document


def _expiry(policy: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(policy["expiration"])
    except (KeyError, TypeError, ValueError):
        raise _malformed("expiration is missing or no date") from None


def _denied(what: str) -> S3Error:
    return S3Error("AccessDenied", f"Invalid according to Policy: {what}")


def _malformed(what: str) -> S3Error:
    return S3Error("InvalidPolicyDocument", f"Invalid Policy: {what}.")
