"""Modules of pages know each other in one direction: room by room, and no two of them need each other by any way."""

import os
import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from local.aws.pages import WEB

# What the modules of a room may import beside its own. A path that begins with a room's is in it, the longest of them.
# A page knows what pages share, and no other page.
ROOMS: dict[str, set[str]] = {
    "shared/": set(),
    "kiosk/timers.ts": {"shared/"},
    "kiosk/texts": {"shared/"},
    "kiosk/device/": {"shared/", "kiosk/timers.ts"},
    "kiosk/engine/": {"shared/", "kiosk/timers.ts", "kiosk/texts", "kiosk/device/"},
    "kiosk/views/": {"shared/", "kiosk/timers.ts", "kiosk/texts", "kiosk/device/", "kiosk/engine/"},
    "kiosk/": {"shared/", "kiosk/engine/", "kiosk/views/"},
    "fulfilment/timers.ts": {"shared/"},
    "fulfilment/texts": {"shared/"},
    "fulfilment/engine/": {"shared/", "fulfilment/timers.ts"},
    "fulfilment/views/": {"shared/", "fulfilment/texts", "fulfilment/engine/"},
    "fulfilment/": {"shared/", "fulfilment/engine/", "fulfilment/views/"},
    "pantry/timers.ts": {"shared/"},
    "pantry/texts": {"shared/"},
    "pantry/engine/": {"shared/", "pantry/timers.ts"},
    "pantry/views/": {"shared/", "pantry/texts", "pantry/engine/"},
    "pantry/": {"shared/", "pantry/engine/", "pantry/views/"},
    "sandbox/": {"shared/"},
    "inbox/timers.ts": {"shared/"},
    "inbox/texts": {"shared/"},
    "inbox/engine/": {"shared/", "inbox/timers.ts"},
    "inbox/views/": {"shared/", "inbox/texts", "inbox/engine/"},
    "inbox/": {"shared/", "inbox/engine/", "inbox/views/"},
}
# They look at all of it.
LOOKING = ("gallery/", "test/")
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


def room_of(path: str) -> str | None:
    return max((room for room in ROOMS if path.startswith(room)), key=len, default=None)


def trespasses(graph: Mapping[str, set[str]]) -> list[str]:
    """Give who imports what its room may not know. A module of no room may import nothing, and nobody it."""
    found = []
    for path, others in graph.items():
        room = room_of(path)
        known = {room} | ROOMS.get(room or "", set())
        found += [f"{path} imports {other}" for other in others if room is None or room_of(other) not in known]
    return sorted(found)


def test_no_module_of_a_page_knows_a_room_above_its_own() -> None:
    graph = {path: others for path, others in imports().items() if not path.startswith(LOOKING)}
    assert {room_of(path) for path in graph} >= ROOMS.keys()
    assert trespasses(graph) == []


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("shared/rpc.ts", "kiosk/engine/state.ts"),
        ("shared/rpc.ts", "kiosk/timers.ts"),
        ("kiosk/device/lens.ts", "kiosk/engine/state.ts"),
        ("kiosk/engine/state.ts", "kiosk/views/tabs.ts"),
        ("kiosk/views/app.tsx", "kiosk/main.tsx"),
        ("kiosk/engine/state.ts", "gallery/kiosk/made_up.ts"),
        ("sandbox/ask.ts", "kiosk/engine/state.ts"),
        ("office/main.tsx", "shared/rpc.ts"),
    ],
)
def test_a_trespass_is_seen(path: str, other: str) -> None:
    assert trespasses({path: {other}}) == [f"{path} imports {other}"]


def test_what_pages_share_names_no_page() -> None:
    pages = "|".join(path.parent.name for path in WEB.glob("*/main.tsx"))
    assert "kiosk" in pages
    # What is generated speaks of the whole API.
    shared = [path for path in (WEB / "shared").rglob("*.ts*") if path.name != "api.d.ts"]
    assert [path.name for path in shared if re.search(rf"(?i)\b({pages})s?\b", path.read_text())] == []


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
