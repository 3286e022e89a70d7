"""An HTTP server in a thread, on a loopback port that is taken before anything is started."""

import socket
import threading
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from local.servers.processes import START_SECONDS, StackError, wait_until


def bind(port: int) -> socket.socket:
    """Take the loopback port; 0 takes any."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # What it accepts has this too; asyncio sets it only on sockets that it opens itself, and others wait 40 ms.
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        taken.bind(("127.0.0.1", port))
    except OSError as error:
        taken.close()
        raise StackError(f"Port {port} cannot be used ({error.strerror}): make up PORT=… takes another.") from error
    return taken


def url_of(listening: socket.socket) -> str:
    """Return the base URL of what answers on a bound port."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


class HttpServer:
    """Answers by an application; `settings` are uvicorn's."""

    def __init__(self, app: ASGIApp, listening: socket.socket, name: str, **settings: Any) -> None:
        self.url = url_of(listening)
        self._name = name
        self._socket = listening
        config = uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=2, lifespan="off", **settings
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([listening],), daemon=True, name=name)

    def start(self) -> None:
        """Start to answer."""
        self._thread.start()
        wait_until(lambda: self._server.started, START_SECONDS, lambda: f"{self._name} did not start.")

    def stop(self) -> None:
        """Stop; requests in flight have two seconds."""
        if self._thread.is_alive():
            self._server.should_exit = True
            self._thread.join()
        self._socket.close()
