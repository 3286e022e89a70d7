"""Which of the carriers that the marketplace has registered is ours. It is asked once a day."""

import re
from typing import Any

from ordak.mirakl.client import Mirakl
from ordak.runs import Run

_CANADA_POST = re.compile(r"\b(canada post|postes canada)\b", re.IGNORECASE)


class NoCarrierError(Exception):
    """The marketplace has not registered our carrier."""

    code = "NO_CARRIER"


def carrier_code(run: Run, account: Mirakl) -> str:
    """Return Canada Post's code there."""
    kept = run.ask_store("get_carriers")["carriers"]
    if kept is None:
        kept = {carrier.code: carrier.label for carrier in account.carriers()}
        run.ask_store("keep_carriers", carriers=kept)
    return _ours(kept)


def _ours(carriers: dict[str, Any]) -> str:
    named = [code for code, label in carriers.items() if _CANADA_POST.search(f"{label or ''}")]
    if not named:
        raise NoCarrierError
    return min(named)
