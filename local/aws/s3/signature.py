"""Whether a query or a form was signed by the local account, and is still good: by botocore's own signer."""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

from botocore.auth import S3SigV4PostAuth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local.aws.cloudformation import REGION
from local.aws.s3.error import S3Error

ALGORITHM = "AWS4-HMAC-SHA256"
LONGEST_SECONDS = 604_800
SKEW = timedelta(minutes=15)
_QUERY = (
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
)
_FORM = ("policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature")


def check_query(keys: Credentials, method: str, url: str, headers: Mapping[str, str], now: datetime) -> None:
    """Raise an S3Error unless the query of this URL of the bucket signs it; `headers` are in lower case."""
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    given = dict(pairs)
    if "authorization" in headers and "X-Amz-Signature" in given:
        raise S3Error("InvalidArgument", "Only one auth mechanism allowed")
    if not given.keys() & set(_QUERY):
        raise S3Error("AccessDenied", "Access Denied")
    if len(pairs) != len(given) or any(name not in given for name in _QUERY):
        raise S3Error("AuthorizationQueryParametersError", f"The query requires {', '.join(_QUERY)}")
    moment = _moment(given["X-Amz-Date"], "AuthorizationQueryParametersError")
    lasting = given["X-Amz-Expires"]
    if not lasting.isdecimal() or not 0 < int(lasting) <= LONGEST_SECONDS:
        raise S3Error("AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 and 604800 seconds")
    _check_scope(keys, given["X-Amz-Algorithm"], given["X-Amz-Credential"], given["X-Amz-Date"])
    _check_token(keys, given.get("X-Amz-Security-Token"))
    if moment > now + SKEW:
        raise S3Error("AccessDenied", "Request is not valid yet")
    if now > moment + timedelta(seconds=int(lasting)):
        raise S3Error("AccessDenied", "Request has expired")
    if not _same(_signature_of(keys, method, url, headers, given), given["X-Amz-Signature"]):
        raise S3Error("SignatureDoesNotMatch", "The request signature we calculated does not match")


def check_form(keys: Credentials, fields: Mapping[str, str]) -> None:
    """Raise an S3Error unless the policy among a form's fields, names in lower case, was signed."""
    if "policy" not in fields:
        raise S3Error("AccessDenied", "Access Denied")
    for name in _FORM:
        if name not in fields:
            raise S3Error("InvalidArgument", f"Bucket POST must contain a field named '{name}'.")
    moment = fields["x-amz-date"]
    _moment(moment, "InvalidArgument")
    _check_scope(keys, fields["x-amz-algorithm"], fields["x-amz-credential"], moment)
    _check_token(keys, fields.get("x-amz-security-token"))
    signer, request = S3SigV4PostAuth(keys, "s3", REGION), AWSRequest("POST", "https://s3")
    request.context["timestamp"] = moment
    if not _same(signer.signature(fields["policy"], request), fields["x-amz-signature"]):
        raise S3Error("SignatureDoesNotMatch", "The request signature we calculated does not match")


def _signature_of(
    keys: Credentials, method: str, url: str, headers: Mapping[str, str], given: Mapping[str, str]
) -> str:
    """Sign anew what was signed: the query but for the signature, and the headers that it names."""
    names = given["X-Amz-SignedHeaders"].split(";")
    if "host" not in names:
        raise S3Error("AuthorizationQueryParametersError", "Host must be signed")
    address, _, query = url.partition("?")
    query = "&".join(part for part in query.split("&") if not part.startswith("X-Amz-Signature="))
    request = AWSRequest(
        method, f"{address}?{query}", {name: headers.get(name, "") for name in names if name != "host"}
    )
    request.context["timestamp"] = given["X-Amz-Date"]
    signer = S3SigV4QueryAuth(keys, "s3", REGION)
    return str(signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request))


def _same(ours: str, given: str) -> bool:
    return hmac.compare_digest(ours.encode(), given.encode())


def _moment(text: str, code: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise S3Error(code, "X-Amz-Date must be in the ISO8601 Long Format") from None


def _check_scope(keys: Credentials, algorithm: str, credential: str, moment: str) -> None:
    if algorithm != ALGORITHM:
        raise S3Error("InvalidArgument", f"X-Amz-Algorithm only supports {ALGORITHM}")
    key_id, _, scope = credential.partition("/")
    if key_id != keys.access_key:
        raise S3Error("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
    if scope != f"{moment[:8]}/{REGION}/s3/aws4_request":
        raise S3Error("InvalidArgument", "X-Amz-Credential is of another date, region or service")


def _check_token(keys: Credentials, token: str | None) -> None:
    if token != keys.token:
        raise S3Error("InvalidToken", "The provided token is malformed or otherwise invalid.")
