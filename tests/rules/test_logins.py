"""logins.yaml: every function that connects has its login and its share, and the shares of a pool are the pool."""

from itertools import pairwise

import pytest

from local.aws.template import read_template
from local.state import ROOT
from tools.generate.logins import Share, connections, divided, logins

TABLE = (ROOT / "logins.yaml").read_text(encoding="utf-8")
SHARES = {name: share for row in logins(TABLE).values() for name, share in row.functions.items()}
POOLS = (30, 50, 100, 200)
# All flows that are planned have to find room in the smallest pooler.
MOST_FUNCTIONS = 14


def test_a_function_is_in_the_row_of_the_login_that_its_folder_is_named_after() -> None:
    functions = read_template(ROOT / "template.yaml", "http://127.0.0.1").functions.values()
    connecting = {
        (f"ordak_{each.code.name}", each.name.removesuffix("Function"))
        for each in functions
        if "ORDAK_DATABASE_URL" in each.variables and each.code.name != "migrate"
    }
    assert connecting == {(login, name) for login, row in logins(TABLE).items() for name in row.functions}
    assert len(connecting) <= MOST_FUNCTIONS


@pytest.mark.parametrize("pool", POOLS)
def test_a_pool_is_given_away_to_the_last_connection_and_no_floor_is_missed(pool: int) -> None:
    given = divided(pool, SHARES)
    assert sum(given.values()) == pool
    assert all(given[name] >= share.floor for name, share in SHARES.items())
    assert all(given[name] == share.floor for name, share in SHARES.items() if not share.weight)


def test_a_larger_pool_gives_no_function_less() -> None:
    for smaller, larger in pairwise(POOLS):
        before, after = divided(smaller, SHARES), divided(larger, SHARES)
        assert all(after[name] >= before[name] for name in SHARES)


def test_the_functions_of_later_flows_take_from_those_that_share_what_is_left() -> None:
    more = SHARES | {f"Later{n}": Share(floor=2) for n in range(MOST_FUNCTIONS - len(SHARES))}
    assert sum(divided(min(POOLS), more).values()) == min(POOLS)


def test_floors_that_a_pool_does_not_have_are_refused() -> None:
    with pytest.raises(ValueError, match="3 more than a pooler of 20"):
        connections(TABLE, ["20"])


def test_what_is_left_goes_by_weight_and_then_to_the_largest_remainder() -> None:
    shares = {"A": Share(1, 3), "B": Share(1, 2), "C": Share(2), "D": Share(0, 1)}
    # Twelve are left: six, four, none, two. Of thirteen the odd one is nearest to being A's second half.
    assert divided(16, shares) == {"A": 7, "B": 5, "C": 2, "D": 2}
    assert divided(17, shares) == {"A": 8, "B": 5, "C": 2, "D": 2}
