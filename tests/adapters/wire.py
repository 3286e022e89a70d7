"""The other end of a wire: a server that says, byte by byte, what a test tells it to say, or hangs up."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

type Script = Callable[["Call"], None]


class Call:
    """One request that came in, and the connection to answer it on."""

    def __init__(self, connection: socket.socket, head: str, body: bytes, stopped: threading.Event) -> None:
        self.connection, self.head, self.body, self.stopped = connection, head, body, stopped

    def answer(self, status: int, body: bytes = b"{}", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} OK", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def send(self, some: bytes) -> None:
        self.connection.sendall(some)

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def header(self, name: str) -> str:
        found = [line.partition(":")[2] for line in self.head.splitlines() if line.lower().startswith(name + ":")]
        return found[0].strip() if found else ""


class Wire:
    """Listens on a loopback port; every request goes to `script`, which a test may change."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.calls: list[Call] = []
        self.connections = 0
        self._stopped = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def stop(self) -> None:
        self._stopped.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            self._threads.append(threading.Thread(target=self._serve, args=(connection,)))
            self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(0.1)
        with connection, suppress(OSError):
            waiting = b""
            while not self._stopped.is_set():
                try:
                    some = connection.recv(65536)
                except TimeoutError:
                    continue
                if not some:
                    return
                waiting += some
                waiting = self._take(connection, waiting)

    def _take(self, connection: socket.socket, waiting: bytes) -> bytes:
        head, end, rest = waiting.partition(b"\r\n\r\n")
        call = Call(connection, head.decode(), rest, self._stopped)
        length = int(call.header("content-length") or 0)
        if not end or len(rest) < length:
            return waiting
        call.body = rest[:length]
        self.calls.append(call)
        self.script(call)
        return rest[length:]


@contextmanager
def wire(script: Script) -> Iterator[Wire]:
    """Listen for the length of a test."""
    server = Wire(script)
    try:
        yield server
    finally:
        server.stop()
