"""Filter patterns of CloudWatch Logs over lines of JSON, as far as template.yaml uses them; any other is refused.

`{ ($.a = "x") && (($.b.c != "y") || ($.d NOT EXISTS)) }`. A property that is not there is equal and unequal to nothing.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

type Test = Callable[[Any], bool]
_TOKEN = re.compile(r'\s*(\{|\}|\(|\)|&&|\|\||\$(?:\.\w+)+|!=|=|"[^"]*"|\*|NOT EXISTS)\s*')
_ABSENT = object()


def passes(pattern: str, line: str) -> bool:
    """Whether a pattern lets a line through; a line that is no JSON object never."""
    test = _test_of(pattern)
    try:
        written = json.loads(line)
    except ValueError:
        return False
    return isinstance(written, dict) and test(written)


def value_at(selector: str, line: str) -> Any:
    """Return what a selector such as `$.dead` finds in a line."""
    return _at(json.loads(line), selector)


@cache
def _test_of(pattern: str) -> Test:
    tokens = list(_tokens(pattern))
    if tokens[:1] != ["{"] or tokens[-1:] != ["}"]:
        raise ValueError(f"This filter is not understood: {pattern}")
    rest = tokens[1:-1]
    test = _either(rest)
    if rest:
        raise ValueError(f"This filter is not understood from {rest[0]}: {pattern}")
    return test


def _tokens(pattern: str) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        found = _TOKEN.match(pattern, at)
        if found is None:
            raise ValueError(f"This filter is not understood: {pattern}")
        yield found[1]
        at = found.end()


def _either(tokens: list[str]) -> Test:
    tests = [_both(tokens)]
    while tokens[:1] == ["||"]:
        tokens.pop(0)
        tests.append(_both(tokens))
    return lambda line: any(test(line) for test in tests)


def _both(tokens: list[str]) -> Test:
    tests = [_one(tokens)]
    while tokens[:1] == ["&&"]:
        tokens.pop(0)
        tests.append(_one(tokens))
    return lambda line: all(test(line) for test in tests)


def _one(tokens: list[str]) -> Test:
    first = tokens.pop(0) if tokens else ""
    if first == "(":
        test = _either(tokens)
        if tokens[:1] != [")"]:
            raise ValueError("A bracket of this filter is not closed.")
        tokens.pop(0)
        return test
    sign = tokens.pop(0) if tokens else ""
    if not first.startswith("$.") or sign not in {"=", "!=", "NOT EXISTS"}:
        raise ValueError(f"This part of a filter is not understood: {first} {sign}")
    if sign == "NOT EXISTS":
        return lambda line: _at(line, first) is _ABSENT
    wanted = tokens.pop(0) if tokens else ""
    if wanted == "*" and sign == "=":
        return lambda line: _at(line, first) is not _ABSENT
    if not wanted.startswith('"'):
        raise ValueError(f"This value of a filter is not understood: {wanted}")
    word = wanted[1:-1]
    if sign == "=":
        return lambda line: _at(line, first) == word
    return lambda line: (found := _at(line, first)) is not _ABSENT and found != word


def _at(tree: Any, selector: str) -> Any:
    for name in selector.removeprefix("$.").split("."):
        tree = tree.get(name, _ABSENT) if isinstance(tree, dict) else _ABSENT
    return tree
