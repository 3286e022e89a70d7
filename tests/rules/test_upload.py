"""The pages are uploaded so that no kiosk is ever named an asset that is not there; the sandbox stays at home."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from local.aws.sqs import CREDENTIALS, Aws
from local.servers.processes import listens, wait_until
from tools.ship import deploy
from tools.ship.upload import upload, uploads

TEMPLATE = """{"Resources": {"PagesBucket": {"Type": "AWS::S3::Bucket"}}, "Outputs": {
  "PagesBucketName": {"Value": {"Ref": "PagesBucket"}}, "PagesUrl": {"Value": "https://d1.cloudfront.net"}}}"""
FILES = (
    "assets/kiosk-B.js",
    "assets/kiosk-B.css",
    "assets/sandbox-B.js",
    "kiosk/index.html",
    "kiosk/manifest.webmanifest",
    "kiosk/sw.js",
    "sandbox/index.html",
)


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / "dist" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return tmp_path / "dist"


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A stack with a bucket, in an account that is moto's."""
    aws = Aws(tmp_path / "aws")
    aws.start()
    try:
        wait_until(lambda: listens(aws.port), 30, lambda: "moto did not start")
        for name, value in {**CREDENTIALS, "AWS_ENDPOINT_URL": aws.endpoint}.items():
            monkeypatch.setenv(name, value)
        boto3.client("cloudformation").create_stack(StackName="ordak-dev", TemplateBody=TEMPLATE)
        yield
    finally:
        aws.stop()


def test_assets_come_first_then_what_names_them_and_the_service_worker_last(dist: Path) -> None:
    keys = [key for key, _ in uploads(dist)]
    assert set(keys[:2]) == {"assets/kiosk-B.css", "assets/kiosk-B.js"}
    assert keys[2:] == ["kiosk/manifest.webmanifest", "kiosk/index.html", "kiosk/sw.js"]


@pytest.mark.usefixtures("account")
def test_what_is_uploaded_says_what_it_is_and_how_long_it_is_good_and_the_former_version_stays(dist: Path) -> None:
    s3 = boto3.client("s3", region_name="us-east-1")
    [bucket] = [each["Name"] for each in s3.list_buckets()["Buckets"]]
    s3.put_object(Bucket=bucket, Key="assets/kiosk-A.js", Body=b"former")
    assert upload("ordak-dev", "us-east-1", dist) == "https://d1.cloudfront.net"
    there = {each["Key"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]}
    assert there == {"assets/kiosk-A.js", *FILES} - {"sandbox/index.html", "assets/sandbox-B.js"}
    script, page = (s3.get_object(Bucket=bucket, Key=key) for key in ("assets/kiosk-B.js", "kiosk/index.html"))
    assert (script["ContentType"], script["CacheControl"]) == (
        "text/javascript; charset=utf-8",
        "public, max-age=31536000, immutable",
    )
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert page["Body"].read() == b"kiosk/index.html"


def test_who_deploys_is_told_where_the_pages_are_and_what_signing_in_lacks() -> None:
    url = "https://d1.cloudfront.net"
    plan = deploy.make_plan("dev")
    said = {
        name: deploy.where(replace(plan, parameters=given), url)
        for name, given in {
            "domain": {"PagesDomain": "kiosk.example.com"},
            "known": {"PagesOrigins": f"{url},https://b"},
            "new": {"PagesOrigins": "https://b"},
        }.items()
    }
    assert said["domain"] == f"The pages are at https://kiosk.example.com, which has to point to {url}."
    assert said["known"] == f"The pages are at {url}."
    assert "Nobody signs in there before PagesOrigins" in said["new"]
