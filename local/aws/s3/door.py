"""The bucket Media as CloudFront and S3 answer for it: what moto does not check is checked, then moto does it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

import anyio.to_thread
from botocore.credentials import Credentials
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from local.aws.cloudformation import REGION
from local.aws.distribution import Distribution
from local.aws.lambda_service import KEYS
from local.aws.s3.error import S3Error
from local.aws.s3.form import read_form
from local.aws.s3.policy import check_policy
from local.aws.s3.signature import check_form, check_query
from local.aws.sqs import Aws

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from starlette.types import ASGIApp

MEDIA = "Media"  # in the template
BUCKET = MEDIA.lower()  # as local.aws.template has it
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
LARGEST = 30_000_000  # bytes that this door takes at all
_KNOWN = {"key", "content-type", "policy", *(f"x-amz-{each}" for each in ("algorithm", "credential", "date"))}
_KNOWN |= {"x-amz-signature", "x-amz-security-token"}


def routes(distribution: Distribution, aws: Aws) -> list[BaseRoute]:
    """Make the bucket and return the routes of the distribution that lead to it."""
    return [
        Mount(path, MediaDoor(aws.bucket(BUCKET), BUCKET, Credentials(*KEYS.values()), distribution.added[path]).app)
        for path, origin in distribution.origins.items()
        if origin == MEDIA
    ]


def origin_path(method: str, path: str) -> str:
    """Return the path that S3 is asked for. Written again in the template, MediaPaths; a test compares them."""
    return "/" if (method, path) == ("POST", "/media/") else path


class MediaDoor:
    """One bucket, by what the local account has signed for it; `headers` are CloudFront's for every answer."""

    def __init__(
        self,
        s3: "S3Client",
        bucket: str,
        keys: Credentials,
        headers: Mapping[str, str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._s3, self._bucket, self._keys, self._headers, self._now = s3, bucket, keys, headers, now
        self.app: ASGIApp = Starlette(routes=[Route("/{path:path}", self._answer, methods=METHODS)])

    async def _answer(self, request: Request) -> Response:
        body = bytearray()
        async for part in request.stream():
            body += part[: LARGEST + 1 - len(body)]
        try:
            response = await anyio.to_thread.run_sync(self._ask, request, bytes(body))
        except S3Error as refusal:
            response = Response(refusal.xml, refusal.status, media_type="application/xml")
        response.headers.update(self._headers)
        return response

    def _ask(self, request: Request, body: bytes) -> Response:
        if len(body) > LARGEST:
            raise S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        path = origin_path(request.method, request.scope["raw_path"].decode())
        if (request.method, path) == ("POST", "/"):
            return self._store(request.headers.get("content-type", ""), body)
        if request.method == "POST":
            raise S3Error("MethodNotAllowed", "The specified method is not allowed against this resource.")
        url = f"https://{self._bucket}.s3.{REGION}.amazonaws.com{path}?{request.url.query}"
        check_query(self._keys, request.method, url, request.headers, self._now())
        if request.method not in ("GET", "HEAD"):
            raise S3Error("NotImplemented", "Ordak signs no such request for a page.")
        return self._read(unquote(path).removeprefix("/"))

    def _read(self, key: str) -> Response:
        try:
            found = self._s3.get_object(Bucket=self._bucket, Key=key)
        except self._s3.exceptions.NoSuchKey:
            raise S3Error("NoSuchKey", "The specified key does not exist.") from None
        return Response(found["Body"].read(), headers={"etag": found["ETag"], "content-type": found["ContentType"]})

    def _store(self, content_type: str, body: bytes) -> Response:
        fields, file = read_form(content_type, body)
        if "key" not in fields:
            raise S3Error("InvalidArgument", "Bucket POST must contain a field named 'key'.")
        check_form(self._keys, fields)
        check_policy(fields, len(file), self._bucket, self._now())
        if unknown := sorted(fields.keys() - _KNOWN):
            raise S3Error("NotImplemented", f"This door knows no {', '.join(unknown)}.")
        kind = fields.get("content-type", "binary/octet-stream")
        stored = self._s3.put_object(Bucket=self._bucket, Key=fields["key"], Body=file, ContentType=kind)
        return Response(status_code=204, headers={"etag": stored["ETag"]})
