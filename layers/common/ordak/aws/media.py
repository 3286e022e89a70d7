"""Files in the bucket Media, photos and labels: kept by functions, exchanged with pages by what is signed for them."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from ordak import settings
from ordak.aws import sdk
from ordak.aws.sdk import AwsError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

FORM_URL = "/media/"
_NAME = "S3"
# Keys are chosen by us, and are the paths of the pages' own address too: nothing in them has to be escaped.
_KEY = re.compile(r"media/(uploads|photos|labels)(/[a-z0-9][a-z0-9._-]{0,99}){1,4}")
_MISSING = {"S3_NoSuchKey", "S3_404"}
_told = partial(sdk.told, _NAME)


class UploadForm(NamedTuple):
    """What a page posts as multipart/form-data to `url`: these fields as they are, then the field `file`."""

    url: str
    fields: dict[str, str]


class Stored(NamedTuple):
    """What is known of a file without reading it."""

    size: int
    content_type: str


def upload_form(key: str, content_type: str, *, most_bytes: int, seconds: int) -> UploadForm:
    """Sign a form by which a page can store one file under this key: of this type, not empty, and no larger."""
    conditions = [{"Content-Type": content_type}, ["content-length-range", 1, most_bytes]]
    with _told():
        form = _signer().generate_presigned_post(
            settings.media_bucket(),
            _checked(key),
            Fields={"Content-Type": content_type},
            Conditions=conditions,
            ExpiresIn=seconds,
        )
    return UploadForm(FORM_URL, form["fields"])


def download_url(key: str, *, seconds: int) -> str:
    """Sign an address, below the pages' own, at which a page can read a file. It is a password: never log it."""
    wanted = {"Bucket": settings.media_bucket(), "Key": _checked(key)}
    with _told():
        url = urlsplit(_signer().generate_presigned_url("get_object", wanted, ExpiresIn=seconds))
    return f"{url.path}?{url.query}"


def put(key: str, body: bytes, content_type: str) -> None:
    """Store a file; the same call again changes nothing."""
    with _told():
        _s3().put_object(Bucket=settings.media_bucket(), Key=_checked(key), Body=body, ContentType=content_type)


def get(key: str, *, most_bytes: int) -> bytes | None:
    """Read a file whole, None when there is none; one that is larger is refused unread."""
    with _unless_missing():
        found = _s3().get_object(Bucket=settings.media_bucket(), Key=_checked(key))
        with closing(found["Body"]) as body:
            if found["ContentLength"] > most_bytes:
                raise AwsError(f"{_NAME}_TOO_LARGE", "refused")
            return body.read()
    return None


def find(key: str) -> Stored | None:
    """Look at a file, None when there is none. Whose role may not list the bucket is refused instead, as by `get`."""
    with _unless_missing():
        found = _s3().head_object(Bucket=settings.media_bucket(), Key=_checked(key))
        return Stored(found["ContentLength"], found["ContentType"])
    return None


def delete(key: str) -> None:
    """Remove a file for good; one that is not there is no error."""
    with _told():
        _s3().delete_object(Bucket=settings.media_bucket(), Key=_checked(key))


@contextmanager
def _unless_missing() -> Iterator[None]:
    try:
        with _told():
            yield
    except AwsError as error:
        if error.code not in _MISSING:
            raise


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError("This is no key of Media.")
    return key


def _s3() -> "S3Client":
    s3: S3Client = sdk.client("s3")
    return s3


def _signer() -> "S3Client":
    s3: S3Client = sdk.s3_signer()
    return s3
