"""One call of Canada Post's Shipping or Rating API: address, token, time, and how it can fail."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from ordak.canada_post.error import DUPLICATE, CarrierError
from ordak.canada_post.token import forget, token
from ordak.http import client as http_client
from ordak.http.client import Answer, HttpError
from ordak.http.outcome import failed, throttled, without_answer
from ordak.http.pace import CALL_SECONDS, Pace
from ordak.setting_values import CanadaPostAccess
from ordak.soft_values import items, parsed, record, text

API = "/shipping/v1"
_PRICES = "/rating/v1/prices"
BUYING_SECONDS = 30.0  # what is given up is an unknown outcome, which costs more than the wait
JSON, PDF = "application/json", "application/pdf"
_OK = range(200, 300)
_UNAUTHORIZED, _CONFLICT = 401, 409
_CODE = re.compile(r"[A-Z]{0,2}[0-9]{3,5}")
# Words of theirs that are recognised and never repeated: the request id is known already; too many calls.
_KNOWN = re.compile(r"duplicat|already (exist|been|used|submitted|processed)|d[ée]j[àa]", re.IGNORECASE)
_BUSY = re.compile(r"SLM Monitor", re.IGNORECASE)


@dataclass(frozen=True)
class Call:
    """What is asked. `url` is whole; a call that `buys` is made once, whatever comes of it."""

    method: str
    url: str
    body: dict[str, Any] | None = field(default=None, repr=False)
    accept: str = JSON
    changes: bool = False
    buys: bool = False


@dataclass(frozen=True)
class Line:
    """A line to the account of one store."""

    access: CanadaPostAccess
    pace: Pace

    def url(self, *parts: str, **query: str) -> str:
        """Return the address of what is ours: mailed by the customer, on behalf of itself."""
        ours = self.access.customer
        path = "/".join(quote(part, safe="") for part in (ours, ours, *parts))
        return f"{self.access.url}{API}/{path}" + (f"?{urlencode(query)}" if query else "")

    @property
    def prices(self) -> str:
        """Return the address that says what a parcel would cost."""
        return self.access.url + _PRICES

    def ours(self, href: str) -> str | None:
        """Return an address if it is below our API: a token is shown nowhere else."""
        base, given = urlsplit(self.access.url), urlsplit(href)
        same = (given.scheme, given.netloc, given.fragment) == (base.scheme, base.netloc, "")
        below = given.path.startswith(f"{base.path}{API}/")
        plain = re.fullmatch(r"[A-Za-z0-9/_.~-]+", given.path) and ".." not in given.path
        return href if same and below and plain and re.fullmatch(r"[!-~]+", href) else None


def send(line: Line, call: Call) -> Answer:
    """Make a call and return its answer of 2xx. A token that is refused is renewed once, but not for what buys."""
    answer = _once(line, call)
    if answer.status == _UNAUTHORIZED:
        forget(line.access)
        if not call.buys:
            answer = _once(line, call)
    if answer.status not in _OK:
        raise refusal(answer, call)
    return answer


def refusal(answer: Answer, call: Call) -> CarrierError:
    """Say what another answer than 2xx means, by its codes and, where there is no other way, its words."""
    found = record(parsed(answer.body))
    told = [record(one) for name in ("errors", "messages") for one in items(found.get(name))]
    words = " ".join(str(one.get(name, "")) for one in [*told, found] for name in ("message", "description", "detail"))
    if _BUSY.search(words):
        return throttled(CarrierError, failed(CarrierError, answer, changes=False).wait_seconds)
    repeated = call.buys and (answer.status == _CONFLICT or _KNOWN.search(words) is not None)
    codes = [text(one.get(name)) for one in told for name in ("errorCode", "code")]
    code = next((one for one in codes if one and _CODE.fullmatch(one)), None)
    error = failed(CarrierError, answer, changes=call.changes, code=code)
    if repeated and error.outcome == "refused":
        return CarrierError(DUPLICATE, outcome="unknown")
    return error


def _once(line: Line, call: Call) -> Answer:
    headers = {
        "Authorization": f"Bearer {token(line.access, line.pace)}",
        "Accept": call.accept,
        "Accept-Language": "en-CA",
    }
    body = None if call.body is None else json.dumps(call.body, ensure_ascii=False).encode()
    if body is not None:
        headers["Content-Type"] = JSON
    seconds = line.pace.turn(CarrierError, longest=BUYING_SECONDS if call.buys else CALL_SECONDS)
    try:
        return http_client.send(call.method, call.url, headers=headers, body=body, seconds=seconds)
    except HttpError as error:
        raise without_answer(CarrierError, error, changes=call.changes) from None
