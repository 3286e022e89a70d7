"""A wake-up: a message reaches the queue, signed as AWS's SDK signs it, and one that does not costs nothing."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from local.aws.cloudformation import REGION
from local.aws.sqs import Aws
from local.aws.template import Queue
from local.servers.processes import free_port, wait_until
from ordak.aws import client as aws
from ordak.aws.signature import signed
from ordak.settings import AwsKeys
from tests.adapters.conftest import Lines
from tests.adapters.wire import Call, Wire, wire

CANARY = "Zz-CANARY"


@pytest.fixture(scope="module")
def local_aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    started = Aws(tmp_path_factory.mktemp("aws"))
    started.start()
    started.create_queues([])  # returns when it answers
    yield started
    started.stop()


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Lambda gives a function."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    values = {
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "AKID",
        "AWS_SECRET_ACCESS_KEY": CANARY,
        "AWS_SESSION_TOKEN": "session",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def queue_url(local_aws: Aws, monkeypatch: pytest.MonkeyPatch) -> str:
    """A queue of the local AWS, as the local stack names it to a function."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", local_aws.endpoint)
    queue = Queue("Wake", f"wake-{uuid4()}", {})
    local_aws.create_queues([queue])
    return queue.url(local_aws.endpoint)


def received(local_aws: Aws, url: str) -> list[str]:
    found = local_aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return sorted(message["Body"] for message in found.get("Messages", []))


def taken(call: Call) -> None:
    call.answer(200, b'{"MessageId": "1", "MD5OfMessageBody": "x"}')


def bodies(other: Wire) -> list[str]:
    return [json.loads(call.body)["MessageBody"] for call in other.calls]


def test_message_and_wake_up_reach_the_queue_whole(local_aws: Aws, queue_url: str) -> None:
    strange = 'Zoë 🎂 "quoted" \\ {"ids": [1]}'
    aws.send_message(queue_url, strange)
    aws.wake(queue_url, "ids")
    assert received(local_aws, queue_url) == sorted([strange, "ids"])


def test_largest_message_reaches_the_queue(local_aws: Aws, queue_url: str) -> None:
    aws.send_message(queue_url, "x" * 250_000)
    assert [len(body) for body in received(local_aws, queue_url)] == [250_000]


def test_queue_that_is_not_there_is_named_by_its_code_alone(queue_url: str) -> None:
    with pytest.raises(aws.QueueError) as error:
        aws.send_message(queue_url + CANARY, CANARY)
    assert str(error.value) in {"status 400 QueueDoesNotExist", "status 400 NonExistentQueue"}


@given(
    body=st.text(max_size=50),
    session=st.none() | st.text("abcXYZ/+=", min_size=1, max_size=40),
    now=st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
)
def test_signature_is_that_of_the_sdk(body: str, session: str | None, now: datetime) -> None:
    headers = {
        "Host": "sqs.us-east-1.amazonaws.com",
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": " A.b   c ",
    }
    ours = signed(headers, body.encode(), keys=AwsKeys("AKID", "secret", session), scope="us-east-1/sqs", now=now)

    theirs = AWSRequest("POST", "https://sqs.us-east-1.amazonaws.com/", headers, body.encode())
    theirs.context["timestamp"] = now.strftime("%Y%m%dT%H%M%SZ")
    if session:
        theirs.headers["X-Amz-Security-Token"] = session
    theirs.headers["X-Amz-Date"] = theirs.context["timestamp"]
    signer = SigV4Auth(Credentials("AKID", "secret", session), "sqs", "us-east-1")
    to_sign = signer.string_to_sign(theirs, signer.canonical_request(theirs))
    assert ours["Authorization"].endswith(f"Signature={signer.signature(to_sign, theirs)}")
    assert f"SignedHeaders={signer.signed_headers(signer.headers_to_sign(theirs))}," in ours["Authorization"]


@given(connection=st.text("abcXYZ019-_=+/ ~@é", min_size=1, max_size=30), method=st.sampled_from(["POST", "DELETE"]))
def test_signature_of_a_message_to_a_page_is_that_of_the_sdk(connection: str, method: str) -> None:
    path = f"/live/@connections/{quote(connection, safe='')}"
    now, headers = datetime(2026, 11, 21, 12, tzinfo=UTC), {"Host": "a.execute-api.us-east-1.amazonaws.com"}
    keys = AwsKeys("AKID", "secret", None)
    ours = signed(headers, b"[]", keys=keys, scope="us-east-1/execute-api", now=now, method=method, path=path)

    theirs = AWSRequest(method, f"https://{headers['Host']}{path}", headers, b"[]")
    theirs.context["timestamp"] = theirs.headers["X-Amz-Date"] = now.strftime("%Y%m%dT%H%M%SZ")
    signer = SigV4Auth(Credentials("AKID", "secret"), "execute-api", "us-east-1")
    to_sign = signer.string_to_sign(theirs, signer.canonical_request(theirs))
    assert ours["Authorization"].endswith(f"Signature={signer.signature(to_sign, theirs)}")


def test_address_that_stands_for_all_of_aws_is_called_for_a_queue_of_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with wire(taken) as other:
        monkeypatch.setenv("AWS_ENDPOINT_URL", other.url)
        aws.wake("https://sqs.us-east-1.amazonaws.com/1/wake", "ids")
    sent = json.loads(other.calls[0].body)
    assert sent == {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/1/wake", "MessageBody": "ids"}


def test_request_is_signed_with_the_keys_and_session_of_the_role() -> None:
    with wire(taken) as other:
        aws.wake(f"{other.url}/1/wake", "ids")
    call = other.calls[0]
    assert (call.header("x-amz-security-token"), call.header("x-amz-target")) == ("session", "AmazonSQS.SendMessage")
    stamp = datetime.now(UTC)
    assert f"Credential=AKID/{stamp:%Y%m%d}/{REGION}/sqs/aws4_request" in call.header("authorization")
    assert CANARY not in call.head + call.body.decode()


def test_connection_is_kept_for_the_next_wake_up() -> None:
    with wire(taken) as other:
        for body in "abc":
            aws.wake(f"{other.url}/1/wake", body)
        assert (other.connections, bodies(other)) == (1, ["a", "b", "c"])


def test_connection_that_was_hung_up_or_is_old_is_replaced(monkeypatch: pytest.MonkeyPatch, lines: Lines) -> None:
    def hang_up(call: Call) -> None:
        taken(call)
        call.connection.close()

    with wire(hang_up) as other:
        aws.wake(f"{other.url}/1/wake", "a")
        [(_, kept)] = next(iter(aws._connections.values()))  # noqa: SLF001
        kept.sock.recv(1)  # the end arrives
        other.script = taken
        aws.wake(f"{other.url}/1/wake", "b")
        monkeypatch.setattr(aws, "_KEPT_SECONDS", -1.0)
        aws.wake(f"{other.url}/1/wake", "c")
        assert (other.connections, bodies(other)) == (3, ["a", "b", "c"])
    assert lines.of("survived") == []


def test_message_that_must_not_be_lost_is_sent_again_once() -> None:
    def reset_once(call: Call) -> None:
        other.script = taken
        call.reset()

    with wire(reset_once) as other:
        aws.send_message(f"{other.url}/1/wake", "kept")
        assert bodies(other) == ["kept", "kept"]
        other.script = Call.reset
        with pytest.raises(aws.QueueError):
            aws.send_message(f"{other.url}/1/wake", "lost")
        assert bodies(other)[2:] == ["lost", "lost"]


def test_ring_that_fails_costs_one_warning_that_says_nothing_of_the_message(
    monkeypatch: pytest.MonkeyPatch, lines: Lines
) -> None:
    monkeypatch.setattr(aws, "_READ_SECONDS", 0.2)

    def too_late(call: Call) -> None:
        if not call.stopped.wait(30):
            call.answer(200)

    for script in (Call.reset, lambda call: call.answer(500, CANARY.encode()), too_late):
        with wire(script) as other:
            aws.wake(f"{other.url}/1/{CANARY}", CANARY)
            wait_until(lambda other=other: bool(other.calls), 30, lambda: "It does not arrive.")  # type: ignore[misc]
        assert len(other.calls) == 1
    aws.wake(f"http://127.0.0.1:{free_port()}/1/{CANARY}", CANARY)
    monkeypatch.delenv("AWS_REGION")
    aws.wake(f"http://127.0.0.1:{free_port()}/1/{CANARY}", CANARY)
    warnings = lines.of("survived")
    assert [line["error_type"] for line in warnings] == ["QueueError"] * 4 + ["MissingSettingError"]
    assert {(line["levelname"], line["function"]) for line in warnings} == {("WARNING", "wake")}
    assert CANARY not in lines.text


def test_where_nobody_is_to_be_woken_nothing_is_called(monkeypatch: pytest.MonkeyPatch, lines: Lines) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(aws, "_send", refuse)
    aws.wake(None, "ids")
    assert lines.of("survived") == []


def test_function_restored_from_a_snapshot_asks_for_its_keys_until_they_expire(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As botocore's container provider does: the token in Authorization, JSON back, anew before it expires."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name)
    left = timedelta(minutes=4)

    def keys(call: Call) -> None:
        if not call.head.startswith("GET /2021-10-23/keys?of=mine HTTP") or call.header("authorization") != "shown":
            call.answer(403)
            return
        until = (datetime.now(UTC) + left).isoformat().replace("+00:00", "Z")
        found = {"AccessKeyId": f"AKID{len(asked.calls)}", "SecretAccessKey": "s", "Token": "t", "Expiration": until}
        call.answer(200, json.dumps(found).encode())

    with wire(keys) as asked, wire(taken) as other:
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"{asked.url}/2021-10-23/keys?of=mine")
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "shown")
        aws.send_message(f"{other.url}/1/wake", "a")
        left = timedelta(hours=6)
        for body in "bcd":
            aws.send_message(f"{other.url}/1/wake", body)
        used = [re.findall(r"Credential=(\w+)/", call.header("authorization"))[0] for call in other.calls]
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "wrong")
        aws._keys.clear()  # noqa: SLF001
        with pytest.raises(aws.QueueError, match="keys: status 403"):
            aws.send_message(f"{other.url}/1/wake", "e")
    assert used == ["AKID1", "AKID2", "AKID2", "AKID2"]


def test_ringing_imports_neither_the_sdk_nor_another_http_library(queue_url: str, tmp_path: Path) -> None:
    heavy = {"boto3", "botocore.auth", "botocore.session", "httpx", "requests", "urllib3"}
    program = f"""
import sys
from ordak.aws import client as aws
aws.send_message({queue_url!r}, "x")
print(*sorted({heavy!r} & sys.modules.keys()))
"""
    file = tmp_path / "wake.py"
    file.write_text(program)
    done = subprocess.run([sys.executable, file], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
