"""Schemas of several versions as SDL that says each thing once: what all have, and what is there since or until one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from graphql import DocumentNode, build_schema, lexicographic_sort_schema, parse, print_ast, print_schema

COMMON = "admin"


def parts_of(version: str, versions: tuple[str, ...]) -> Iterator[str]:
    """Name the parts that a version's schema is made of."""
    place = versions.index(version)
    yield COMMON
    yield from (f"since_{each}" for each in versions[1 : place + 1])
    yield from (f"until_{each}" for each in versions[place:-1])


def split(schemas: Mapping[str, str]) -> dict[str, str]:
    """Split the SDL of each version, oldest first, into parts that have something in them."""
    versions = tuple(schemas)
    found: dict[tuple[str, str], dict[str, None]] = {}  # who has a definition's head, or a member of it, in order
    for version, sdl in schemas.items():
        for item in _items(parse(sdl)):
            found.setdefault(item, {})[version] = None
    parts: dict[str, dict[str, list[str]]] = {}
    for (head, member), having in found.items():
        known = parts.setdefault(_part(tuple(having), versions), {}).setdefault(head, [])
        known += [member] if member else []
    texts = {part: "\n\n".join(_written(head, members, parts, part) for head, members in heads.items()) + "\n"
             for part, heads in parts.items()}  # fmt: skip
    for version, sdl in schemas.items():
        whole = "\n".join(texts.get(part, "") for part in parts_of(version, versions))
        if _sorted(whole) != _sorted(sdl):
            raise ValueError(f"The parts of {version} are not its schema.")
    return texts


def _items(document: DocumentNode) -> Iterator[tuple[str, str]]:
    """Give each definition by its head alone, then each member with the head it is of."""
    for node in document.definitions:
        kind = next((kind for kind in ("fields", "values") if getattr(node, kind, None)), None)
        members: tuple[Any, ...] = getattr(node, kind) if kind else ()
        bare: dict[str, Any] = {kind: ()} if kind else {}
        head = print_ast(replace(node, **bare))
        yield head, ""
        yield from ((head, print_ast(member)) for member in members)


def _part(having: tuple[str, ...], versions: tuple[str, ...]) -> str:
    """Name the part of what these versions have: all, the newest or the oldest of them."""
    if having == versions:
        return COMMON
    if having == versions[-len(having) :]:
        return f"since_{having[0]}"
    if having == versions[: len(having)]:
        return f"until_{having[-1]}"
    raise ValueError(f"In {', '.join(having)} and not between or around them.")


def _written(head: str, members: list[str], parts: Mapping[str, Mapping[str, Any]], part: str) -> str:
    """Write a definition, or what is added to the one that all versions have."""
    body = "".join(f"\n  {member}" for member in members)
    added = part != COMMON and head in parts[COMMON]
    opened = f"extend {' '.join(head.split()[:2])}" if added else head  # kind and name
    return opened + (f" {{{body}\n}}" if members else "")


def _sorted(sdl: str) -> str:
    return print_schema(lexicographic_sort_schema(build_schema(sdl)))
