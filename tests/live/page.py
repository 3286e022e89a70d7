"""A page that is connected to the running stack, as a browser would be."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Self

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from local.stack import Stack
from tests.functions.callers import Person, enrolled, rows, until

PATIENCE = 20.0  # seconds until what does not come is a failure

type Message = dict[str, Any]


def ticket(stack: Stack, token: str) -> str:
    """Ask for a ticket with somebody's token."""
    answer = httpx.post(
        f"{stack.url}/rpc/open_live", json={}, headers={"authorization": f"Bearer {token}"}, timeout=60
    ).json()
    assert answer["ok"], answer
    return str(answer["live_ticket"])


@contextmanager
def opened(stack: Stack, query: str, origin: str | None) -> Iterator[ClientConnection]:
    """Connect, with a query and from an origin."""
    url = f"{stack.url.replace('http', 'ws', 1)}/live{query}"
    with connect(url, origin=None if origin is None else Origin(origin), open_timeout=PATIENCE) as socket:
        yield socket


class Page:
    """A connected page; what it heard is kept in order."""

    def __init__(self, stack: Stack, token: str) -> None:
        self.stack, self.token = stack, token
        self.heard: list[Message] = []
        self._open = ExitStack()
        known = set(stack.live.connections)
        self.socket = self._open.enter_context(opened(stack, f"?ticket={ticket(stack, token)}", stack.url))
        self.say("hello")  # answered once the connection is known
        self.until(lambda m: m["type"] == "hello")
        [self.connection_id] = set(stack.live.connections) - known

    def close(self) -> None:
        """Hang up, and wait until that is known: the next test begins without this page."""
        self._open.close()
        until(lambda: not known(self.stack, self), "a page that left is forgotten")

    def say(self, kind: str) -> None:
        """Say something."""
        self.socket.send(json.dumps({"type": kind}))

    def until(self, wanted: Callable[[Message], bool]) -> Message:
        """Listen until a message is heard; whatever comes before is kept too."""
        while True:
            messages: list[Message] = json.loads(self.socket.recv(timeout=PATIENCE))
            self.heard += messages
            for message in messages:
                if wanted(message):
                    return message

    def hears_of(self, ticket_id: str, stage: str | None = None) -> Message:
        """Listen until a ticket is told of, in a stage."""
        return self.until(lambda m: m.get("id") == ticket_id and stage in {None, m.get("stage")})

    def told(self) -> set[str]:
        """Return the ids that were told until a ping is answered."""
        self.say("ping")
        self.until(lambda m: m["type"] == "pong")
        return {message["id"] for message in self.heard if message.get("id")}

    def is_hung_up_on(self) -> int | None:
        """Listen until the other side hangs up; return its code."""
        try:
            while True:
                self.socket.recv(timeout=PATIENCE)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def kiosks(stack: Stack, *stores: str) -> Iterator[list[Page]]:
    """Connect a kiosk of each of these stores."""
    with ExitStack() as pages:
        yield [pages.enter_context(Page(stack, enrolled(stack, store))) for store in stores]


def known(stack: Stack, page: Page) -> bool:
    """Say whether the database knows of a page's connection."""
    found = rows(stack, "select 1 from core.live_connections where connection_id = %s", page.connection_id)
    return bool(found)


def scan(stack: Stack, name: str, ticket_id: str, **more: object) -> None:
    """Do something to a ticket as a supervisor."""
    answer = Person(stack, "Supervisor").call(name, id=ticket_id, **more)
    assert answer.json()["ok"], answer.json()
