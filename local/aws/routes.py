"""Finds the route of an HTTP API that answers a request: the most specific one, as API Gateway does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from local.aws.template import Route

DEFAULT = "$default"


@dataclass(frozen=True)
class Match:
    """The route that answers, and the values of its path's variables."""

    route: Route
    parameters: dict[str, str]


def find_route(routes: Iterable[Route], method: str, path: str) -> Match | None:
    """Return the route for a request, the $default one when none fits, None when there is none."""
    for route in sorted(routes, key=_generality):
        if route.key == DEFAULT:
            return Match(route, {})
        wanted, template = route.key.split(" ", 1)
        if wanted in (method, "ANY") and (match := _pattern(template).fullmatch(path)):
            return Match(route, match.groupdict())
    return None


def _generality(route: Route) -> tuple[bool, bool, bool, bool]:
    """Order: full paths, then paths with variables, then greedy ones, then $default; a method before ANY."""
    key = route.key
    return key == DEFAULT, "+}" in key, "{" in key, key.startswith("ANY ")


def _pattern(template: str) -> re.Pattern[str]:
    def part(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}>{'.+' if match[2] else '[^/]+'})"

    literals = re.split(r"(\{\w+\+?\})", template)
    return re.compile("".join(re.sub(r"\{(\w+)(\+?)\}", part, re.escape(x) if x[:1] != "{" else x) for x in literals))
