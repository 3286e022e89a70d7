"""What web/build.mjs makes: the same of the same, small enough for a kiosk, and nothing that is not named."""

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from local.aws.pages import TYPES
from tests.web.conftest import build

# Bytes of script, compressed, before a page shows anything, and of its service worker.
FIRST_LOAD = {"kiosk": 60_000, "fulfilment": 32_000, "inbox": 24_000, "pantry": 32_000}
WORKER = 2_000
STATIC = re.compile(r"""(?:import|from)\s*["']\./([\w.-]+\.js)["']""")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def scripts(dist: Path, page: str) -> dict[str, bytes]:
    """Return the scripts that a browser fetches before the page is there: its own and what those import."""
    assets = dist / "assets"
    html = (dist / page / "index.html").read_text()
    found: dict[str, bytes] = {}
    waiting = re.findall(r'<script type="module" src="/assets/([\w.-]+)">', html)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = (assets / name).read_bytes()
            waiting += STATIC.findall(found[name].decode())
    return found


def compressed(contents: Iterable[bytes]) -> int:
    return sum(len(gzip.compress(content, 6)) for content in contents)


@pytest.mark.parametrize("page", FIRST_LOAD)
def test_first_load_of_a_page_is_small(dist: Path, page: str) -> None:
    needed = scripts(dist, page)
    assert needed
    assert compressed(needed.values()) < FIRST_LOAD[page], {name: len(content) for name, content in needed.items()}


def test_the_same_sources_make_the_same_files(dist: Path, tmp_path: Path) -> None:
    assert files(build(tmp_path)) == files(dist)


def test_what_a_former_build_left_goes(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/kiosk-OLD.js").write_text("")
    assert "assets/kiosk-OLD.js" not in files(build(tmp_path))


def test_every_asset_has_its_hash_in_its_name_and_a_type_that_is_known(dist: Path) -> None:
    for path in files(dist):
        assert Path(path).suffix in TYPES, path
        assert not path.startswith("assets/") or re.search(r"-[0-9A-Za-z]{8,12}\.\w+$", path), path


def test_whatever_a_page_names_is_built(dist: Path) -> None:
    built = files(dist)
    for path, content in built.items():
        if Path(path).suffix in {".html", ".webmanifest", ".css"} or path.endswith("/sw.js"):
            assert {name for name in re.findall(r"/(assets/[\w.-]+)", content.decode()) if name not in built} == set()


INSTALLED = ("fulfilment", "kiosk")


@pytest.mark.parametrize("page", INSTALLED)
def test_page_can_be_installed_and_begins_without_a_network(dist: Path, page: str) -> None:
    manifest = json.loads((dist / page / "manifest.webmanifest").read_text())
    assert manifest["id"] == manifest["scope"] == manifest["start_url"] == f"/{page}/"
    [icon] = manifest["icons"]
    assert (icon["sizes"], icon["type"]) == ("any", "image/svg+xml")
    assert (dist / icon["src"].removeprefix("/")).is_file()
    assert f'rel="manifest" href="/{page}/manifest.webmanifest"' in (dist / page / "index.html").read_text()
    worker = (dist / page / "sw.js").read_bytes()
    assert compressed([worker]) < WORKER
    # All that its first load needs is in it, and nothing of another page.
    kept = set(re.findall(r"/assets/([\w.-]+)", worker.decode()))
    assert scripts(dist, page).keys() <= kept
    assert {name for name in kept if not name.startswith((page, "icon"))} == set()
    version = re.search(r'name="version" content="(\w+)"', (dist / page / "index.html").read_text())
    assert version is not None
    assert version[1] in worker.decode()


def test_a_page_without_a_manifest_has_no_service_worker(dist: Path) -> None:
    assert {path.parent.name for path in dist.glob("*/sw.js")} == set(INSTALLED)
