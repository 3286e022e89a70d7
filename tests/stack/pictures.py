"""A page and a function that use the bucket Media: what one is signed, and how the other sends it."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import httpx
import pytest

from local.aws.sqs import Aws
from ordak.aws import media, sdk

PICTURE = b"\xff\xd8\xff\xe0 a picture of a cake"
JPEG = "image/jpeg"
# The last is AWS's own, in C, which botocore takes where it is installed; the functions do without.
SIGNERS = {"botocore.auth", "botocore.signers", "botocore.crt.auth"}

type Form = dict[str, str]


class Bucket(NamedTuple):
    """Where pages reach the bucket, and where functions do."""

    url: str
    aws: Aws


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """Have other variables, as another function or another process has them."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        forget()
        yield
    forget()


def forget() -> None:
    """Let the next call make a client of its own."""
    for made in (sdk.client, sdk.s3_signer):
        made.cache_clear()


def form(key: str, seconds: int = 60) -> Form:
    return media.upload_form(key, JPEG, most_bytes=1000, seconds=seconds).fields


def post(bucket: Bucket, fields: Form, file: bytes = PICTURE, at: str = "/media/", **headers: str) -> httpx.Response:
    """Send a form as a browser does: the fields in their order, the file last."""
    parts: Any = [*((name, (None, value)) for name, value in fields.items()), ("file", ("cake.jpg", file, JPEG))]
    return httpx.post(bucket.url + at, files=parts, headers=headers)


def code(answer: httpx.Response) -> tuple[int, str]:
    """The status and the code in S3's XML."""
    assert answer.headers["content-type"] == "application/xml"
    return answer.status_code, re.findall("<Code>(.*)</Code>", answer.text)[0]


def signed_at(moment: timedelta, sign: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sign as it was, or will be, then."""
    then = datetime.now(UTC) + moment

    def clock(remove_tzinfo: bool = True) -> datetime:  # noqa: FBT001, FBT002 - as botocore calls it
        return then.replace(tzinfo=None) if remove_tzinfo else then

    with monkeypatch.context() as moved:
        for module in SIGNERS & sys.modules.keys():
            moved.setattr(f"{module}.get_current_datetime", clock)
        return sign()
