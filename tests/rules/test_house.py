"""The house's rules of size and place, read from the files themselves."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.state import ROOT
from tests.sql_files import MIGRATIONS, private_name, sql, subject

CODE = ("layers", "functions", "local", "tools", "tests", "bench")
GENERATED = {"layers/common/ordak/contract/generated.py", "layers/common/ordak/contract/answers.py"}
# Generated; readable on one screen or two; the seed's M0, which is one version and immutable.
LONG_SQL = {"schema.sql", "M00_core.sql"}


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of some folders that a person writes."""
    found = [
        file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")) if ".aws-sam" not in file.parts
    ]
    assert found
    return [file for file in found if str(file.relative_to(ROOT)) not in GENERATED]


def sql_files() -> list[Path]:
    """Return every SQL file of the migrations."""
    found = sorted(MIGRATIONS.rglob("*.sql"))
    assert found
    return found


def name(file: Path) -> str:
    """Return a file's name within the repository."""
    return str(file.relative_to(ROOT))


def lines(file: Path) -> int:
    """Count a file's lines."""
    return len(file.read_text(encoding="utf-8").splitlines())


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Return the name and length of each function, decorators and inner functions included."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def without_comments(file: Path) -> str:
    """Return a SQL file's statements."""
    return re.sub(r"--[^\n]*", "", file.read_text(encoding="utf-8"))


def test_no_python_function_is_longer_than_forty_lines() -> None:
    long = [(name(file), *found) for file in python_files(*CODE[:-1]) for found in functions(file) if found[1] > 40]
    assert long == []


def test_no_module_is_longer_than_two_hundred_and_fifty_lines() -> None:
    assert [
        (name(file), lines(file)) for file in python_files("layers", "functions", "local", "tools") if lines(file) > 250
    ] == []


def test_no_test_file_is_longer_than_three_hundred_and_fifty_lines() -> None:
    assert [(name(file), lines(file)) for file in python_files("tests") if lines(file) > 350] == []


def test_no_sql_file_is_longer_than_a_hundred_and_fifty_lines() -> None:
    long = [(name(file), lines(file)) for file in sql_files() if file.name not in LONG_SQL and lines(file) > 150]
    assert long == []


def test_one_module_reads_the_environment() -> None:
    reading = [
        name(file)
        for file in python_files("functions", "layers")
        if file.name != "environment.py" and re.search(r"\benviron\b|\bgetenv\b", file.read_text(encoding="utf-8"))
    ]
    assert reading == []


def faults() -> set[str]:
    """Return the codes of the fault table."""
    text = without_comments(MIGRATIONS / "reference" / "faults.sql")
    found = re.findall(r"^\s*\('([A-Z]{3,4}\d{3})'", text, re.MULTILINE)
    assert len(found) == len(set(found)) > 10
    return set(found)


def codes_in(texts: list[str]) -> set[str]:
    """Return every code that is written between quotes."""
    return {code for text in texts for code in re.findall(r"['\"]([A-Z]{3,4}\d{3})['\"]", text)}


def used() -> set[str]:
    """Return every code that SQL or Python gives."""
    sql = [without_comments(file) for file in sql_files() if file.name not in {"faults.sql", "schema.sql"}]
    return codes_in([*sql, *(file.read_text(encoding="utf-8") for file in python_files("functions", "layers"))])


def test_every_code_that_is_given_is_in_the_fault_table() -> None:
    assert used() - faults() == set()


def test_every_code_of_a_refusal_is_written_out_or_comes_from_a_guard() -> None:
    """Else the rule above would not see it."""
    written = {
        argument
        for file in sql_files()
        for argument in re.findall(r"core\.refuse\(\s*([^,)\s]+)", without_comments(file))
        if "function core.refuse" not in without_comments(file)
    }
    assert {argument for argument in written if not argument.startswith("'")} <= {"v_code", "v_found.fault"}


def test_every_fault_is_given_somewhere() -> None:
    assert faults() - used() == set()


TYPE_FILES = sql("types")
API_FILES = sql("api")


@pytest.mark.parametrize("file", API_FILES, ids=lambda file: file.stem)
def test_an_api_file_is_one_function_of_its_name_with_tests_of_that_name(file: Path) -> None:
    made = re.findall(r"create (?:or replace )?(?:function|procedure|view) (\S+?)\(", without_comments(file))
    assert made == [f"api.{file.stem}"]
    assert f"comment on function api.{file.stem} is" in file.read_text(encoding="utf-8")
    assert (ROOT / "tests" / "sql" / subject(file) / f"test_{file.stem}.py").exists()


@pytest.mark.parametrize("file", TYPE_FILES, ids=lambda file: file.stem)
def test_a_type_file_is_one_type_of_its_name(file: Path) -> None:
    assert re.findall(r"create type (\S+) as", without_comments(file)) == [f"api.{file.stem}"]


@pytest.mark.parametrize("file", sql("core"), ids=lambda file: file.stem)
def test_a_core_file_is_one_function_of_its_name(file: Path) -> None:
    made = re.findall(r"create (?:or replace )?(?:function|procedure|view) (\S+?)\(", without_comments(file))
    assert made == [private_name(file)]


def named(reference: str, before: str = "") -> list[str]:
    """Return what the rows of a reference file begin with, or have as their second field."""
    text = without_comments(MIGRATIONS / "reference" / f"{reference}.sql")
    return re.findall(rf"^\s*\({before}'(\w+)',", text, re.MULTILINE)


def test_every_function_of_api_or_action_is_named_in_permissions_or_moves_once() -> None:
    actions = {*named("transitions"), *named("moves", before=r"'\w+', ")}
    assert sorted([*named("permissions"), *named("service_permissions"), *actions]) == sorted(
        file.stem for file in API_FILES
    )
