"""What may not stand in a page's source: what the policy refuses, what takes text for HTML, what goes elsewhere."""

import re
from pathlib import Path

import pytest

from local.aws.pages import WEB
from local.state import ROOT

SCRIPTS = {".ts", ".tsx", ".mjs"}
GENERATED = {"web/shared/api.d.ts"}
LONGEST = 250

# What is not allowed, in which files, and two ways to write it.
RULES: dict[str, tuple[set[str], str, tuple[str, ...]]] = {
    "text that becomes HTML": (
        SCRIPTS,
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|createContextualFragment|srcdoc)\b|document\.write",
        ("a.innerHTML = b", "<p dangerouslySetInnerHTML={{ __html: a }} />", 'document.write("a")'),
    ),
    "text that becomes code": (
        SCRIPTS,
        r"\beval\(|\bnew Function\b|\bset(Timeout|Interval)\(\s*[\"'`]|javascript:",
        ("eval(a)", "new Function(a)", 'setTimeout("a()", 1)', 'href="javascript:a()"'),
    ),
    "a style that is an attribute": (
        SCRIPTS,
        r"setAttribute\(\s*[\"']style",
        ('a.setAttribute("style", b)',),
    ),
    "a script or style within the page": (
        {".html"},
        r"(?i)<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:",
        ("<style>a{}</style>", "<script>a()</script>", '<p style="color: red">', '<p onclick="a()">'),
    ),
    "a time to wait that is a figure": (
        SCRIPTS,
        r"\bset(Timeout|Interval)\(.*,\s*[\d_]+\s*\)|^\s*\}, [\d_]+\);|AbortSignal\.timeout\(\s*\d",
        ("setTimeout(ask, 1_000)", "setInterval(() => ask(), 15_000)", "}, 500);", "AbortSignal.timeout(10_000)"),
    ),
    "an address elsewhere": (
        {*SCRIPTS, ".html", ".css", ".webmanifest"},
        r"(?<![\w/.])(https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}(?=[/\"'`:)]|$)",
        ('fetch("https://cdn.example/a.js")', "@import url(//fonts.example/a.css);", '<img src="http://example.com">'),
    ),
}


def sources() -> list[Path]:
    """Return what a person writes of the pages, without their tests."""
    others = {"node_modules", "dist", "test"}
    found = [path for path in WEB.rglob("*.*") if not others & set(path.relative_to(WEB).parts)]
    return [path for path in found if path.is_file() and str(path.relative_to(ROOT)) not in GENERATED]


@pytest.mark.parametrize("rule", RULES)
def test_no_source_of_a_page_has(rule: str) -> None:
    suffixes, pattern, _ = RULES[rule]
    looked_at = [path for path in sources() if path.suffix in suffixes]
    assert looked_at
    broken = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in looked_at
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert broken == []


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, (_, _, lines) in RULES.items() for line in lines])
def test_rule_sees(rule: str, line: str) -> None:
    assert re.search(RULES[rule][1], line)


def test_times_of_the_kiosk_are_set_by_nothing_but_a_global_of_the_tests() -> None:
    assert [path for path in sources() if "ordakTimers" in path.read_text()] == [WEB / "shared/timers.ts"]
    tables = "".join(path.read_text() for path in sources() if path.name == "timers.ts")
    assert re.findall(r'\bimport\b(?!.* "\.\./shared/timers\.ts";)|location|Storage|indexedDB|document', tables) == []


@pytest.mark.parametrize("page", ["fulfilment", "inbox", "kiosk", "pantry"])
def test_gallery_begins_every_signal_of_a_page_again_for_each_state(page: str) -> None:
    begun = re.findall(rf'"\.\./\.\./((?:{page}|shared)/.*)";', (WEB / f"gallery/{page}/first.ts").read_text())
    # The language is the gallery's own; the time goes on; a choice is kept by the module that names it.
    others = {"shared/texts.ts", "shared/now.ts"}
    signals = re.compile(r"^(export )?(?:const|let) \w+ = (?:signal|remembered)\b", re.MULTILINE)
    modules = [path for room in (page, "shared") for path in (WEB / room).rglob("*.ts*")]
    holding = {str(path.relative_to(WEB)): signals.findall(path.read_text()) for path in modules}
    assert {path for path, found in holding.items() if found} - others == set(begun)
    assert all(exported for path in begun for exported in holding[path])


def test_no_module_of_a_page_is_longer_than_two_hundred_and_fifty_lines() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in sources() if path.suffix in SCRIPTS}
    assert {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > LONGEST} == {}


def test_lock_files_name_no_registry() -> None:
    for lock in (WEB / "package-lock.json", ROOT / "local/package-lock.json"):
        assert '"resolved"' not in lock.read_text()
