"""`make up`: the local stack in the foreground until Ctrl-C."""

import argparse
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from local.servers.processes import StackError
from local.stack import Settings, Stack

WELCOME = """
Ordak is up: {url}   (Ctrl-C stops it)

  {sandbox:<40}sell a cake, scan it, watch the stock: begin here
  {kiosk:<40}the page of a kitchen's benches
  .venv/bin/ordak sell                      Shopify sells a cake; it becomes a ticket
  .venv/bin/ordak token --role Supervisor   a staff access token
  . {env:<40}URLs, secrets and an admin token for your shell
  {docs:<40}the API, to read and to try
  {sign_in:<40}sign in as one of the demo staff
  curl {outside:<37}what Slack, PostHog and Sentry were told
  curl {mailbox:<37}the mail that was sent

Scan it through its first stage:
  . {env}
  curl -s $ORDAK_URL/rpc/get_queue -H "authorization: Bearer $ORDAK_ADMIN_TOKEN" -d '{{"store": "bannos"}}'
  curl -s $ORDAK_URL/rpc/complete_filling -H "authorization: Bearer $ORDAK_ADMIN_TOKEN" -d '{{"id": "bannos-…"}}'
"""


def main() -> int:
    """Run the stack of this folder."""
    parser = argparse.ArgumentParser(prog="make up", description=__doc__)
    parser.add_argument("--port", type=int, default=3000)
    return run(Settings(port=parser.parse_args().port))


def run(settings: Settings) -> int:
    """Run until SIGINT or SIGTERM, whichever shell it was started from; what goes wrong is one sentence."""
    stack = Stack(settings)
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, _interrupt)
    try:
        stack.start()
        print(welcome(stack), flush=True)
        threading.Event().wait()
    except StackError as error:
        print(f"Ordak did not start: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        stack.stop()
    return 0


def welcome(stack: Stack) -> str:
    """Say what there is now, and what to begin with."""
    return WELCOME.format(
        url=stack.url,
        env=_shortest(stack.state / "env"),
        sandbox=f"{stack.url}/sandbox/",
        kiosk=f"{stack.url}/kiosk/",
        docs=f"{stack.url}/docs/",
        sign_in=f"{stack.url}/auth/login",
        outside=stack.outside.url,
        mailbox=f"{stack.url}/mailbox/",
    )


def _shortest(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _interrupt(_sign: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not break the stopping that the first one begins.
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
