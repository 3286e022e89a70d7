"""The address at which a page reads a label, signed for some minutes. The database keeps the file's key alone."""

from typing import Any

from ordak.aws import media

_SECONDS = 300


def with_url(answer: dict[str, Any]) -> dict[str, Any]:
    """Put an address that can be read in place of the key in an answer of api.open_label."""
    return answer | {"url": media.download_url(answer["url"], seconds=_SECONDS)}
