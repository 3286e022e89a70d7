"""What the local stack needs to know of template.yaml, as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.aws.cloudformation import ACCOUNT, NO_VALUE, REGION, Resolver, load
from local.aws.distribution import Distribution, read_distribution

DEFAULT_TIMEOUT = 3  # seconds, as Lambda's
DEFAULT_ENVIRONMENTS = 10
FUNCTION = "AWS::Serverless::Function"
LAYER = "AWS::Serverless::LayerVersion"
QUEUE = "AWS::SQS::Queue"
HTTP_API = "AWS::Serverless::HttpApi"
BUCKET = "AWS::S3::Bucket"


@dataclass(frozen=True)
class Function:
    """One Lambda function; its name is its logical id, `layers` are folders with Python modules."""

    name: str
    code: Path
    handler: str
    timeout: float
    memory: int
    variables: Mapping[str, str]
    layers: tuple[Path, ...] = ()
    max_environments: int = DEFAULT_ENVIRONMENTS
    json_logs: bool = False
    url: Mapping[str, Any] | None = None  # FunctionUrlConfig
    log_group: str = ""

    @property
    def arn(self) -> str:
        """The function's ARN in the account that everything local is in."""
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.name}"


@dataclass(frozen=True)
class Route:
    """One route of the HTTP API; `key` is as API Gateway writes it: "POST /rpc/x" or "$default"."""

    key: str
    function: str


@dataclass(frozen=True)
class Queue:
    """One SQS queue; `dead_letters` is the logical id of the queue for what failed `max_receives` times."""

    logical_id: str
    name: str
    attributes: Mapping[str, str]
    dead_letters: str = ""
    max_receives: int = 0

    @property
    def arn(self) -> str:
        """The queue's ARN."""
        return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{self.name}"

    def url(self, endpoint: str) -> str:
        """Return the queue's URL at the local SQS."""
        return f"{endpoint}/{ACCOUNT}/{self.name}"


@dataclass(frozen=True)
class QueueSource:
    """A queue that invokes a function; `partial` is ReportBatchItemFailures."""

    function: str
    queue: Queue
    batch_size: int
    partial: bool


@dataclass(frozen=True)
class Schedule:
    """A schedule that invokes a function; `scheduler` tells EventBridge Scheduler from an event rule."""

    function: str
    name: str
    expression: str
    input: str = ""
    scheduler: bool = True


@dataclass(frozen=True)
class Subscription:
    """A function that is sent those lines of a log group that a filter pattern lets through."""

    function: str
    name: str
    log_group: str
    pattern: str


@dataclass(frozen=True)
class Template:
    """Everything of template.yaml that runs locally."""

    functions: Mapping[str, Function]
    routes: tuple[Route, ...] = ()
    queues: tuple[Queue, ...] = ()
    sources: tuple[QueueSource, ...] = ()
    schedules: tuple[Schedule, ...] = field(default=())
    subscriptions: tuple[Subscription, ...] = ()
    distribution: Distribution = field(default_factory=Distribution)


def read_template(path: Path, endpoint: str, parameters: Mapping[str, str] | None = None) -> Template:
    """Read the template at `path`; `endpoint` is the base URL of the local SQS.

    `parameters` override the template's defaults. Folders are relative to the template's own.
    """
    document = load(path)
    resources: dict[str, dict[str, Any]] = document["Resources"]
    resolver = _resolver(document, endpoint, parameters or {})
    queues = _queues(resources, resolver)
    events = list(_events(resources, resolver))
    defaults = resolver.resolve(document.get("Globals", {}).get("Function", {}))
    functions = {
        name: _function(name, _merged(defaults, properties), resources, path.resolve().parent)
        for name, properties in _of_type(resources, FUNCTION, resolver)
    }
    return Template(
        functions=functions,
        distribution=read_distribution(resources),
        routes=(
            *(_route(f, p) for f, _, kind, p in events if kind == "HttpApi"),
            *_written_routes(resources, resolver),
        ),
        queues=tuple(queues.values()),
        sources=tuple(_source(f, p, queues) for f, _, kind, p in events if kind == "SQS"),
        schedules=tuple(_schedule(f, n, k, p) for f, n, k, p in events if k in ("Schedule", "ScheduleV2")),
        subscriptions=tuple(
            Subscription(f, n, p["LogGroupName"], p["FilterPattern"]) for f, n, k, p in events if k == "CloudWatchLogs"
        ),
    )


def _resolver(document: dict[str, Any], endpoint: str, parameters: Mapping[str, str]) -> Resolver:
    resources = document["Resources"]
    values: dict[str, Any] = {name: name.lower() if r["Type"] == BUCKET else name for name, r in resources.items()}
    values |= {name: _parameter(given, parameters.get(name)) for name, given in document.get("Parameters", {}).items()}
    conditions, mappings = document.get("Conditions", {}), document.get("Mappings", {})
    named = Resolver(values, lambda name, attribute: f"{name}.{attribute}", conditions, mappings)
    queues = _queues(resources, named)
    values |= {name: queue.url(endpoint) for name, queue in queues.items()}

    def attribute(name: str, wanted: str) -> str:
        if name in queues:
            return {"Arn": queues[name].arn, "QueueName": queues[name].name}[wanted]
        return f"{name}.{wanted}"

    return Resolver(values, attribute, conditions, mappings)


def _parameter(declared: dict[str, Any], given: str | None) -> Any:
    value = declared.get("Default", "") if given is None else given
    if declared.get("Type") == "CommaDelimitedList":
        return [part.strip() for part in str(value).split(",") if part.strip()]
    return value


def _of_type(resources: dict[str, Any], kind: str, resolver: Resolver) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in (name for name, resource in resources.items() if resource["Type"] == kind):
        yield name, resolver.resolve(resources[name].get("Properties", {}))


def _queues(resources: dict[str, Any], resolver: Resolver) -> dict[str, Queue]:
    copied = ("VisibilityTimeout", "MessageRetentionPeriod", "DelaySeconds", "FifoQueue")
    queues = {}
    for logical_id, properties in _of_type(resources, QUEUE, resolver):
        redrive = resources[logical_id].get("Properties", {}).get("RedrivePolicy", {})
        target = redrive.get("deadLetterTargetArn", {}).get("Fn::GetAtt", [""])[0]
        queues[logical_id] = Queue(
            logical_id,
            properties.get("QueueName", logical_id),
            {name: str(properties[name]) for name in copied if name in properties},
            target,
            int(redrive.get("maxReceiveCount", 0)),
        )
    return queues


def _merged(defaults: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Merge as SAM does: maps key by key, lists one after the other, else the function's own."""
    merged = defaults | given
    for key in defaults.keys() & given.keys():
        if isinstance(defaults[key], dict) and isinstance(given[key], dict):
            merged[key] = _merged(defaults[key], given[key])
        elif isinstance(defaults[key], list) and isinstance(given[key], list):
            merged[key] = defaults[key] + given[key]
    return merged


def _function(name: str, properties: dict[str, Any], resources: dict[str, Any], root: Path) -> Function:
    variables = properties.get("Environment", {}).get("Variables", {})
    layers = (resources[layer] for layer in properties.get("Layers", []) if layer in resources)
    return Function(
        name=name,
        code=root / properties["CodeUri"],
        handler=properties["Handler"],
        timeout=float(properties.get("Timeout", DEFAULT_TIMEOUT)),
        memory=int(properties.get("MemorySize", 128)),
        variables={key: str(value) for key, value in variables.items() if value is not NO_VALUE},
        layers=tuple(root / layer["Properties"]["ContentUri"] for layer in layers if layer["Type"] == LAYER),
        max_environments=int(properties.get("ReservedConcurrentExecutions", DEFAULT_ENVIRONMENTS)),
        json_logs=properties.get("LoggingConfig", {}).get("LogFormat") == "JSON",
        url=properties.get("FunctionUrlConfig"),
        log_group=properties.get("LoggingConfig", {}).get("LogGroup", ""),
    )


def _events(resources: dict[str, Any], resolver: Resolver) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for function, properties in _of_type(resources, FUNCTION, resolver):
        for name, event in properties.get("Events", {}).items():
            yield function, name, event["Type"], event.get("Properties", {})


def _route(function: str, properties: dict[str, Any]) -> Route:
    path = properties.get("Path", "$default")
    if path == "$default":
        return Route("$default", function)
    return Route(f"{properties.get('Method', 'ANY').upper()} {path}", function)


def _written_routes(resources: dict[str, Any], resolver: Resolver) -> Iterator[Route]:
    """Give the routes of the API's own document."""
    for _, properties in _of_type(resources, HTTP_API, resolver):
        for path, methods in (properties.get("DefinitionBody", {}).get("paths") or {}).items():
            for method, operation in methods.items():
                uri = operation["x-amazon-apigateway-integration"]["uri"]
                yield Route(f"{method.upper()} {path}", uri.split("/functions/")[1].split(".Alias/")[0])


def _source(function: str, properties: dict[str, Any], queues: Mapping[str, Queue]) -> QueueSource:
    queue = next(queue for queue in queues.values() if queue.arn == properties["Queue"])
    partial = "ReportBatchItemFailures" in properties.get("FunctionResponseTypes", [])
    return QueueSource(function, queue, int(properties.get("BatchSize", 10)), partial)


def _schedule(function: str, name: str, kind: str, properties: dict[str, Any]) -> Schedule:
    scheduler = kind == "ScheduleV2"
    expression = properties.get("ScheduleExpression") or properties["Schedule"]
    return Schedule(function, properties.get("Name", name), expression, properties.get("Input", ""), scheduler)
