"""A page's loudspeaker, which notes what is played instead of playing it."""

from playwright.sync_api import Page

# A script for before the page begins; the tones are in hertz.
LOUDSPEAKER = """window.tones = [];
window.AudioContext = class {
  state = "running";
  currentTime = 0;
  resume = async () => undefined;
  createGain = () => ({ gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (to) => to });
  createOscillator = () => ({
    frequency: { set value(tone) { window.tones.push(tone); } }, connect: (to) => to, start() {}, stop() {},
  });
};"""
RIGHT = [660, 990]
WRONG = [196, 196]


def heard(page: Page) -> list[int]:
    """Return the tones that a page has played, the first one first."""
    tones: list[int] = page.evaluate("window.tones")
    return tones
