"""What each page's views are looked at with: a page of the gallery in a sight, axe, and a ruler."""

from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Browser, Page

from local.aws.pages import WEB

AXE = (WEB / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is worked out to the last detail: no one reads the rest.
RUN = """async (rules) => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations.flatMap(
  ({id, nodes}) => nodes.map(({target, failureSummary}) => `${id} ${target.join(' ').replace(/\\d+/g, '…')}: ${failureSummary}`))"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Sight:
    """A screen, its light and its language; `axe` also has the page's rules looked at and, if wanted, takes its picture."""

    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    language: str = "en"
    axe: bool = False

    def __str__(self) -> str:
        return f"{self.width}x{self.height}-{self.scheme}-{self.language}"


class View:
    """A page of the gallery; a complaint of its console fails the test."""

    def __init__(self, browser: Browser, url: str, sight: Sight) -> None:
        self.url, self.sight = url, sight
        size: Any = {"width": sight.width, "height": sight.height}
        # Nothing fades in: axe would measure colours that are half there.
        self.context = browser.new_context(
            viewport=size,
            color_scheme=sight.scheme,
            locale="en-CA",
            timezone_id="America/Toronto",
            reduced_motion="reduce",
        )
        self.faults: list[str] = []
        self.context.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        self.page = self.context.new_page()
        self.page.goto(f"{url}?state=starting&language={sight.language}")
        self.page.wait_for_selector("html[data-shown='starting']", state="attached")
        if sight.axe:
            self.page.evaluate(AXE)

    def show(self, state: str) -> Page:
        """Show a state, with whatever it reads, as if it were the page's first."""
        self.page.evaluate("state => show(state)", state)
        return self.page

    def complaints(self) -> list[str]:
        """Return what axe finds."""
        return sorted(set(self.page.evaluate(RUN, RULES)))

    def asked(self) -> list[Any]:
        """Return what the views have asked of the engine."""
        found: list[Any] = self.page.evaluate("() => window.asked")
        return found
