"""The pages' views in states that are made up: web/gallery, built for the tests and served under the pages' headers."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, override

from local.aws.cloudformation import load
from local.aws.distribution import read_distribution
from local.aws.pages import WEB
from local.servers.processes import NODE
from local.state import ROOT

HEADERS = read_distribution(load(ROOT / "template.yaml")["Resources"]).headers


class _Files(SimpleHTTPRequestHandler):
    @override
    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Build the gallery into a folder and serve it; its address, below which each page has its folder."""
    subprocess.run([NODE, WEB / "gallery/build.mjs", folder], check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=folder))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
