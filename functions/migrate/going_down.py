"""Takes a database back to the version of an older release, whose migrator then makes its own functions."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import psycopg

import losses
import version_steps
from losses import Loss
from migrator import MIGRATIONS, alone, drop_functions

_ENVIRONMENT = "select name from core.environment"


class NotPossibleError(Exception):
    """Nothing was changed, and this is why."""


class WouldLoseError(NotPossibleError):
    """Going down would lose data, and nobody has said that it may."""

    def __init__(self, lost: Sequence[Loss]) -> None:
        super().__init__("This would lose " + "; ".join(str(each) for each in lost))
        self.lost = lost


class Undone(NamedTuple):
    """The versions undone, the newest first, and what that has lost."""

    versions: list[str]
    lost: list[Loss]


def go_down(url: str, to: str, *, environment: str, lose: bool = False, migrations: Path = MIGRATIONS) -> Undone:
    """Undo every version newer than `to`, one after the other; raises NotPossibleError before anything is changed.

    `to` is a version's name or the beginning of it. Functions go first: nobody writes meanwhile. A run that is killed
    leaves a whole version, from which this goes on, and `migrate` comes up again.
    """
    versions = migrations / "versions"
    with alone(url) as connection:
        _refuse_prod(connection, environment)
        names = _newer(connection, versions, to)
        if not names:
            return Undone([], [])
        with connection.transaction():
            connection.execute("set local lock_timeout = '10s'")
            drop_functions(connection)
            lost = losses.of(connection, versions, names)
            if lost and not lose:
                raise WouldLoseError(lost)
        version_steps.undo(url, versions, names)
    return Undone(names, lost)


def _refuse_prod(connection: psycopg.Connection, environment: str) -> None:
    """Refuse for production, whoever says so: the caller, or the last deployment that migrated this database."""
    known = None
    if connection.execute("select to_regclass('core.environment')").fetchone() != (None,):
        row = connection.execute(_ENVIRONMENT).fetchone()
        known = row[0] if row else None
    if "prod" in {environment, known}:
        raise NotPossibleError("prod does not go down: write a version that brings back what is missing")


def _newer(connection: psycopg.Connection, versions: Path, to: str) -> list[str]:
    """Name the versions to undo, the newest first."""
    applied = version_steps.ran(connection)
    if newer := sorted(set(applied) - version_steps.checksums(versions).keys()):
        raise NotPossibleError(f"{', '.join(newer)} came with a newer release: go down with that one")
    target = [name for name in applied if name == to or name.startswith(f"{to}_")]
    if len(target) != 1:
        at = f"it is at {applied[0]}" if applied else "it is empty"
        raise NotPossibleError(f"{to} has not run here: {at}")
    names = [name for name in applied if name > target[0]]
    for name in names:
        if not (versions / f"{name}.rollback.sql").exists():
            raise NotPossibleError(f"{name} has no .rollback.sql: write a version that brings back what is missing")
    return names
