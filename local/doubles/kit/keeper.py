"""Keeps what a double knows in a folder, so that it outlives a restart of the local stack."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

EVERY = 0.2  # seconds between two writes, however many changes


class Keeper:
    """Writes a moment after a change, each file whole or not at all. Without a folder it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._files: dict[str, Callable[[], Any]] = {}
        self._dirty = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="keeper")

    def keep(self, name: str, dump: Callable[[], Any]) -> Any:
        """Keep what `dump` returns, as JSON under this name; return what was kept before, None if nothing was."""
        if self._folder is None:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        self._files[name] = dump
        if not self._thread.is_alive():
            self._thread.start()
        path = self._folder / f"{name}.json"
        return json.loads(path.read_text()) if path.exists() else None

    def changed(self) -> None:
        """Have it written soon."""
        self._dirty.set()

    def stop(self) -> None:
        """Write what is not written yet."""
        if self._thread.is_alive():
            self._ending.set()
            self._dirty.set()
            self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._dirty.wait()
            self._ending.wait(EVERY)
            self._dirty.clear()
            for name, dump in list(self._files.items()):
                self._write(name, json.dumps(dump()))

    def _write(self, name: str, text: str) -> None:
        if self._folder is None:
            return
        fresh = self._folder / f"{name}.new"
        fresh.write_text(text)
        fresh.replace(self._folder / f"{name}.json")
