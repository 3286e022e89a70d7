"""When work is tried again is decided in one folder: a pause that anybody could end has no floor."""

import re

from tests.rules.test_house import name, without_comments
from tests.sql_files import sql

# What decides it; besides, what ends a row, or hands it to a batch, forgets when it was to be tried.
_DECIDE = {
    "delay_work",
    "postpone_work",
    "postpone_rows",
    "put_off_work",
    "revive_work",
    "wake_work",
    "wait_for_orders",
}
_END = {"end_work", "end_rows", "fail_skus", "defer_push", "plan_push"}


def setters() -> dict[str, list[str]]:
    """Return what each function sets next_retry_at to."""
    found = {}
    for file in [*sql("api"), *sql("core")]:
        text = without_comments(file)
        values = re.findall(r"next_retry_at\s*=\s*(\w+)", text) if "set" in text else []
        if values:
            found[name(file).removeprefix("migrations/")] = values
    return found


def test_few_functions_decide_when_work_is_tried_again() -> None:
    names = {file.rpartition("/")[2].removesuffix(".sql"): values for file, values in setters().items()}
    assert set(names) == _DECIDE | _END
    for function, values in names.items():
        # A person's word alone makes a row due by forgetting its time.
        forgets = function in _END | {"revive_work"}
        assert all((value == "null") == forgets for value in values), function
    assert {file for file in setters() if "/api/" in file} == set()


def test_a_person_alone_revives_and_who_wakes_has_seen_why() -> None:
    callers: dict[str, set[str]] = {"revive_work": set(), "wake_work": set()}
    for file in [*sql("api"), *sql("core")]:
        for function, found in callers.items():
            if re.search(rf"\.{function}\(", without_comments(file)) and file.stem != function:
                found.add(file.stem)
    assert callers == {"revive_work": {"retry_failed_sync"}, "wake_work": {"finish_alerts", "wake_raises"}}
