"""Lets the containers of `sam local` reach the stack, which listens on loopback and a unix socket only."""

import ipaddress
import json
import re
import shutil
import socket
import socketserver
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import override
from urllib.parse import parse_qs, urlsplit

from local.servers.processes import StackError

Variables = Mapping[str, Mapping[str, str]]
VARIABLES = "variables.json"  # what the stack gives its functions
FOR_CONTAINERS = "containers.json"  # the same, for `sam local invoke --env-vars`
_LOOPBACK = re.compile(r"127\.0\.0\.1:(\d+)")


def serve(state: Path) -> str:
    """Serve until Ctrl-C the stack of a folder; write the file for --env-vars beside its own."""
    try:
        variables: Variables = json.loads((state / VARIABLES).read_text())
    except FileNotFoundError:
        raise StackError("The stack is not up: make up starts it.") from None
    with reachable(variables, bridge_address()) as changed:
        file = state / FOR_CONTAINERS
        file.touch(mode=0o600)
        file.write_text(json.dumps(changed, indent=2))
        print(f"sam local invoke … --env-vars {file}   (Ctrl-C ends it)", flush=True)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
        file.unlink()
    return "ended"


def bridge_address() -> str:
    """Return the address at which containers on Docker's own network find this machine."""
    docker = shutil.which("docker")
    if docker is None:
        raise StackError("There is no Docker here.")
    command = [docker, "network", "inspect", "bridge", "--format", "{{json (index .IPAM.Config 0)}}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StackError(f"No Docker engine answers: {done.stderr.strip()}")
    bridge: dict[str, str] = json.loads(done.stdout)
    # Engines differ in whether they name the gateway that nobody chose: it is the network's first address.
    return bridge.get("Gateway") or str(ipaddress.ip_network(bridge["Subnet"])[1])


@contextmanager
def reachable(variables: Variables, address: str) -> Iterator[dict[str, dict[str, str]]]:
    """Forward what the functions' variables point to, and give the variables that point to the forwarders."""
    doors: dict[str, int] = {}
    with ExitStack() as open_doors:

        def door(target: tuple[str, int] | str) -> int:
            if str(target) not in doors:
                doors[str(target)] = open_doors.enter_context(_forwarder(address, target))
            return doors[str(target)]

        def changed(value: str) -> str:
            if sockets := parse_qs(urlsplit(value).query).get("host"):
                port = door(f"{sockets[0]}/.s.PGSQL.5432")
                parts = urlsplit(value)
                return f"{parts.scheme}://{parts.netloc}{address}:{port}{parts.path}"
            return _LOOPBACK.sub(lambda found: f"{address}:{door(('127.0.0.1', int(found[1])))}", value)

        yield {
            function: {name: changed(value) for name, value in given.items() if name != "ORDAK_MIGRATIONS"}
            | ({"ORDAK_MIGRATIONS": "/opt"} if "ORDAK_MIGRATIONS" in given else {})
            for function, given in variables.items()
        }


@contextmanager
def _forwarder(address: str, target: tuple[str, int] | str) -> Iterator[int]:
    """Forward a port of `address` to a loopback port or a unix socket; give the port."""

    class Door(socketserver.BaseRequestHandler):
        @override
        def handle(self) -> None:
            family = socket.AF_UNIX if isinstance(target, str) else socket.AF_INET
            with socket.socket(family) as inside, suppress(OSError):
                inside.connect(target)
                back = threading.Thread(target=_copy, args=(inside, self.request), daemon=True)
                back.start()
                _copy(self.request, inside)
                back.join()

    socketserver.ThreadingTCPServer.daemon_threads = True
    with socketserver.ThreadingTCPServer((address, 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
