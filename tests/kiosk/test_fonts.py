"""What customers write on cakes is drawn in letters, not in boxes, by what this machine and a kiosk have installed."""

import os
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from local.aws.pages import WEB
from local.state import ROOT

WRITTEN = {
    "emoji": "🎂🎉❤️👩‍🍳", "Chinese": "祝你生日快樂乐", "Japanese": "お誕生日おめでとうケーキ", "Korean": "생일 축하해",
    "Arabic": "عيد ميلاد سعيد", "Hebrew": "יום הולדת שמח", "Thai": "สุขสันต์วันเกิด", "Hindi": "जन्मदिन मुबारक",
    "Greek": "Χρόνια πολλά", "Cyrillic": "С днём рождения", "Vietnamese": "Đặng chúc mừng",
}  # fmt: skip
# As the kiosk's own style has it. What no font has is drawn like what no font can have: a character that there is not.
BOXES = """([texts, family]) => {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const drawn = (text) => {
    canvas.width = canvas.height = 40;
    context.font = `24px ${family}`;
    context.fillText(text, 4, 28);
    return context.getImageData(0, 0, 40, 40).data.join();
  };
  const boxes = ['\\u0378', '\\u{2FFFE}', '\\uFFFE'].map(drawn);
  const single = (text) => [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
  return Object.entries(texts).flatMap(([name, text]) =>
    single(text).filter((one) => one.trim() !== '' && boxes.includes(drawn(one))).map((one) => `${name}: ${one}`));
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def family() -> str:
    found = re.search(r"/ 1\.4 ([^;]+);", (WEB / "shared/theme.css").read_text())
    assert found
    return found[1]


def missing(page: Page, written: dict[str, str]) -> list[str]:
    found: list[str] = page.evaluate(BOXES, [written, family()])
    return found


def test_what_customers_write_is_drawn_in_letters(page: Page) -> None:
    found = missing(page, WRITTEN)
    if found and os.environ.get("CI") != "true" and (os.geteuid() != 0 or shutil.which("apt-get") is None):
        pytest.skip(f"fonts are not installed, and `make fonts` cannot: {found}")
    assert found == []


def test_a_box_is_found(page: Page) -> None:
    assert missing(page, {"nobody's": "\u0378"}) == ["nobody's: \u0378"]


def test_the_runbook_names_the_fonts_that_the_test_machine_gets() -> None:
    wanted = re.search(r"^FONTS := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert wanted
    assert wanted[1] in (ROOT / "docs/runbook.md").read_text().replace("\n", " ")
