"""logins.yaml as the rows of roles.sql, and as the template's shares of the pooler's connections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from local.state import ROOT

TABLE = ROOT / "logins.yaml"


@dataclass(frozen=True)
class Share:
    """A function's part of the pooler's connections: at the least, and in proportion of what is left over."""

    floor: int
    weight: int = 0


@dataclass(frozen=True)
class Login:
    """A row of logins.yaml, where its parts are explained."""

    service: bool
    statement: str
    lock: str
    functions: Mapping[str, Share] = field(default_factory=dict)


def logins(table: str) -> dict[str, Login]:
    """Read the table."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load(table)
    return {
        name: Login(**{**row, "functions": {each: Share(**share) for each, share in row["functions"].items()}})
        for name, row in rows.items()
    }


def roles(table: str) -> str:
    """Write the rows of roles.sql: name, whether it is a service, statement_timeout, lock_timeout."""
    rows = [
        f"      ('{name}', {str(row.service).lower()}, '{row.statement}', '{row.lock}')"
        for name, row in logins(table).items()
    ]
    return ",\n".join(rows) + "\n"


def connections(table: str, pools: Iterable[str]) -> str:
    """Write the rows of the mapping Connections, one for each size of the pooler."""
    shares = {name: share for row in logins(table).values() for name, share in row.functions.items()}
    return "".join(f'    "{pool}": {_flow(divided(int(pool), shares))}\n' for pool in pools)


def divided(pool: int, shares: Mapping[str, Share]) -> dict[str, int]:
    """Divide a pool to the last connection; what no whole number gives goes to the largest remainders."""
    left = pool - sum(share.floor for share in shares.values())
    if left < 0:
        raise ValueError(f"The floors are {-left} more than a pooler of {pool} has.")
    whole = sum(share.weight for share in shares.values())
    given = {name: share.floor + left * share.weight // whole for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: left * shares[name].weight % whole, reverse=True)
    for name in by_remainder[: pool - sum(given.values())]:
        given[name] += 1
    return given


def _flow(row: Mapping[str, int]) -> str:
    return f"{{ {', '.join(f'{name}: {number}' for name, number in row.items())} }}"
