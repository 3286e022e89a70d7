"""`ordak migrate`: the database of the stack, or of .env.local, up to this version or down to an older one."""

from collections.abc import Mapping
from pathlib import Path

import psycopg

from local.env_files import chosen, for_people
from local.servers.processes import StackError

_URL, _ENVIRONMENT = "ORDAK_OWNER_DATABASE_URL", "ORDAK_ENVIRONMENT"


def run(state: Path, to: str | None, *, lose: bool) -> str:
    """Migrate, and say what was done. A refusal changes nothing."""
    url, environment = _database(chosen(state), for_people(state))
    try:
        return _up(url, environment) if to is None else _down(url, environment, to, lose=lose)
    except psycopg.OperationalError as error:
        raise StackError(f"The migration stopped, {type(error).__name__}: is the database up?") from error


def _database(own: Mapping[str, str], env: Mapping[str, str]) -> tuple[str, str]:
    if _URL in own and _ENVIRONMENT not in own:
        raise StackError(f"{_ENVIRONMENT}: say in .env.local which environment that database is of.")
    return env[_URL], own.get(_ENVIRONMENT, "local")


def _up(url: str, environment: str) -> str:
    from migrator import ChangedVersionError, migrate  # noqa: PLC0415 - brings yoyo, as in local.demo_data

    try:
        applied = migrate(url, environment=environment)
    except ChangedVersionError as error:
        raise StackError(f"The data there is of another history: {error}.") from error
    return f"Applied: {', '.join(applied)}" if applied else "Nothing to apply."


def _down(url: str, environment: str, to: str, *, lose: bool) -> str:
    from going_down import NotPossibleError, WouldLoseError, go_down  # noqa: PLC0415 - as above

    try:
        undone, lost = go_down(url, to, environment=environment, lose=lose)
    except WouldLoseError as error:
        raise StackError(f"{error}. Nothing was changed; --lose goes down all the same.") from error
    except NotPossibleError as error:
        raise StackError(f"{error}.") from error
    if not undone:
        return "Nothing to undo."
    lines = [f"Undone: {', '.join(undone)}", *(f"Lost: {each}" for each in lost)]
    return "\n".join(
        [*lines, "The functions are gone: migrate with the release of that version, or up again with this one."]
    )
