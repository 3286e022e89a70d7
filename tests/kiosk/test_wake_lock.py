"""The screen stays on while the kiosk is looked at, and again when it is looked at anew."""

from tests.functions.callers import until
from tests.kiosk.kiosk_page import Kiosks

# The browser lets go when the page is hidden, which no page in a test ever is.
LISTEN = """window.locks = [];
navigator.wakeLock.request = async (kind) => {
  const lock = { kind, released: false };
  window.locks.push(lock);
  return lock;
};"""
AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


def test_screen_is_kept_on_and_once_is_enough(kiosks: Kiosks) -> None:
    kiosk = kiosks("Filling", script=LISTEN)
    until(lambda: kiosk.page.evaluate("window.locks.map((lock) => lock.kind)") == ["screen"], "it is asked for")
    kiosk.page.evaluate(AGAIN)
    assert kiosk.page.evaluate("window.locks.length") == 1
    kiosk.page.evaluate("window.locks[0].released = true")
    kiosk.page.evaluate(AGAIN)
    assert kiosk.page.evaluate("window.locks.length") == 2
