"""Calls by AWS's SDK when it fails: what became of each is known, it is made once, and nothing of it is told."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local.aws.cloudformation import REGION
from local.servers.processes import free_port
from ordak.aws import media, sdk
from ordak.aws.sdk import AwsError
from tests.adapters.conftest import Lines
from tests.adapters.wire import Call, Script, Wire, wire

CANARY = "Zz-CANARY"
KEY = f"media/photos/{CANARY.lower()}.jpg"
LAYER = Path(__file__).resolve().parents[2] / "layers/common"
USES: dict[str, Callable[[], object]] = {
    "put": lambda: media.put(KEY, CANARY.encode(), "image/jpeg"),
    "get": lambda: media.get(KEY, most_bytes=100),
    "find": lambda: media.find(KEY),
    "delete": lambda: media.delete(KEY),
}


def forget() -> None:
    for made in (sdk.client, sdk.s3_signer):
        made.cache_clear()


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What Lambda gives a function; AWS answers at once, or is late."""
    values = {
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "AKID",
        "AWS_SECRET_ACCESS_KEY": CANARY,
        "AWS_SESSION_TOKEN": CANARY,
        "MEDIA_BUCKET": "media",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sdk, "_READ_SECONDS", 0.2)
    forget()
    yield
    forget()


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """AWS, which answers as a test says."""
    with wire(silent) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        yield server


def silent(_call: Call) -> None:
    pass


def answers(status: int, code: str = "", body: str = "<html>busy</html>") -> Script:
    said = f"<Error><Code>{code}</Code><Message>{CANARY}</Message></Error>" if code else body
    return lambda call: call.answer(status, said.encode(), Content_Type="application/xml")


def cut(call: Call) -> None:
    call.reset()


def half(call: Call) -> None:
    call.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: image/jpeg\r\n\r\n" + CANARY.encode())
    call.reset()


ANSWERS: dict[str, tuple[Script, set[str], str]] = {
    "late": (silent, {"S3_ANSWER_LOST"}, "lost"),
    "reset": (cut, {"S3_ANSWER_LOST"}, "lost"),
    "a proxy's 503": (answers(503), {"S3_503"}, "lost"),
    "an error of S3": (answers(500, "InternalError"), {"S3_InternalError", "S3_500"}, "lost"),
    "throttled": (answers(503, "SlowDown"), {"S3_SlowDown", "S3_503"}, "busy"),
    "too many": (answers(429), {"S3_429"}, "busy"),
    "denied": (answers(403, "AccessDenied"), {"S3_AccessDenied", "S3_403"}, "refused"),
    "another's words": (answers(400, CANARY + " <b>!"), {"S3_400"}, "refused"),
}


@pytest.mark.parametrize("how", ANSWERS)
@pytest.mark.parametrize("use", USES)
def test_failed_call_has_a_code_and_a_kind_and_is_made_once(aws: Wire, lines: Lines, use: str, how: str) -> None:
    aws.script, codes, kind = ANSWERS[how]
    with pytest.raises(AwsError) as failed:
        USES[use]()
    # What is asked for by HEAD has no body to say that it is busy: it may have been anything.
    expected = "lost" if (use, how) == ("find", "throttled") else kind
    assert (failed.value.code in codes, failed.value.kind) == (True, expected)
    # After a 400 to a HEAD the SDK asks for the bucket's region, too.
    assert sum(KEY in call.head for call in aws.calls) == 1
    assert failed.value.__cause__ is None
    assert CANARY.lower() not in f"{failed.value} {lines.text}".lower()


def test_file_that_breaks_off_is_no_file(aws: Wire) -> None:
    aws.script = half
    with pytest.raises(AwsError, match="S3_ANSWER_LOST"):
        media.get(KEY, most_bytes=1000)


def test_missing_bucket_is_no_missing_file(aws: Wire) -> None:
    aws.script = answers(404, "NoSuchBucket")
    with pytest.raises(AwsError, match="S3_NoSuchBucket"):
        media.get(KEY, most_bytes=1000)


def test_call_that_could_not_be_sent_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    for use in USES.values():
        with pytest.raises(AwsError) as failed:
            use()
        assert (failed.value.code, failed.value.kind) == ("S3_NOT_SENT", "not_sent")


def test_signing_asks_nobody_and_logs_nothing(aws: Wire, lines: Lines) -> None:
    media.download_url(KEY, seconds=1)
    media.upload_form(KEY, "image/jpeg", most_bytes=1, seconds=1)
    assert aws.calls == []
    assert CANARY.lower() not in lines.text.lower()


@pytest.mark.parametrize("module", ["media", "mail", "sdk"])
def test_sdk_is_imported_by_its_first_call_alone(module: str) -> None:
    code = f"import sys; from ordak.aws import {module}; print([m for m in ('boto3', 'botocore') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(LAYER)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
