"""A small template with small functions, run by the real Lambda service, gateway and pollers."""

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from local.aws.front import Front
from local.aws.lambda_service import LambdaService, shared_variables
from local.aws.pollers import Pollers
from local.aws.s3 import door
from local.aws.sqs import Aws
from local.aws.template import Template, read_template
from local.doubles.shopify import Shopify
from local.servers.http_server import bind
from local.servers.processes import wait_until
from local.state import ROOT
from tests.stack.pictures import Bucket, environment

TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Timeout: 2}
Resources:
  Dead: {Type: AWS::SQS::Queue}
  Waiting:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 1
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2}
  EchoFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/demo
      Handler: demo.echo
      FunctionUrlConfig: {AuthType: NONE, Cors: {AllowOrigins: ["https://kiosk.example"]}}
      Environment: {Variables: {ORDAK_DATABASE_URL: "", SHOPIFY_WEBHOOK_SECRET_BANNOS: "of the template"}}
      Events:
        Echo: {Type: HttpApi, Properties: {Method: ANY, Path: /echo}}
        One: {Type: HttpApi, Properties: {Method: GET, Path: "/orders/{id}"}}
        Mine: {Type: HttpApi, Properties: {Method: GET, Path: /orders/mine}}
        Answer: {Type: HttpApi, Properties: {Method: POST, Path: /answer}}
        Other: {Type: HttpApi}
  MisbehaveFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/demo
      Handler: demo.misbehave
      Timeout: 20
      Events:
        Misbehave: {Type: HttpApi, Properties: {Method: POST, Path: /misbehave}}
  BatchFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/demo
      Handler: demo.batch
      Events:
        Waiting:
          Type: SQS
          Properties: {Queue: !GetAtt Waiting.Arn, FunctionResponseTypes: [ReportBatchItemFailures]}
        Hourly: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 hour)}}
  UnimportableFunction:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: functions/demo, Handler: missing.handler}
"""

HANDLERS = '''
import json, os, sys, time

started = 0

def echo(event, context):
    if event.get("rawPath") == "/answer":
        return json.loads(event["body"])
    return {"statusCode": 200, "body": json.dumps(event)}

def misbehave(event, context):
    """Does what the body says: a word, or `until` and a file that has to be there."""
    wish = event["body"]
    if wish == "sleep":
        print("asleep", flush=True)
        time.sleep(300)
    if wish.startswith("until "):
        while not os.path.exists(wish.removeprefix("until ")):
            time.sleep(0.01)
    if wish == "die":
        os._exit(7)
    if wish == "raise":
        raise ValueError("the secret is 1234")
    if wish == "facts":
        global started
        started += 1
        return {
            "environment": dict(os.environ), "folder": os.getcwd(), "pid": os.getpid(), "calls": started,
            "left": context.get_remaining_time_in_millis(), "arn": context.invoked_function_arn,
            "name": context.function_name, "request": context.aws_request_id,
        }
    return {"statusCode": 200, "body": wish}

def batch(event, context):
    print(json.dumps(event), flush=True)
    bad = [r["messageId"] for r in event.get("Records", []) if r["body"] == "bad"]
    return {"batchItemFailures": [{"itemIdentifier": i} for i in bad]}
'''


@dataclass
class Lines:
    """What functions have written, readable while they run."""

    written: list[tuple[str, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, function: str, line: str) -> None:
        """Take a line; the stack's `log`."""
        with self._lock:
            self.written.append((function, line))

    def of(self, function: str) -> list[str]:
        """Return the lines of a function so far."""
        with self._lock:
            return [line for name, line in self.written if name == function]


@dataclass(frozen=True)
class Demo:
    """The running pieces."""

    template: Template
    functions: LambdaService
    pollers: Pollers
    aws: Aws
    lines: Lines
    http: httpx.Client

    def echo(self, **request: Any) -> dict[str, Any]:
        """Send a request to the function that answers with its event."""
        event: dict[str, Any] = self.http.request(**{"method": "GET", "url": "/echo", **request}).json()
        return event


@pytest.fixture(scope="session")
def demo_template() -> Iterator[Path]:
    """Write the template, with its handlers beside it, and return its path."""
    folder = Path(tempfile.mkdtemp(prefix="ordak-demo-"))
    (folder / "functions/demo").mkdir(parents=True)
    (folder / "functions/demo/demo.py").write_text(HANDLERS)
    (folder / "template.yaml").write_text(TEMPLATE)
    yield folder / "template.yaml"
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def demo(demo_template: Path) -> Iterator[Demo]:
    """Everything but the database, running."""
    aws = Aws(demo_template.parent / "aws")
    aws.start()
    template = read_template(demo_template, aws.endpoint)
    lines = Lines()
    overrides = {"EchoFunction": {"ORDAK_DATABASE_URL": "postgresql://echo", "NOT_NAMED": "x"}}
    functions = LambdaService(template, overrides, shared_variables(aws.endpoint), lines.add)
    pollers = Pollers(functions, template.sources, template.schedules, aws.sqs, aws.endpoint, timed=False)
    front = Front(bind(0), template, functions, pollers.fire)
    aws.create_queues(template.queues)
    front.start()
    pollers.start()
    with httpx.Client(base_url=front.url, timeout=30) as http:
        yield Demo(template, functions, pollers, aws, lines, http)
    pollers.ask_to_end()
    front.stop()
    aws.stop()
    functions.stop()
    pollers.join()


@pytest.fixture(scope="session")
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Poll a condition until it holds, at most a minute."""

    def wait(condition: Callable[[], bool]) -> None:
        wait_until(condition, 60, lambda: "It did not happen within a minute.")

    return wait


def nothing_on_sale(_shopify: Shopify, _domains: Mapping[str, str], _owner_url: str) -> None:
    """Leave the shops empty: the small schema has no stock."""


def prepare_demo(owner_url: str) -> None:
    """Stand in for the migrations: the logins and one person of each of two roles."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("""
            do $$ begin
              if to_regclass('core.staff_shared') is null then
                create role ordak_demo;
                create role ordak_rpc;
                create schema core;
                create table core.staff_shared (
                  id uuid default gen_random_uuid(),
                  display_name text, role text, is_active bool, stores text[]);
                create table core.sessions (
                  session_id uuid default gen_random_uuid(),
                  staff_id uuid, provider text, expires_at timestamptz, ended_at timestamptz);
                insert into core.staff_shared (display_name, role, is_active, stores) values
                  ('Ada', 'Admin', true, '{bannos,flourlane}'),
                  ('Bea', 'Supervisor', false, '{bannos}'),
                  ('Cem', 'Supervisor', true, '{flourlane}');
              end if;
            end $$
        """)


@pytest.fixture(scope="session")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    """Run the front of the project's own template over a bucket, and neither database nor functions."""
    aws = Aws(tmp_path_factory.mktemp("aws"))
    aws.start()
    aws.create_queues([])  # returns when it answers
    template = read_template(ROOT / "template.yaml", aws.endpoint)
    own = door.routes(template.distribution, aws)
    front = Front(bind(0), template, LambdaService(template, {}, {}), lambda _: None, own)
    front.start()
    yield Bucket(front.url, aws)
    front.stop()
    aws.stop()


@pytest.fixture(scope="module")
def function_of_media(bucket: Bucket) -> Iterator[None]:
    """Give this process what a function has that may use the bucket."""
    with environment(**shared_variables(bucket.aws.endpoint), MEDIA_BUCKET=door.BUCKET):
        yield


@pytest.fixture
def key() -> str:
    """Return a key of an upload."""
    return f"media/uploads/{uuid4()}.jpg"
