"""The form by which a page stores a file: its policy is what S3 goes by, whatever else a browser sends."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from local.aws.s3.error import S3Error
from local.aws.s3.form import read_form
from local.aws.s3.policy import check_policy
from ordak.aws import media
from tests.stack.pictures import JPEG, PICTURE, Bucket, Form, code, environment, form, post, signed_at

pytestmark = pytest.mark.usefixtures("function_of_media")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
BOUNDARY = "multipart/form-data; boundary=b"


def changed(**fields: str) -> Callable[[Form], Form]:
    return lambda form: {**form, **{name.replace("_", "-"): value for name, value in fields.items()}}


def without(name: str) -> Callable[[Form], Form]:
    return lambda form: {each: value for each, value in form.items() if each != name}


def policy_of(form: Form, **changes: Any) -> Form:
    """Write another policy under the old signature."""
    policy = json.loads(base64.b64decode(form["policy"])) | changes
    return {**form, "policy": base64.b64encode(json.dumps(policy).encode()).decode()}


CHANGED: dict[str, tuple[Callable[[Form], Form], int, str]] = {
    "another key": (changed(key="media/labels/a.pdf"), 403, "AccessDenied"),
    "a key above": (changed(key="media/uploads/../../assets/a.js"), 403, "AccessDenied"),
    "no key": (without("key"), 400, "InvalidArgument"),
    "another type": (changed(Content_Type="text/html"), 403, "AccessDenied"),
    "no type": (without("Content-Type"), 403, "AccessDenied"),
    "a field more": (changed(acl="public-read"), 403, "AccessDenied"),
    "a redirection": (changed(success_action_redirect="https://evil.example"), 403, "AccessDenied"),
    "another bucket": (changed(bucket="pages"), 403, "AccessDenied"),
    "no policy": (without("policy"), 403, "AccessDenied"),
    "a later end": (lambda form: policy_of(form, expiration="2099-01-01T00:00:00Z"), 403, "SignatureDoesNotMatch"),
    "no conditions": (lambda form: policy_of(form, conditions=[]), 403, "SignatureDoesNotMatch"),
    "no signature": (without("x-amz-signature"), 400, "InvalidArgument"),
    "another signature": (changed(x_amz_signature="0" * 64), 403, "SignatureDoesNotMatch"),
    "another account": (changed(x_amz_credential="AKIA/20261130/us-east-1/s3/aws4_request"), 403, "InvalidAccessKeyId"),
    "another date": (changed(x_amz_date="20200101T000000Z"), 400, "InvalidArgument"),
    "a date that is none": (changed(x_amz_date="today"), 400, "InvalidArgument"),
    "another algorithm": (changed(x_amz_algorithm="AWS4-HMAC-SHA1"), 400, "InvalidArgument"),
    "another session": (changed(**{"x-amz-security-token": "other"}), 400, "InvalidToken"),
}  # fmt: skip


@pytest.mark.parametrize("how", CHANGED)
def test_a_form_that_was_changed_stores_nothing(bucket: Bucket, key: str, how: str) -> None:
    change, status, name = CHANGED[how]
    assert code(post(bucket, change(form(key)))) == (status, name)
    assert media.find(key) is None


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, (400, "EntityTooSmall")), (1, None), (1000, None), (1001, (400, "EntityTooLarge")), (40_000_000, (400, "EntityTooLarge"))],
)  # fmt: skip
def test_a_file_is_neither_empty_nor_larger_than_was_signed(
    bucket: Bucket, key: str, size: int, expected: tuple[int, str] | None
) -> None:
    answer = post(bucket, form(key), b"x" * size)
    found = media.find(key)
    assert (
        (answer.status_code, found) == (204, (size, JPEG))
        if expected is None
        else (code(answer), found) == (expected, None)
    )


def test_a_form_is_good_until_it_expires(bucket: Bucket, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def status(seconds: int) -> int:
        fields = signed_at(timedelta(seconds=seconds), lambda: form(key), monkeypatch)
        return post(bucket, fields).status_code

    assert [status(seconds) for seconds in (-61, -50)] == [403, 204]


def test_a_form_of_another_bucket_stores_nothing(bucket: Bucket, key: str) -> None:
    with environment(MEDIA_BUCKET="pages"):
        fields = form(key)
    assert code(post(bucket, fields)) == (403, "AccessDenied")


@pytest.mark.parametrize("at", ["/media/uploads/", "/media/uploads/a.jpg", "/media/?x=1#"])
def test_a_form_is_taken_at_one_path(bucket: Bucket, key: str, at: str) -> None:
    taken = at.startswith("/media/?")
    assert post(bucket, form(key), at=at).status_code == (204 if taken else 405)
    assert (media.find(key) is None) is not taken


def test_a_session_of_a_page_or_another_host_changes_nothing(bucket: Bucket, key: str) -> None:
    assert post(bucket, form(key), host="evil.example", cookie="ordak=1").status_code == 204


@pytest.mark.parametrize(
    ("content_type", "body", "name"),
    [
        ("application/json", b"{}", "PreconditionFailed"),
        ("multipart/form-data", b"", "PreconditionFailed"),
        (BOUNDARY, b"", "MalformedPOSTRequest"),
        (BOUNDARY, b"--b\r\nContent-Disposition: form-data; name=key\r\n\r\nabc", "MalformedPOSTRequest"),
        (BOUNDARY, b"--b\r\nContent-Disposition: form-data; name=key\r\n\r\n\xff\r\n--b--\r\n", "MalformedPOSTRequest"),
        (BOUNDARY, b"--b\r\nContent-Disposition: form-data; name=key\r\n\r\nk\r\n--b--\r\n", "InvalidArgument"),
        (BOUNDARY, b"--b\r\nContent-Disposition: form-data; name=k\r\n\r\n1\r\n" * 2 + b"--b--\r\n", "MalformedPOSTRequest"),
        (BOUNDARY, b"--b\r\nContent-Disposition: form-data; name=k\r\n\r\n" + b"1" * 20_481 + b"\r\n--b--\r\n", "MalformedPOSTRequest"),
    ],
)  # fmt: skip
def test_what_is_no_form_with_a_file_is_refused(bucket: Bucket, content_type: str, body: bytes, name: str) -> None:
    answer = httpx.post(f"{bucket.url}/media/", content=body, headers={"content-type": content_type})
    assert code(answer)[1] == name


def test_what_stands_behind_the_file_is_not_read() -> None:
    part = b"--b\r\nContent-Disposition: form-data; name=%s\r\n\r\n%s\r\n"
    body = part % (b"Key", b"k") + part % (b"file", PICTURE) + part % (b"policy", b"p") + b"--b--\r\n"
    assert read_form(BOUNDARY, body) == ({"key": "k"}, PICTURE)


def policy(*conditions: Any, expiration: Any = "2026-11-30T12:00:01Z") -> Form:
    document = {"expiration": expiration, "conditions": conditions}
    return {"policy": base64.b64encode(json.dumps(document).encode()).decode()}


ALLOWED = [
    {"key": "a"},
    ["eq", "$Key", "a"],
    ["starts-with", "$key", ""],
    ["starts-with", "$key", "a"],
]
REFUSED: list[tuple[Any, str]] = [
    ({"key": "b"}, "AccessDenied"),
    (["eq", "$key", "A"], "AccessDenied"),
    (["starts-with", "$key", "b"], "AccessDenied"),
    (["eq", "key", "a"], "InvalidPolicyDocument"),
    (["ends-with", "$key", "a"], "InvalidPolicyDocument"),
    (["content-length-range", "1", "9"], "InvalidPolicyDocument"),
    ({"key": "a", "acl": "private"}, "InvalidPolicyDocument"),
    ("key", "InvalidPolicyDocument"),
]


@pytest.mark.parametrize("condition", ALLOWED, ids=str)
def test_condition_that_holds_lets_its_field_pass(condition: Any) -> None:
    check_policy({"key": "a", "x-ignore-me": "x", **policy({"bucket": "b"}, condition)}, 1, "b", NOW)


@pytest.mark.parametrize(("condition", "name"), REFUSED, ids=str)
def test_condition_that_does_not_hold_or_cannot_be_read_is_refused(condition: Any, name: str) -> None:
    with pytest.raises(S3Error, match=name):
        check_policy({"key": "a", **policy({"bucket": "b"}, condition, {"key": "a"})}, 1, "b", NOW)


WRONG = [
    policy(expiration="2026-11-30T12:00:00Z"),
    policy(expiration=None),
    policy(expiration="tomorrow"),
    policy({"bucket": "other"}),
    *({"policy": base64.b64encode(text).decode()} for text in (b"[]", b"{", b'{"expiration": "2099-01-01T00:00:00Z"}')),
    {"policy": "no base64 é"},
]


@pytest.mark.parametrize("fields", WRONG, ids=str)
def test_policy_that_is_over_of_another_bucket_or_none_is_refused(fields: Form) -> None:
    with pytest.raises(S3Error):
        check_policy(fields, 1, "b", NOW)
    check_policy(policy(), 1, "b", NOW)
