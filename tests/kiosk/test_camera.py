"""A code is held in front of the camera: read by a reader that is loaded for it, under the pages' own policy."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import QUIET, chromium
from tests.kiosk.test_label import DOTS

TICKET = "bannos-12345-A"


@pytest.fixture
def film(browser: Browser, gallery: str, tmp_path: Path) -> Path:
    """What the camera sees: a printed label, held still on a table."""
    printer = browser.new_page(device_scale_factor=DOTS / 96)
    printer.emulate_media(media="print")
    printer.goto(f"{gallery}?state=label")
    label = Image.open(io.BytesIO(printer.locator(".label").screenshot()))
    printer.close()
    table = Image.new("RGB", (1280, 960), (120, 110, 100))
    table.paste(label, ((table.width - label.width) // 2, (table.height - label.height) // 2))
    frame = io.BytesIO()
    table.save(frame, "JPEG", quality=90)
    file = tmp_path / "table.mjpeg"
    file.write_bytes(frame.getvalue() * 10)
    return file


@pytest.fixture
def filming(browser: Browser, film: Path) -> Iterator[Page]:
    """A kiosk whose camera sees that."""
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    # A browser without windows has nobody to ask whether the page may; the page's policy is asked all the same.
    camera.append("--use-fake-ui-for-media-stream")
    seeing = browser.browser_type.launch(executable_path=chromium(), args=[*QUIET, *camera])
    yield seeing.new_context(permissions=["camera"]).new_page()
    seeing.close()


def test_code_in_front_of_the_camera_is_scanned(filming: Page, gallery: str) -> None:
    asked: list[str] = []
    filming.on("request", lambda request: asked.append(request.url))
    filming.goto(f"{gallery}?state=station")
    expect(filming.get_by_role("button", name="Use the camera")).to_be_visible()
    assert not any("lens" in url or url.endswith(".wasm") for url in asked)
    filming.get_by_role("button", name="Use the camera").click()
    expect(filming.get_by_role("dialog")).to_be_visible()
    expect(filming.get_by_role("dialog")).to_have_count(0)
    assert filming.evaluate("window.asked.at(-1)") == ["scan", TICKET]
    assert any(url.endswith(".wasm") for url in asked)
    assert all(url.startswith(gallery) for url in asked if not url.startswith("data:"))


def test_without_a_camera_it_is_said_what_to_do(browser: Browser, gallery: str) -> None:
    page = browser.new_page()
    page.goto(f"{gallery}?state=camera")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(
        "Allow it in the browser, or type the code."
    )
    page.get_by_role("button", name="Close the camera").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.close()
