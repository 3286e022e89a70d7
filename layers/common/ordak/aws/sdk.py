"""AWS's SDK, for what is off the hot path: imported by its first caller, one try a call, and a failure is a code."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from ordak import settings

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

_CONNECT_SECONDS, _READ_SECONDS = 2.0, 5.0
_TOO_MANY, _OTHERS_FAULT = 429, 500
_BUSY = {"SlowDown", "Throttling", "ThrottlingException", "TooManyRequestsException", "LimitExceededException"}

type Kind = Literal["not_sent", "lost", "busy", "refused"]


class AwsError(Exception):
    """A call without success. Carries a code and a kind: never a key, an address, a URL or AWS's own words.

    `not_sent`: nothing happened. `lost`: what came of it is not known. `busy`: the same may be taken later.
    `refused`: the same would be refused again.
    """

    def __init__(self, code: str, kind: Kind) -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind


@cache
def client(service: str) -> Any:
    """Return the client of a service, which tries once: whoever called decides what comes next, and when."""
    return _client(service, settings.aws_endpoint())


@cache
def s3_signer() -> Any:
    """Return a client that signs for a bucket's own name, as CloudFront asks for it, also in the local stack."""
    where = f"https://s3.{settings.aws_region()}.amazonaws.com"
    return _client("s3", where, signature_version="s3v4", s3={"addressing_style": "virtual"})


def _client(service: str, endpoint: str | None, **options: Any) -> Any:
    import boto3  # noqa: PLC0415  # 0.2 s of CPU that only a function pays which uses it
    from botocore.config import Config  # noqa: PLC0415  # as above

    # They would log addresses with their signatures, headers and bodies.
    for name in ("boto3", "botocore", "s3transfer", "urllib3"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    config = Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"total_max_attempts": 1},
        **options,
    )
    session: Any = boto3.Session(region_name=settings.aws_region())
    return session.client(service, endpoint_url=endpoint, config=config)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn whatever the SDK raises into an AwsError, whose code begins with `name`."""
    from botocore import exceptions as of_sdk  # noqa: PLC0415  # as above
    from botocore.parsers import ResponseParserError  # noqa: PLC0415  # as above

    not_sent = (
        of_sdk.EndpointConnectionError,
        of_sdk.ConnectTimeoutError,
        of_sdk.NoCredentialsError,
        of_sdk.CredentialRetrievalError,
        of_sdk.MetadataRetrievalError,
    )
    try:
        yield
    except of_sdk.ClientError as error:
        raise _answered(name, error) from None
    except of_sdk.ParamValidationError:
        raise AwsError(f"{name}_INVALID", "refused") from None
    except not_sent:
        raise AwsError(f"{name}_NOT_SENT", "not_sent") from None
    except (of_sdk.BotoCoreError, ResponseParserError):
        raise AwsError(f"{name}_ANSWER_LOST", "lost") from None


def _answered(name: str, error: "ClientError") -> AwsError:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    said = error.response.get("Error", {}).get("Code", "")
    # A word of AWS's; whatever else answers in its place may say anything.
    code = f"{name}_{said if re.fullmatch(r'[A-Za-z]{1,60}', said) else status}"
    if said in _BUSY or status == _TOO_MANY:
        return AwsError(code, "busy")
    return AwsError(code, "lost" if status >= _OTHERS_FAULT else "refused")
