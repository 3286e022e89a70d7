"""What a function of our API says: the database's own answer with the status of its code, or a refusal at the door."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from ordak.contract.generated import FAULTS
from ordak.http import event as http_event

_NAME = re.compile(r"[A-Za-z0-9_]{1,40}")
_OK, _UNKNOWN = 200, 409  # a code that the database has learnt since this function was built


class Reply(NamedTuple):
    """A body and its HTTP status; cookies as `Set-Cookie` has them."""

    body: Mapping[str, Any]
    status: int
    cookies: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The code of a refusal."""
        return self.body.get("code")

    def answer(self) -> dict[str, Any]:
        """Return it as Lambda hands it on, with `Retry-After` where trying again can help."""
        headers = {}
        if "retry_after" in self.body:
            headers["retry-after"] = str(self.body["retry_after"])
        elif self.status >= 500 and self.code in FAULTS and FAULTS[self.code].retry:  # noqa: PLR2004 - our side
            headers["retry-after"] = "1"
        answer = http_event.answer(self.status, self.body, headers)
        return answer | {"cookies": list(self.cookies)} if self.cookies else answer


def reply(body: Mapping[str, Any], *cookies: str) -> Reply:
    """Say what the database answered."""
    code = body.get("code")
    return Reply(body, _OK if code is None else FAULTS[code].status if code in FAULTS else _UNKNOWN, cookies)


def refuse(code: str, correlation_id: str, detail: str | None = None, *, status: int | None = None) -> Reply:
    """Refuse at the door, before the database is asked."""
    fault = FAULTS[code]
    message = fault.title if detail is None else f"{fault.title}: {detail}"
    body = {"ok": False, "code": code, "message": message, "correlation_id": correlation_id}
    return Reply(body, status or fault.status)


def first_fault(error: ValidationError) -> str:
    """Name the first field that is wrong and what is wrong with it, never its value."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    # A field that there is not is what somebody made up: repeated if it looks like a field's name, and nothing else.
    field = ".".join(str(part) if _NAME.fullmatch(str(part)) else "a field" for part in first["loc"])
    return f"{field}: {first['msg']}" if field else first["msg"]
