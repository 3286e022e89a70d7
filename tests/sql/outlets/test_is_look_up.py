"""What is told of usage: only calls that leave an event when they do what they are asked, found in the functions' own text."""

import re

import pytest

from ordak.contract.generated import RPCS
from tests.sql.floor import Floor
from tests.sql_files import private_name, sql

SQL = {private_name(file): file.read_text() for file in sql("core")}
CALLED = {file.stem: file.read_text() for file in sql("api")}
# They log nothing but refusals, and everybody calls them.
_EVERYWHERE = {
    f"core.{name}"
    for name in (
        *("enter", "refuse", "refuse_about", "refuse_stranger", "log_event", "log_move"),
        *("at_device", "answer_of_scan"),
    )
}


def leaves_an_event(name: str) -> bool:
    """Tell whether a function, or one that it calls, logs an event that is no refusal."""
    seen, waiting = set[str](), [CALLED[name]]
    while waiting:
        text = waiting.pop()
        if "core.log_event(" in text or "core.log_move(" in text:
            return True
        called = {call for call in re.findall(r"\w+\.\w+(?=\()", text) if call in SQL} - seen - _EVERYWHERE
        seen |= called
        waiting += [SQL[call] for call in called]
    return False


@pytest.mark.parametrize("name", RPCS)
def test_a_call_is_a_look_up_if_it_leaves_no_event(floor: Floor, name: str) -> None:
    assert floor.one("select core.is_look_up(%s)", name) is not leaves_an_event(name)
