"""What a person sets: .env.example names every setting and has the usual values, .env.local goes before them."""

import shlex
from pathlib import Path
from typing import NoReturn

from local.servers.processes import StackError
from local.state import ROOT, read_env

EXAMPLE = ROOT / ".env.example"
OWN = ".env.local"


class _Values(dict[str, str]):
    def __missing__(self, _name: str) -> NoReturn:
        raise StackError("The stack is not up: make up starts it.")


def usual() -> dict[str, str]:
    """Return the settings that have a usual value."""
    return {name: value for name, value in _read(EXAMPLE).items() if value}


def chosen(state: Path) -> dict[str, str]:
    """Return what .env.local, beside the state's folder, sets. A copy of .env.example sets only what was filled in."""
    path = state.resolve().parent / OWN
    if not path.exists():
        return {}
    found = _read(path)
    if unknown := sorted(found.keys() - _read(EXAMPLE).keys()):
        raise StackError(f"{OWN}: {', '.join(unknown)} is no setting of .env.example.")
    return {name: value for name, value in found.items() if value}


def for_people(state: Path) -> dict[str, str]:
    """Return what a command at the terminal goes by: of .env.local, else of the running stack, else as usual."""
    running = read_env(state) if (state / "env").exists() else {}
    return _Values(usual() | running | chosen(state))


def _read(path: Path) -> dict[str, str]:
    values: dict[str, str] = {}
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        try:
            words = shlex.split(line.removeprefix("export "), comments=True)
        except ValueError:
            words = [""]
        if not words:
            continue
        # The value may be a secret: what is wrong is said by its line alone.
        if len(words) > 1 or "=" not in words[0]:
            raise StackError(f"{path.name}, line {number}: one NAME=value, in quotes if it holds spaces.")
        name, value = words[0].split("=", 1)
        values[name] = value
    return values
