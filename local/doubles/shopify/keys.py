"""The @idempotent duty: which mutations have it, and what a key that was used before leads to."""

from collections.abc import Callable
from typing import Any

from local.doubles.shopify.asking import Asking
from local.doubles.shopify.idempotency import fingerprint
from local.doubles.shopify.refusals import Refused, UserErrors, user_error

IN_USE = "This request is currently in progress, please try again."
MISMATCH = "The same idempotency key cannot be used with different operation parameters."
FAILED = "A previous request with this idempotency key failed. Retry with a new idempotency key."

# An outcome holds what of an answer cannot be read back: ids, deltas. `rebuild` makes the answer of it, now and later.
type Outcome = dict[str, Any]


def once(
    asking: Asking,
    operation: str,
    arguments: dict[str, Any],
    do: Callable[[], Outcome],
    rebuild: Callable[[Outcome], dict[str, Any]],
) -> dict[str, Any]:
    """Do it under the call's key, or answer for what was done under that key before."""
    if asking.key is None:
        raise Refused("The @idempotent directive is required for this mutation but was not provided.", "BAD_REQUEST")
    print_ = fingerprint(operation, arguments)
    known = asking.books.memory.recall(asking.key)
    if asking.in_use():
        raise UserErrors([user_error(None, IN_USE, "IDEMPOTENCY_CONCURRENT_REQUEST")])
    if known is not None and known.fingerprint != print_:
        raise UserErrors([user_error(None, MISMATCH, "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")])
    if known is not None and not known.succeeded:
        raise UserErrors([user_error(None, FAILED, "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")])
    if known is not None:
        return rebuild(known.outcome)
    try:
        outcome = do()
    except UserErrors:
        asking.books.memory.keep(asking.key, print_, succeeded=False, outcome={})
        raise
    asking.books.memory.keep(asking.key, print_, succeeded=True, outcome=outcome)
    asking.applied = True
    return rebuild(outcome)
