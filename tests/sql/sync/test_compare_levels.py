"""api.compare_levels: every level that a shop shows, against ours."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.push.pushes import NOON, batch, known, later, levels, opened, queue, rows, shown, statuses
from tests.sql.sync.runs import begun, compare, findings, finish, level


def detail(floor: Floor, run_id: int) -> Json:
    """Return what is said of the only finding of a run."""
    found: Json = floor.one("select detail from core.sync_findings where run_id = %s", run_id)
    return found


def test_a_level_that_differs_is_named_and_pushed(floor: Floor) -> None:
    name, same = shown(floor, "A", 3, known=5), shown(floor, "B", 5, known=4)
    run_id = begun(floor)
    answer = compare(floor, run_id, NOON, level(name, 6), level(same, 5))
    assert (answer["already_done"], answer["drift"], answer["queued"]) == (False, 1, ["inventory_push"])
    assert findings(floor, run_id) == [("drift", name, True)]
    assert detail(floor, run_id) == {"shop": 6, "ours": 3, "expected": 5}
    for each, available, unexplained in ((name, 6, 1), (same, 5, 1)):
        row = known(floor, each)
        assert (row["known_qty"], row["known_at"], row["unexplained"]) == (available, NOON, unexplained)
    assert statuses(floor, same) == []
    assert levels(batch(floor)) == [(name, 6, 3)]


def test_levels_that_agree_are_no_findings(floor: Floor) -> None:
    name, none = shown(floor, "A", 3, known=3), shown(floor, "B", 0, known=0)
    run_id = begun(floor)
    assert compare(floor, run_id, NOON, level(name, 3), level(none, None)) == {
        "ok": True,
        "already_done": True,
        "drift": 0,
    }
    assert (findings(floor, run_id), floor.work("inventory_push")) == ([], [])


def test_a_page_that_comes_twice_counts_once(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=3)
    run_id = begun(floor)
    assert compare(floor, run_id, NOON, level(name, 6))["drift"] == 1
    assert compare(floor, run_id, NOON, level(name, 6))["drift"] == 0
    assert (len(findings(floor, run_id)), statuses(floor, name), known(floor, name)["unexplained"]) == (
        1,
        ["pending"],
        3,
    )


def test_a_dry_run_names_what_differs_and_changes_nothing_else(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=5)
    new = shown(floor, "B", 3, known=None, inventory_item_gid=None)
    run_id = begun(floor, dry_run=True)
    before = footprint(floor)
    assert (
        compare(floor, run_id, NOON, level(name, 6), level(new, 1), level(name, 6, inventory_item_gid="x"))["drift"]
        == 2
    )
    changed = {table for table, print_ in footprint(floor).items() if before[table] != print_}
    assert changed == {"core.sync_findings"}
    assert set(findings(floor, run_id)) == {
        ("drift", name, False),
        ("drift", new, False),
        ("sku_ambiguous", name, False),
    }


def test_what_is_not_on_sale_through_us_is_not_ours_to_judge(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=3)
    run_id = begun(floor)
    others = ("MUG", name.lower(), f"{name} ")
    assert compare(floor, run_id, NOON, *(level(each, 99) for each in others))["drift"] == 0
    assert findings(floor, run_id) == []


def test_an_item_that_was_not_known_is_known_by_its_level(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=None, inventory_item_gid=None, fault="SKU_NOT_IN_SHOP")
    compare(floor, begun(floor), NOON, level(name, 2, tracked=False))
    row = known(floor, name)
    assert (row["inventory_item_gid"], row["tracked"], row["known_qty"], row["fault"]) == (
        f"item-{name}",
        False,
        2,
        None,
    )


def test_a_second_item_with_a_skus_name_is_named_and_not_taken_for_it(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=3)
    run_id = begun(floor)
    compare(floor, run_id, NOON, level(name, 3), level(name, 9, inventory_item_gid="another"))
    assert findings(floor, run_id) == [("sku_ambiguous", name, False)]
    assert detail(floor, run_id) == {"inventory_item_gid": "another"}
    assert (known(floor, name)["known_qty"], known(floor, name)["inventory_item_gid"]) == (3, f"item-{name}")


def test_of_two_items_of_a_sku_that_was_not_known_none_is_taken_for_it(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=None, inventory_item_gid=None)
    run_id = begun(floor)
    compare(floor, run_id, NOON, level(name, 9), level(name, 8, inventory_item_gid="another"))
    assert ("sku_ambiguous", name, False) in findings(floor, run_id)
    assert (known(floor, name)["known_qty"], known(floor, name)["inventory_item_gid"]) == (None, None)
    assert opened(floor)["find"] == [name]


def test_a_sku_that_is_ambiguous_stays_so_until_it_is_looked_for(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=None, inventory_item_gid=None, fault="SKU_AMBIGUOUS")
    run_id = begun(floor)
    compare(floor, run_id, NOON, level(name, 9))
    assert (findings(floor, run_id), known(floor, name)["inventory_item_gid"]) == ([], None)


def test_a_page_that_was_asked_for_before_what_is_known_changes_no_level(floor: Floor) -> None:
    name = shown(floor, "A", 3, known=3)
    compare(floor, begun(floor), later(-601), level(name, 9))
    assert (known(floor, name)["known_qty"], known(floor, name)["unexplained"]) == (3, 0)
    assert statuses(floor, name) == ["pending"]


def test_a_level_compared_while_a_push_is_under_way_is_read_again_after_it(floor: Floor) -> None:
    """The page may show the level of before the push or of after it."""
    name = shown(floor, "A", 3, known=5)
    queue(floor, name)
    one = batch(floor)
    compare(floor, begun(floor), later(1), level(name, 3))
    floor.set_clock(later(2))
    floor.service("close_push", who="inventory_worker", batch_id=one["batch_id"], worker="w1", outcome="done")
    assert (known(floor, name)["known_qty"], known(floor, name)["verify"], known(floor, name)["unexplained"]) == (
        3,
        True,
        0,
    )


@pytest.mark.parametrize("end", ["over", "never there"])
def test_a_run_that_is_over_or_that_there_is_not_compares_nothing(floor: Floor, end: str) -> None:
    name = shown(floor, "A", 3, known=3)
    run_id = begun(floor)
    if end == "over":
        finish(floor, run_id)
    before = footprint(floor)
    with pytest.raises(psycopg.errors.NoDataFound):
        compare(floor, run_id if end == "over" else 2**40, NOON, level(name, 9))
    assert footprint(floor) == before
    assert rows(floor, name) == []
