"""The subjects of the SQL lie in floors: each calls only those that the table allows it, and none calls in a circle."""

import re
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from local.state import ROOT
from tests.sql_files import PRIVATE, flow, private_name, sql, subject

# Whose private functions those of each subject may call, from the ground up. Written by hand: a new word is a decision.
MAY_CALL = {
    "values": "",
    "actor": "",
    # A worker's refused calls are counted by who acts.
    "work": "actor",
    # An event that pages hear of notes a wake-up.
    "events": "actor work",
    "calls": "actor events work",
    "moves": "actor",
    # A store is told that the holidays known for it end.
    "clock": "actor work",
    # When a store is open is checked as it is set.
    "settings": "actor clock events values",
    "identity": "actor events values work",
    "live": "actor values work",
    "outlets": "actor work",
    # A run that is begun wakes its worker.
    "runs": "actor work",
    "purge": "clock work",
    "personal": "",
    # Alerts that nobody takes are not overdue.
    "health": "events outlets work",
    "stock": "actor calls events work",
    # What a shop shows of a SKU never known before differs from what there is.
    "levels": "stock work",
    "checks": "work",
    "push": "actor checks events levels stock values work",
    # The minute's housekeeping (sweep_part) has a part of each.
    "sync": "actor checks events health levels live push runs stock values work",
    "shop": "events work",
    # A sale is taken off what its shop shows (book_order).
    "orders": "actor levels settings stock values",
    # A ticket's history says what shops were told of its stock.
    "tickets": "actor calls clock events orders push settings stock values",
    "queue": "actor clock settings tickets",
    "changes": "actor events orders tickets values work",
    "redaction": "actor events orders personal values work",
    "products": "actor changes clock events orders stock values work",
    # An order that comes again stays without its customer, once they were erased.
    "imports": "calls events moves offers stock values work",
    # What a store offers at its marketplace is what can be sold.
    "offers": "stock values work",
    # A label is its order's, which is locked and brought to a status by the imports' functions.
    "shipping": "actor events imports stock values work",
    "tracking": "imports packing work",
    "packing": "actor calls events imports moves shipping stock values work",
    "acceptance": "imports moves values work",
    "intake": "actor changes events orders products redaction settings stock values work",
    "manual": "actor calls changes clock events intake orders products redaction stock tickets",
    # An answer to a customer begins the run that sends it; automatic ones go out while the store is open.
    "messages": "actor calls clock events runs work",
    # What keeps a household from ordering is what it has had, and when it is today.
    "sessions": "actor calls events",
    "households": "actor calls clock events identity personal sessions values",
    "members": "actor events households identity sessions values",
    # A place that comes back is held for who waits for it.
    "waiting": "actor events households mail sessions work",
    "slots": "events sessions waiting",
    "shelf": "actor clock events households sessions stock values waiting",
    "baskets": "households shelf",
    # A mail is sent by the rules of its store.
    "mail": "actor households outlets work",
    "pantry_orders": "actor baskets calls events households mail moves sessions shelf stock values waiting work",
}
# What each flow's subjects may know beside their own. The bakery's orders come from Shopify's shops, which know no cake.
MAY_KNOW = {
    "kernel": "",
    "stock": "kernel",
    "shopify": "kernel stock",
    "bakery": "kernel shopify stock",
    "marketplace": "kernel stock",
    "pantry": "kernel stock",
}


@cache
def private() -> dict[str, Path]:
    """Return the file of each private function, by its name with its schema."""
    return {private_name(file): file for file in sql("core")}


def called_in(file: Path) -> set[str]:
    """Return what is called of the schemas of private functions; tables that are written are no calls."""
    text = re.sub(r"--.*|insert into \S+", "", file.read_text(encoding="utf-8"))
    return set(re.findall(rf"\b((?:{'|'.join(PRIVATE)})\.\w+)\s*\(", text))


@cache
def calls() -> dict[tuple[str, str], list[str]]:
    """Return each call from one subject to another, as "caller > callee", by the two subjects."""
    found = defaultdict(list)
    for file in [*sql("core"), *sql("api"), *sql("views")]:
        for name in called_in(file) & set(private()):
            there = subject(private()[name])
            # How every call begins and ends is no floor.
            if there != subject(file) and not (file.parent.name == "api" and there == "calls"):
                found[subject(file), there].append(f"{file.stem} > {name}")
    assert found
    return found


def folders() -> list[Path]:
    """Return a file of each subject's folder."""
    return list({file.parent.parent: file for kind in ("types", "core", "api", "views") for file in sql(kind)}.values())


def allowed() -> set[tuple[str, str]]:
    """Return the table as pairs."""
    return {(caller, callee) for caller, callees in MAY_CALL.items() for callee in callees.split()}


def test_a_subject_calls_only_those_that_the_table_allows_it() -> None:
    assert {pair: found for pair, found in calls().items() if pair not in allowed()} == {}


def test_the_table_allows_nothing_that_no_function_does() -> None:
    assert allowed() - set(calls()) == set()
    assert set(MAY_CALL) == {subject(file) for kind in ("core", "api") for file in sql(kind)}


def test_a_call_is_written_with_the_schema_of_the_flow() -> None:
    names = {name.partition(".")[2] for name in private()}
    for file in [*sql("core"), *sql("api"), *sql("views")]:
        unknown = called_in(file) - set(private())
        # What versions have made is in core, and has no name of these.
        assert {name for name in unknown if not name.startswith("core.") or name[5:] in names} == set(), file.name


def test_no_subject_calls_itself_by_way_of_others() -> None:
    below = defaultdict(set)
    for caller, callee in calls():
        below[caller].add(callee)
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        around = error.args[1]
        # Each is called by the next.
        raise AssertionError({pair: calls()[pair] for pair in zip(around[1:], around, strict=False)}) from error


def test_a_flow_knows_only_those_that_it_may() -> None:
    flows = {subject(folder): flow(folder) for folder in folders()}
    known = {(flows[caller], flows[callee]) for caller, callee in calls()}
    may = {(knows, known) for knows, others in MAY_KNOW.items() for known in others.split()}
    assert {(knows, known) for knows, known in known if knows != known} == may
    assert set(MAY_KNOW) == set(flows.values())


def test_what_is_called_from_outside_is_called_by_none_of_ours() -> None:
    for file in [*sql("core"), *sql("api"), *sql("views")]:
        body = re.sub(r"--.*|create or replace function \S+?\(", "", file.read_text(encoding="utf-8"))
        assert re.findall(r"\bapi\.\w+\s*\(", body) == [], file.name


def test_a_subject_has_one_folder_and_its_tests_have_its_name() -> None:
    subjects = [subject(folder) for folder in folders()]
    assert sorted(subjects) == sorted(set(subjects))
    assert {folder.parent.name for folder in (ROOT / "tests/sql").glob("*/__init__.py")} <= set(subjects)
