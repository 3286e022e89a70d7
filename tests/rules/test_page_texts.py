"""The pages' catalogues say the same in each language, and no view says anything beside them."""

import json
import re

import pytest

from local.aws.pages import WEB
from local.state import ROOT

# By page, then language: key and text.
TEXTS: dict[str, dict[str, dict[str, str]]] = {
    folder.parent.name: {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}
    for folder in sorted(WEB.glob("*/texts"))
}
CATALOGUES = [(page, language) for page, texts in TEXTS.items() for language in texts]
PLACE = re.compile(r"\{(\w+)\}")
FORM = re.compile(r"\.(one|other)$")
# What a person would read: between a tag and the next, or in an attribute that is read out aloud.
LITERAL = re.compile(
    r">([^<>{}()=;]*[A-Za-z]{2,}[^<>{}()=;]*)</|(?:aria-label|aria-description|placeholder|title|alt)=\"([^\"]*)\""
)
# Where "other" is a word: it counts nothing.
WORDS = {"sign-in", "stock", "flag", "lease", "message", "field", "event", "form.reason", "why", "language", "fault"}


def source(page: str) -> str:
    """Return all that a page's modules say."""
    return "".join(path.read_text() for path in sorted((WEB / page).rglob("*.ts*")))


def test_each_page_speaks_english_and_french() -> None:
    assert TEXTS.keys() >= {"fulfilment", "inbox", "kiosk", "pantry"}
    assert {page for page, texts in TEXTS.items() if set(texts) != {"en", "fr"}} == set()


@pytest.mark.parametrize("page", TEXTS)
def test_catalogues_have_the_same_keys_and_places(page: str) -> None:
    english, french = TEXTS[page]["en"], TEXTS[page]["fr"]
    assert list(french) == list(english)
    assert [key for key, text in english.items() if set(PLACE.findall(french[key])) != set(PLACE.findall(text))] == []


@pytest.mark.parametrize(("page", "language"), CATALOGUES)
def test_no_text_is_empty_or_ends_in_a_space(page: str, language: str) -> None:
    assert [key for key, text in TEXTS[page][language].items() if text.strip() != text or not text] == []


@pytest.mark.parametrize(("page", "language"), CATALOGUES)
def test_what_is_counted_has_a_singular_and_a_plural(page: str, language: str) -> None:
    texts = TEXTS[page][language]
    counted = {FORM.sub("", key) for key in texts if FORM.search(key)} - WORDS
    assert counted
    assert {stem for stem in counted if not {f"{stem}.one", f"{stem}.other"} <= texts.keys()} == set()


@pytest.mark.parametrize("page", TEXTS)
def test_no_view_has_a_literal_text(page: str) -> None:
    views = sorted((WEB / page / "views").glob("*.tsx"))
    assert views
    assert {path.name: found for path in views if (found := literals(path.read_text()))} == {}


@pytest.mark.parametrize("line", ["<p>Ready to scan</p>", '<button aria-label="Close" />', "<p>{count} cakes</p>"])
def test_a_literal_text_is_seen(line: str) -> None:
    assert literals(line)


def literals(source: str) -> list[str]:
    without_comments = re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL)
    found = ["".join(match.groups("")) for match in LITERAL.finditer(re.sub(r"\{[^{}]*\}", ">", without_comments))]
    return [text.strip() for text in found if re.search(r"[A-Za-z]{2}", text)]


@pytest.mark.parametrize("page", TEXTS)
def test_whatever_a_page_says_is_in_its_catalogue(page: str) -> None:
    said = set(re.findall(r"(?:\bt\(|\b(?:text|hint|word|sentence): )\"([a-z-]+\.[\w.-]+)\"", source(page)))
    assert len(said) > 20
    assert said - TEXTS[page]["en"].keys() - {FORM.sub("", key) for key in TEXTS[page]["en"]} == set()


def test_whatever_a_marketplaces_order_may_be_and_a_person_do_about_it_has_a_text() -> None:
    moves = (ROOT / "migrations/reference/moves.sql").read_text()
    found = re.findall(r"\('marketplace', +'(\w+)', +'(\w+)', +'(\w+)'", moves)
    actions, statuses = {action for action, _, _ in found}, {status for _, *both in found for status in both}
    assert {"retry_step", "unknown_outcome"} <= actions | statuses
    for page in ("fulfilment", "inbox"):
        assert {status for status in statuses if f"status.{status}" not in TEXTS[page]["en"]} == set()
    # This one has a button for each of its decisions.
    assert {action for action in actions if f"action.{action}" not in TEXTS["fulfilment"]["en"]} == {
        "settle_acceptance"
    }


@pytest.mark.parametrize("page", TEXTS)
def test_no_text_is_there_that_a_page_never_says(page: str) -> None:
    assert left(TEXTS[page]["en"], source(page)) == []


def test_a_text_that_is_never_said_is_seen() -> None:
    assert left({"a.b": "", "c.d.one": "", "e.f": "", "g.h": "", "i.j": ""}, 't("a.b"), t("c.d"), t(`e.${x}`), named("g", x)') == ["i.j"]  # fmt: skip


def left(texts: dict[str, str], said: str) -> list[str]:
    """Return the keys that no source says, whole or put together."""
    whole = set(re.findall(r"[\"'`]([a-z-]+(?:\.[\w-]+)*)[\"'`]", said))
    begun = set(re.findall(r"`([a-z-]+\.[^`$]*)\$\{", said))
    begun |= {f"{group}." for group in re.findall(r"\bnamed\(\s*\"([a-z-]+)\"", said)}
    return [key for key in texts if not {key, FORM.sub("", key)} & whole and not key.startswith(tuple(begun))]
