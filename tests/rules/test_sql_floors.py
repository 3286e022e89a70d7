"""The subjects of the SQL lie in floors: each calls only those that the table allows it, and none calls in a circle."""

import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.rules.test_house import MIGRATIONS

# Whose functions each subject's may call, from the ground up. Written by hand: a new row is a decision.
MAY_CALL = {
    "values": "",
    "actor": "",
    "outlets": "actor",
    # A worker's refused calls are counted by who acts.
    "work": "actor",
    # An event that pages hear of notes a wake-up.
    "events": "actor work",
    "calls": "actor events work",
    "settings": "values",
    "identity": "actor events values work",
    "live": "actor work",
    # Alerts that nobody takes are not overdue.
    "health": "outlets work",
    "stock": "actor calls events work",
    "levels": "stock work",
    "checks": "work",
    "push": "checks events levels stock work",
    # The minute's housekeeping (sweep_part) has a part of each.
    "sync": "actor checks events health levels live push stock work",
    # A sale is taken off what its shop shows (book_order).
    "orders": "actor events levels settings stock values work",
    "tickets": "actor calls events orders stock values",
    "changes": "actor events orders values work",
    "redaction": "events orders work",
    "products": "changes orders stock tickets values work",
    "queue": "tickets",
    # An order that comes again is one without its customer, once they were erased.
    "intake": "changes orders products redaction stock values work",
    "manual": "changes events intake orders redaction stock tickets",
}


def files() -> dict[str, Path]:
    """Return the file of each private function."""
    return {file.stem: file for file in MIGRATIONS.glob("core/*/*.sql")}


def subject(file: Path) -> str:
    """Return what a function's folder is called."""
    return file.parent.name


def calls() -> dict[tuple[str, str], list[str]]:
    """Return each call from one subject to another, as "caller > callee", by the two subjects."""
    there, found = files(), defaultdict(list)
    for name, file in there.items():
        for called in set(re.findall(r"\bcore\.(\w+)\s*\(", re.sub(r"--.*", "", file.read_text(encoding="utf-8")))):
            if called in there and subject(there[called]) != subject(file):
                found[subject(file), subject(there[called])].append(f"{name} > {called}")
    assert found
    return found


def allowed() -> set[tuple[str, str]]:
    """Return the table as pairs."""
    return {(caller, callee) for caller, callees in MAY_CALL.items() for callee in callees.split()}


def test_a_subject_calls_only_those_that_the_table_allows_it() -> None:
    assert {pair: found for pair, found in calls().items() if pair not in allowed()} == {}


def test_the_table_allows_nothing_that_no_function_does() -> None:
    assert allowed() - set(calls()) == set()
    assert set(MAY_CALL) == {subject(file) for file in files().values()}


def test_no_subject_calls_itself_by_way_of_others() -> None:
    below = defaultdict(set)
    for caller, callee in calls():
        below[caller].add(callee)
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        around = error.args[1]
        # In the order of prerequisites: each is called by the next.
        raise AssertionError({pair: calls()[pair] for pair in zip(around[1:], around, strict=False)}) from error
