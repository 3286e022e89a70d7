"""The access token of Canada Post's API: earned once a process and account, renewed before it ends."""

import time
from typing import NamedTuple
from urllib.parse import urlencode

from ordak.canada_post.error import CarrierError
from ordak.http import client as http_client
from ordak.http.client import HttpError
from ordak.http.outcome import failed, unreadable, without_answer
from ordak.http.pace import Pace
from ordak.setting_values import CanadaPostAccess
from ordak.soft_values import money, parsed, record, text

PATH = "/cpc-api-native-oauth-provider/oauth2/token"
_EARLY = 300.0  # seconds before it expires a token is replaced
_OK = 200
_FORM = urlencode({"grant_type": "client_credentials", "scope": "merchant"}).encode()


class _Token(NamedTuple):
    value: str
    renew_at: float  # time.time, which goes on while an environment is frozen


_tokens: dict[tuple[str, str], _Token] = {}


def token(access: CanadaPostAccess, pace: Pace) -> str:
    """Return a token, a new one if there is none that lasts."""
    kept = _tokens.get(_whose(access))
    if kept is None or time.time() >= kept.renew_at:
        kept = _tokens[_whose(access)] = _earn(access, pace)
    return kept.value


def forget(access: CanadaPostAccess) -> None:
    """Forget a token that was refused."""
    _tokens.pop(_whose(access), None)


def _whose(access: CanadaPostAccess) -> tuple[str, str]:
    return access.url, access.client_id


def _earn(access: CanadaPostAccess, pace: Pace) -> _Token:
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
        "X-IBM-Client-Id": access.client_id,
        "X-IBM-Client-Secret": access.client_secret,
    }
    seconds = pace.turn(CarrierError)
    try:
        answer = http_client.send("POST", access.url + PATH, headers=headers, body=_FORM, seconds=seconds)
    except HttpError as error:
        raise without_answer(CarrierError, error, changes=False) from None
    if answer.status != _OK:
        raise _refusal(failed(CarrierError, answer, changes=False))
    found = record(parsed(answer.body))
    value, lasts = text(found.get("access_token")), money(found.get("expires_in"))
    if value is None or lasts is None:
        raise unreadable(CarrierError, changes=False)
    seconds_good = float(lasts)
    return _Token(value, time.time() + seconds_good - min(_EARLY, seconds_good / 2))


def _refusal(error: CarrierError) -> CarrierError:
    """Without a token nothing was asked: a refusal is one of our key, and of every call."""
    if error.outcome != "refused":
        return error
    return CarrierError("UNAUTHORIZED", outcome="not_sent", wait_seconds=error.wait_seconds, systemic=True)
