"""Keeps the shops' records in a folder, so that they outlive a restart of the local stack."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path

from local.doubles.shopify.records import dump, restore
from local.doubles.shopify.shop import Shop

EVERY = 0.2  # seconds between two writes, however many changes


class Keeper:
    """Writes all shops a moment after a change, each file whole or not at all. Without a folder it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._shops: Mapping[str, Shop] = {}
        self._dirty = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="keeper")

    def load(self, shops: Mapping[str, Shop]) -> None:
        """Give the shops the records they had."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        self._shops = shops
        for domain, shop in shops.items():
            path = self._folder / f"{domain}.json"
            if path.exists():
                restore(shop.books, json.loads(path.read_text()))
        self._thread.start()

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
            for domain, shop in self._shops.items():
                with shop.lock:
                    text = json.dumps(dump(shop.books))
                self._write(domain, text)

    def _write(self, domain: str, text: str) -> None:
        if self._folder is None:
            return
        fresh = self._folder / f"{domain}.new"
        fresh.write_text(text)
        fresh.replace(self._folder / f"{domain}.json")
