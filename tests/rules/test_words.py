"""No text that people read has a word of the table: alarms, faults, the API's descriptions, alerts, documents, titles."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from alert_texts import TEXTS, UNKNOWN
from local.aws.cloudformation import load
from local.env_files import EXAMPLE
from local.state import ROOT
from ordak.contract.generated import FAULTS
from tests.rules.words import CLAUSE, EXCEPTIONS, RULES

type Said = dict[str, str]  # where a text stands, and the text

DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
# A decision's body is of its day; its title is what people look for today.
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "events/README.md"} - set(DECISIONS))
GLOSSARY = ROOT / "docs/glossary.md"


def template() -> Said:
    """Return the template's descriptions, and the names of its alarms in words."""
    whole = load(ROOT / "template.yaml")
    said = dict(described(whole, ""))
    alarms = [name for name, each in whole["Resources"].items() if "Alarm" in each["Type"]]
    return said | {name: " ".join(re.findall("[A-Z][a-z]*", name)) for name in alarms}


def described(part: Any, where: str) -> Iterator[tuple[str, str]]:
    """Find every description and summary within a document."""
    if isinstance(part, list):
        part = {str(number): each for number, each in enumerate(part)}
    if isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str) and re.search("description$|^summary$", key, re.IGNORECASE):
                yield f"{where}/{key}", value
            else:
                yield from described(value, f"{where}/{key}")


def comments() -> Said:
    """Return the comments on the database's functions and types: what a caller reads, and what is for ourselves alone."""
    found: Said = {}
    for file in sorted((ROOT / "migrations").rglob("*.sql")):
        if "versions" not in file.parts and file.name != "schema.sql":
            for what, text in re.findall(
                r"^comment on (.+?) is\s+((?:'(?:[^']|'')*'\s*)+);", file.read_text(), re.MULTILINE
            ):
                found[what] = re.sub(r"'\s*'", "", text.replace("''", "’")).strip("' \n").partition(" @")[0]
    return found


def refusals() -> Said:
    """Return what a refusal adds to its fault's title."""
    files = sorted((ROOT / "migrations").glob("*/**/*.sql"))
    return {
        f"{file.stem} {code}": detail
        for file in files
        for code, detail in re.findall(r"core\.refuse\(\s*'(\w+)', (?:format\()?'([^']*)'", file.read_text())
    }


def requests() -> Said:
    """Return what a request that is malformed is answered with, beside what pydantic says."""
    files = [file for folder in ("functions", "layers/common/ordak") for file in (ROOT / folder).rglob("*.py")]
    found = [re.findall(r'PydanticCustomError\("(\w+)", "([^"]+)"', file.read_text()) for file in sorted(files)]
    return {name: text for each in found for name, text in each}


def documents() -> Said:
    """Return the documents by their lines, without names, blocks of code, and addresses."""
    found: Said = {}
    for file in [*DOCUMENTS, EXAMPLE]:
        text = re.sub(r"```.*?```", lambda block: "\n" * block[0].count("\n"), file.read_text(), flags=re.DOTALL)
        text = re.sub(r"\]\([^)]*\)", "]", text)
        found |= {f"{file.relative_to(ROOT)}:{number}": line for number, line in enumerate(text.splitlines(), 1)}
    return found


TEXTS_OF: dict[str, Said] = {
    "template": template(),
    "faults": {code: fault.title for code, fault in FAULTS.items()},
    "refusals": refusals(),
    "requests": requests(),
    "comments": comments(),
    "api": dict(described(json.loads((ROOT / "openapi.json").read_text()), "")),
    "alerts": {kind: f"{text.what}. {text.do}" for kind, text in [*TEXTS.items(), ("", UNKNOWN)]},
    "decisions": {file.name: file.read_text().split("\n", 1)[0].partition(". ")[2] for file in DECISIONS},
    "verbs": dict(re.findall(r"^([a-z0-9-]+):.*## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)),
    "documents": documents(),
}


def broken(rule: str, said: Said) -> list[str]:
    pattern = re.compile(RULES[rule].pattern, re.IGNORECASE)
    return [
        f"{where}: {text}"
        for where, text in said.items()
        if text not in EXCEPTIONS and pattern.search(re.sub(r"`[^`]*`", "`", text))
    ]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kind", TEXTS_OF)
def test_no_text_has_a_word_for_which_there_is_a_better_one(kind: str, rule: str) -> None:
    assert TEXTS_OF[kind]
    assert broken(rule, TEXTS_OF[kind]) == [], RULES[rule].instead


@pytest.mark.parametrize("kind", ["template", "faults", "comments", "decisions"])
def test_no_short_text_begins_with_a_clause(kind: str) -> None:
    found = {where: text for where, text in TEXTS_OF[kind].items() if re.search(CLAUSE, text, re.IGNORECASE)}
    assert {where: text for where, text in found.items() if text not in EXCEPTIONS} == {}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, each in RULES.items() for text in each.seen])
def test_a_rule_sees_its_examples(rule: str, text: str) -> None:
    assert broken(rule, {"": text})


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, each in RULES.items() for text in each.passed])
def test_a_rule_lets_other_meanings_pass(rule: str, text: str) -> None:
    assert broken(rule, {"": text}) == []


def test_every_exception_is_needed() -> None:
    texts = {text for said in TEXTS_OF.values() for text in said.values()}
    assert set(EXCEPTIONS) <= texts


def test_glossary_has_every_word_once_on_one_page() -> None:
    text = GLOSSARY.read_text()
    words = [word for row in re.findall(r"^\| ([a-zA-Z, -]+) \| ", text, re.MULTILINE) for word in row.split(", ")]
    assert len(words) > 40
    assert sorted(set(words)) == sorted(words)
    assert len(text.splitlines()) <= 40
