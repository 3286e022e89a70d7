"""People who have signed in, each in a browser of their own."""

import json

from playwright.sync_api import BrowserContext

from local.stack import Stack
from tests.auth.guest import REFRESH, Guest


def let_in(
    context: BrowserContext, stack: Stack, email: str, timers: dict[str, int], script: str = ""
) -> BrowserContext:
    """Sign a person in at a browser whose pages wait for these times; a script is run before each page begins."""
    guest = Guest(stack)
    guest.sign_in(email)
    guest.close()
    # To whoever sets it, a cookie over TLS alone comes over TLS; to a page at 127.0.0.1 the browser gives it all the same.
    url = stack.url.replace("http:", "https:")
    context.add_cookies([{"name": REFRESH, "value": guest.cookies[REFRESH], "url": url, "secure": True}])
    context.add_init_script(f"globalThis.ordakTimers = {json.dumps(timers)}; {script}")
    return context
