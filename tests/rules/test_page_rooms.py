"""Modules of pages know each other in one direction: no two of them need each other, by whatever way."""

import os
import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from local.pages import WEB

SUFFIXES = {".ts", ".tsx", ".mjs"}
# import … from "./a.ts", import "./a.css", import("./a.ts"), export … from "./a.ts"; one of a type alone is knowledge too.
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']""")


def imports() -> dict[str, set[str]]:
    """Give what each module of web imports, as paths from web."""
    modules = [
        path for path in WEB.rglob("*.*") if path.suffix in SUFFIXES and not {"node_modules", "dist"} & set(path.parts)
    ]
    return {str(path.relative_to(WEB)): imported(path.relative_to(WEB), path.read_text()) for path in modules}


def imported(path: Path, source: str) -> set[str]:
    return {os.path.normpath(path.parent / named) for named in IMPORTED.findall(source)}


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def test_no_modules_of_pages_import_each_other_in_a_circle() -> None:
    graph = imports()
    assert {"kiosk/main.tsx", "sandbox/main.tsx", "shared/page_errors.ts"} <= graph.keys()
    assert circle(graph) == []


def test_a_circle_is_seen() -> None:
    assert circle({"a.ts": {"b.ts"}, "b.ts": {"c.ts"}, "c.ts": {"a.ts"}, "d.ts": {"a.ts"}})


@pytest.mark.parametrize(
    "line",
    [
        'import { t } from "../texts.ts";',
        'import type { Key } from "../texts.ts";',
        'import {\n  t,\n  named,\n} from "../texts.ts";',
        'export { t } from "../texts.ts";',
        'import "../texts.ts";',
        'const { t } = await import("../texts.ts");',
    ],
)
def test_an_import_is_seen(line: str) -> None:
    assert imported(Path("kiosk/views/a.tsx"), line) == {"kiosk/texts.ts"}
