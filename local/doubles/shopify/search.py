"""Shopify's search syntax, as far as the operations need it: terms, comparisons, AND, OR, NOT, brackets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local.doubles.shopify.refusals import Refused

_TOKEN = re.compile(
    r"""\s*(?:(?P<bracket>[()])|(?P<word>AND|OR|NOT)\b(?!:)|
        (?P<minus>-)?(?P<field>\w+):(?P<op><=|>=|<|>)?\s*
        (?:'(?P<single>(?:\\.|[^'\\])*)'|"(?P<double>(?:\\.|[^"\\])*)"|(?P<bare>[^\s()]+)))""",
    re.VERBOSE,
)
# How a field of an object is read: text compares without case, a time by order, a number as itself.
type Reader = Callable[[Any], Any]
type Match = Callable[[Any], bool]


@dataclass(frozen=True)
class Term:
    """`field:op value`."""

    field: str
    op: str
    value: str


@dataclass(frozen=True)
class Tree:
    """AND or OR of its parts, or NOT of its only one."""

    word: str
    parts: tuple["Tree | Term", ...]


def parse(query: str) -> Tree | Term | None:
    """Read a query; None for an empty one."""
    if not query.strip():
        return None
    tokens: list[Any] = []
    at = 0
    while at < len(query.rstrip()):
        found = _TOKEN.match(query, at)
        if found is None:
            raise Refused(f"The query cannot be read from {query[at:]!r} on.", "BAD_REQUEST")
        at = found.end()
        tokens += _tokens(found)
    tree, rest = _any(tokens)
    if rest:
        raise Refused(f"The query {query!r} does not add up.", "BAD_REQUEST")
    return tree


def _tokens(found: re.Match[str]) -> list[Any]:
    if found["bracket"] or found["word"]:
        return [found["bracket"] or found["word"]]
    quoted = found["single"] if found["single"] is not None else found["double"]
    value = found["bare"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
    term = Term(found["field"], found["op"] or "=", value)
    return ["NOT", term] if found["minus"] else [term]


def _any(tokens: list[Any]) -> tuple[Tree | Term, list[Any]]:
    tree, rest = _all(tokens)
    parts = [tree]
    while rest and rest[0] == "OR":
        tree, rest = _all(rest[1:])
        parts.append(tree)
    return (parts[0] if len(parts) == 1 else Tree("OR", tuple(parts))), rest


def _all(tokens: list[Any]) -> tuple[Tree | Term, list[Any]]:
    tree, rest = _one(tokens)
    parts = [tree]
    while rest and rest[0] not in {"OR", ")"}:
        tree, rest = _one(rest[1:] if rest[0] == "AND" else rest)
        parts.append(tree)
    return (parts[0] if len(parts) == 1 else Tree("AND", tuple(parts))), rest


def _one(tokens: list[Any]) -> tuple[Tree | Term, list[Any]]:
    if not tokens or tokens[0] in {"AND", "OR", ")"}:
        raise Refused("The query ends where a term is expected.", "BAD_REQUEST")
    if tokens[0] == "NOT":
        tree, rest = _one(tokens[1:])
        return Tree("NOT", (tree,)), rest
    if tokens[0] == "(":
        tree, rest = _any(tokens[1:])
        if not rest or rest[0] != ")":
            raise Refused("A bracket of the query is not closed.", "BAD_REQUEST")
        return tree, rest[1:]
    return tokens[0], tokens[1:]


def equals_only(tree: Tree | Term | None, field: str) -> list[str] | None:
    """Return the values of a query that only asks for one or another value of a field, else None."""
    parts = tree.parts if isinstance(tree, Tree) and tree.word == "OR" else (tree,)
    if all(isinstance(part, Term) and (part.field, part.op) == (field, "=") for part in parts):
        values = [part.value for part in parts if isinstance(part, Term)]
        return None if any("*" in value for value in values) else values
    return None


def matcher(tree: Tree | Term | None, readers: dict[str, Reader]) -> Match:
    """Return the test that a query is."""
    if tree is None:
        return lambda _: True
    if isinstance(tree, Term):
        return _test(tree, readers)
    tests = [matcher(part, readers) for part in tree.parts]
    if tree.word == "NOT":
        return lambda each: not tests[0](each)
    together = any if tree.word == "OR" else all
    return lambda each: together(test(each) for test in tests)


def _test(term: Term, readers: dict[str, Reader]) -> Match:
    read = readers.get(term.field)
    if read is None:
        # Shopify would leave the term out and warn: a mistake that is better seen.
        raise Refused(f"The double does not search by {term.field!r}.", "BAD_REQUEST")

    def test(each: Any) -> bool:
        held = read(each)
        return held is not None and _compare(held, term)

    return test


def _compare(held: Any, term: Term) -> bool:
    if isinstance(held, list):
        return any(_compare(one, term) for one in held)
    if isinstance(held, datetime):
        left, right = held.timestamp(), moment(term.value).timestamp()
    elif isinstance(held, int) and term.value.rsplit("/", 1)[-1].isdigit():
        left, right = held, int(term.value.rsplit("/", 1)[-1])
    else:
        sought = term.value.casefold()
        text = str(held).casefold()
        return text.startswith(sought[:-1]) if sought.endswith("*") else text == sought
    tests = {"=": left == right, "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
    return tests[term.op]


def moment(text: str) -> datetime:
    """Read the time of a query; one without offset is UTC."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{text!r} is not a time.", "BAD_REQUEST") from error
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)
