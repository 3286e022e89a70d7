"""Every test is run by one lane, or by a target of its own."""

import sys
from pathlib import Path

from local.state import ROOT
from tests.figures import Cost
from tests.lanes import APART, APART_FOLDERS, LANES, Running, costs, table


def test_every_folder_of_tests_is_in_one_lane() -> None:
    folders = {file.relative_to(ROOT / "tests").parts[0] for file in (ROOT / "tests").rglob("test_*.py")}
    named = [folder for lane in LANES.values() for folder in lane.folders]
    assert sorted([*named, *APART_FOLDERS]) == sorted(folders)


def test_what_is_left_out_of_the_lanes_is_there_and_has_a_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for path in (*APART, *(f"tests/{folder}" for folder in APART_FOLDERS)):
        assert (ROOT / path).exists()
        assert path in makefile or path.rsplit("/", 1)[0] in makefile


def test_costs_of_all_workers_add_up_and_growth_is_seen(tmp_path: Path) -> None:
    (tmp_path / "waiting-gw0.json").write_text('{"kiosk": {"tests": 2, "seconds": 3, "cpu": 1}}')
    (tmp_path / "waiting-gw1.json").write_text('{"kiosk": {"tests": 2, "seconds": 1, "cpu": 5}}')
    found = costs(tmp_path)
    assert found == {"waiting": {"kiosk": Cost(4, 4.0, 6.0)}}
    assert table(found, {"kiosk": 1000})[1].split() == ["waiting", "kiosk", "4", "4.0", "6.0", "1500", "x1.50"]


def test_failures_of_a_run_are_kept_for_its_last_lines() -> None:
    said = "tests/sql/test_scan.py ..F\nERROR    ordak:app.py:3 captured\nFAILED tests/sql/test_scan.py::test_it - assert 1 == 2"
    running = Running("computing", [sys.executable, "-c", f"print({said!r})"])
    assert running.wait() == 0
    assert running.failed == ["FAILED tests/sql/test_scan.py::test_it - assert 1 == 2"]
