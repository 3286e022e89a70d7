"""An error that nothing in the page caught reaches Sentry, also one of a time without a network."""

import json

from local.stack import Stack
from tests.functions.callers import until
from tests.kiosk.kiosk_page import Kiosks

WORDS = "Zz-CANARY"
# The clock breaks once, under the first of the page that looks at it when a key goes down.
BREAK = """(kind) => {
  const now = Date.now;
  let broke = false;
  Date.now = () => {
    Date.now = now;
    broke = true;
    throw new globalThis[kind]("%s");
  };
  dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
  Date.now = now;
  return broke;
}"""


def kinds(stack: Stack) -> set[str]:
    """Return the kinds of errors that Sentry has of kiosks."""
    events = [event for event in stack.outside.received("sentry") if event["transaction"] == "web/kiosk"]
    return {event["exception"]["values"][0]["type"] for event in events}


def test_an_error_in_the_page_reaches_sentry_without_its_words(kiosks: Kiosks, stack: Stack) -> None:
    kiosk = kiosks("Filling")
    version = kiosk.page.locator("meta[name=version]").get_attribute("content")
    until(lambda: kiosk.page.evaluate(BREAK % WORDS, "TypeError"), "the page listens to keys")
    until(lambda: "TypeError" in kinds(stack), "Sentry heard of it")
    kiosk.offline()
    assert kiosk.page.evaluate(BREAK % WORDS, "RangeError")
    kiosk.page.evaluate("(words) => { void Promise.reject(new SyntaxError(words)); }", WORDS)
    kiosk.offline(away=False)
    until(lambda: {"RangeError", "SyntaxError"} <= kinds(stack), "Sentry heard of what was thrown without a network")
    events = {event["exception"]["values"][0]["type"]: event for event in stack.outside.received("sentry")}
    assert events["TypeError"]["release"] == f"ordak-kiosk@{version}"
    [frame] = events["TypeError"]["exception"]["values"][0]["stacktrace"]["frames"]
    assert frame["filename"].startswith("kiosk-")
    assert WORDS not in json.dumps(events)
    assert {WORDS in fault for fault in kiosk.faults} == {True}
    kiosk.faults.clear()
