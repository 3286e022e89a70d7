"""The bucket Media on the local front, as a browser meets it: what a function signed is taken, and nothing else."""

import json
import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from local.aws.cloudformation import load
from local.aws.lambda_service import KEYS
from local.aws.s3.door import BUCKET, origin_path
from local.aws.template import read_template
from local.servers.processes import NODE
from local.stack import Stack
from local.state import ROOT
from ordak.aws import media, sdk
from tests.stack.pictures import JPEG, PICTURE, Bucket, code, environment, form, post, signed_at

RUN = (
    "{}; process.stdout.write(JSON.stringify({}.map(([method, uri]) => handler({{ request: {{ method, uri }} }}).uri)))"
)

pytestmark = pytest.mark.usefixtures("function_of_media")


def test_a_page_stores_a_file_by_a_form_and_reads_it_at_a_signed_address(bucket: Bucket, key: str) -> None:
    made = media.upload_form(key, JPEG, most_bytes=1000, seconds=60)
    assert post(bucket, made.fields, at=made.url).status_code == 204
    read = httpx.get(bucket.url + media.download_url(key, seconds=60))
    assert (read.status_code, read.content, read.headers["content-type"]) == (200, PICTURE, JPEG)


def test_a_function_stores_finds_reads_and_deletes_a_file(bucket: Bucket, key: str) -> None:
    assert (media.find(key), media.get(key, most_bytes=100)) == (None, None)
    media.put(key, PICTURE, JPEG)
    media.put(key, PICTURE, JPEG)
    assert media.find(key) == (len(PICTURE), JPEG)
    assert media.get(key, most_bytes=len(PICTURE)) == PICTURE
    assert httpx.get(bucket.url + media.download_url(key, seconds=60)).content == PICTURE
    media.delete(key)
    media.delete(key)
    assert media.find(key) is None
    assert code(httpx.get(bucket.url + media.download_url(key, seconds=60))) == (404, "NoSuchKey")


def test_a_file_that_is_larger_than_asked_for_is_not_read(key: str) -> None:
    media.put(key, PICTURE, JPEG)
    with pytest.raises(sdk.AwsError, match="S3_TOO_LARGE"):
        media.get(key, most_bytes=len(PICTURE) - 1)


@pytest.mark.parametrize(
    "wrong",
    [
        "media/labels/../photos/a.jpg",
        "media/uploads/.hidden",
        "media/uploads/",
        "media/other/a.jpg",
        "media/uploads/A.jpg",
        "/media/uploads/a.jpg",
        "media/uploads/a?b",
        "media/uploads/a.jpg\n",
        "assets/a.js",
    ],
)
def test_nothing_is_signed_or_stored_under_a_key_that_is_none_of_ours(wrong: str) -> None:
    for use in (
        lambda: media.upload_form(wrong, JPEG, most_bytes=1, seconds=1),
        lambda: media.download_url(wrong, seconds=1),
        lambda: media.put(wrong, b"", JPEG),
        lambda: media.get(wrong, most_bytes=1),
        lambda: media.find(wrong),
        lambda: media.delete(wrong),
    ):
        with pytest.raises(ValueError, match="no key of Media"):
            use()


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_an_address_is_good_for_reading_alone(bucket: Bucket, key: str, method: str) -> None:
    media.put(key, PICTURE, JPEG)
    assert httpx.request(method, bucket.url + media.download_url(key, seconds=60)).status_code == 403
    assert media.get(key, most_bytes=100) == PICTURE


TAMPERED: dict[str, tuple[Callable[[str], str], int, str]] = {
    "unsigned": (lambda url: url.split("?")[0], 403, "AccessDenied"),
    "another key": (lambda url: url.replace("media/uploads/", "media/labels/"), 403, "SignatureDoesNotMatch"),
    "a longer time": (lambda url: url.replace("Expires=60", "Expires=600"), 403, "SignatureDoesNotMatch"),
    "eight days": (lambda url: url.replace("Expires=60", "Expires=691200"), 400, "AuthorizationQueryParametersError"),
    "no time": (lambda url: url.replace("X-Amz-Expires=60&", ""), 400, "AuthorizationQueryParametersError"),
    "a time twice": (lambda url: f"{url}&X-Amz-Expires=9", 400, "AuthorizationQueryParametersError"),
    "a date that is none": (lambda url: re.sub("Date=[0-9TZ]+", "Date=x", url), 400, "AuthorizationQueryParametersError"),
    "another signature": (lambda url: url[:-1] + ("0" if url[-1] != "0" else "1"), 403, "SignatureDoesNotMatch"),
    "no ASCII": (lambda url: f"{url}%C3%A9", 403, "SignatureDoesNotMatch"),
    "one more parameter": (lambda url: f"{url}&response-content-type=text/html", 403, "SignatureDoesNotMatch"),
    "another account": (lambda url: url.replace("Credential=local", "Credential=AKIA"), 403, "InvalidAccessKeyId"),
    "another region": (lambda url: url.replace("us-east-1", "eu-west-1"), 400, "InvalidArgument"),
    "another session": (lambda url: url.replace("Token=local", "Token=other"), 400, "InvalidToken"),
    "no session": (lambda url: url.replace("X-Amz-Security-Token=local&", ""), 400, "InvalidToken"),
    "a path above": (lambda url: url.replace("media/uploads/", "media/uploads/%2e%2e/uploads/"), 403, "SignatureDoesNotMatch"),
}  # fmt: skip


@pytest.mark.parametrize("how", TAMPERED)
def test_an_address_that_was_changed_reads_nothing(bucket: Bucket, key: str, how: str) -> None:
    media.put(key, PICTURE, JPEG)
    change, status, name = TAMPERED[how]
    url = media.download_url(key, seconds=60)
    assert change(url) != url
    assert code(httpx.get(bucket.url + change(url))) == (status, name)


@pytest.mark.parametrize("name", ["MEDIA_BUCKET", "AWS_SECRET_ACCESS_KEY"])
def test_an_address_of_another_bucket_or_another_key_pair_reads_nothing(bucket: Bucket, key: str, name: str) -> None:
    media.put(key, PICTURE, JPEG)
    with environment(**{name: "another"}):
        url = media.download_url(key, seconds=60)
    assert code(httpx.get(bucket.url + url)) == (403, "SignatureDoesNotMatch")


def test_an_address_is_good_from_now_until_it_expires(
    bucket: Bucket, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    media.put(key, PICTURE, JPEG)

    def status(seconds: int) -> int:
        url = signed_at(timedelta(seconds=seconds), lambda: media.download_url(key, seconds=60), monkeypatch)
        return httpx.get(bucket.url + url).status_code

    assert [status(seconds) for seconds in (-61, -50, 800, 1000)] == [403, 200, 200, 403]


def test_whatever_host_is_asked_for_the_buckets_own_is_meant(bucket: Bucket, key: str) -> None:
    media.put(key, PICTURE, JPEG)
    url = bucket.url + media.download_url(key, seconds=60)
    assert httpx.get(url, headers={"host": "evil.example"}).content == PICTURE


def test_s3_takes_one_proof_and_not_two(bucket: Bucket, key: str) -> None:
    media.put(key, PICTURE, JPEG)
    url = bucket.url + media.download_url(key, seconds=60)
    assert code(httpx.get(url, headers={"authorization": "Bearer of-a-kiosk"})) == (400, "InvalidArgument")


def test_every_answer_of_the_bucket_runs_nothing_and_is_kept_by_nobody(bucket: Bucket, key: str) -> None:
    media.put(key, b"<script>1</script>", JPEG)
    answers = [httpx.get(bucket.url + media.download_url(key, seconds=60)), httpx.get(f"{bucket.url}/{key}")]
    assert [answer.status_code for answer in answers] == [200, 403]
    for answer in answers:
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_path_of_a_form_is_written_the_same_for_cloudfront() -> None:
    paths = [
        ("POST", "/media/"),
        ("GET", "/media/"),
        ("POST", "/media/uploads/a.jpg"),
        ("PUT", "/media/"),
        ("POST", "/media"),
    ]
    source = load(ROOT / "template.yaml")["Resources"]["MediaPaths"]["Properties"]["FunctionCode"]
    done = subprocess.run(
        [NODE, "-e", RUN.format(source, json.dumps(paths))], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [origin_path(method, path) for method, path in paths]
    assert json.loads(done.stdout)[:2] == ["/", "/media/"]


def test_a_function_that_names_the_bucket_gets_the_name_that_the_door_has(tmp_path: Any) -> None:
    (tmp_path / "template.yaml").write_text(
        "Resources:\n  Media: {Type: 'AWS::S3::Bucket'}\n  F:\n    Type: AWS::Serverless::Function\n"
        "    Properties: {CodeUri: f, Handler: f.f, Environment: {Variables: {MEDIA_BUCKET: !Ref Media}}}\n"
    )
    template = read_template(tmp_path / "template.yaml", "http://aws")
    assert template.functions["F"].variables == {"MEDIA_BUCKET": BUCKET}


def test_bucket_is_a_part_of_the_whole_stack_whose_functions_have_the_keys_that_the_door_knows(
    stack: Stack, key: str
) -> None:
    of_a_function = stack.functions.variables("RpcFunction")
    with environment(**{name: of_a_function[name] for name in ("AWS_ENDPOINT_URL", *KEYS)}):
        assert post(Bucket(stack.url, stack.aws), form(key)).status_code == 204
        assert httpx.get(stack.url + media.download_url(key, seconds=60)).content == PICTURE
        assert media.get(key, most_bytes=100) == PICTURE
