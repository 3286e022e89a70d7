"""Rules about who may do what: permissions, secrets, throttling, logs, alarms."""

import re
from collections.abc import Iterator
from typing import Any

from tools.cfn_rules.rule import FUNCTION, Finding, events, named, of_type, rule

HTTP_API = "AWS::Serverless::HttpApi"
SOCKET_API = "AWS::Serverless::WebSocketApi"
METRIC_ALARM = "AWS::CloudWatch::Alarm"
COMPOSITE_ALARM = "AWS::CloudWatch::CompositeAlarm"
LIMITS = ("ThrottlingBurstLimit", "ThrottlingRateLimit")
SECRET_NAME = re.compile(
    r"secret|password|passwd|token|api_?key|posthog_key|private|credential|database_?url|slack_webhook|dsn$",
    re.IGNORECASE,
)
SECRET_VALUE = re.compile(r"://[^/\s:]+:[^/\s]+@|-----BEGIN|AKIA[0-9A-Z]{16}|shpss_|shpat_")
KEPT_ELSEWHERE = re.compile(r"secret:ordak/\$\{Environment\}/\w+#\w+")
# What an access log may hold: ids, route, status, latency. All else can name a person or a ticket.
LOGGED = {"requestId", "routeKey", "status", "responseLatency", "responseLength"}
LOGGED |= {"integrationLatency", "integrationStatus", "integrationErrorMessage"}


@rule("E9021", "A function may do named actions, written in the template.")
def actions(template: dict[str, Any]) -> Iterator[Finding]:
    """Find wildcards among actions, and policies whose actions the template does not show."""
    for name, properties in of_type(template, FUNCTION):
        where: list[str | int] = ["Resources", name, "Properties"]
        if "Role" in properties:
            yield where, f"{name} takes a role of elsewhere."
        for policy in properties.get("Policies", []):
            if not isinstance(policy, dict) or "Statement" not in policy:
                yield where, f"{name} has a policy without statements."
            else:
                yield from ((where, f"{name} may {a}.") for a in _actions(policy["Statement"]) if "*" in a)
    for name, role in of_type(template, "AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
        place: list[str | int] = ["Resources", name]
        documents = [role.get("PolicyDocument"), *(p.get("PolicyDocument") for p in role.get("Policies", []))]
        for document in filter(None, documents):
            found = (a for a in _actions(document["Statement"]) if "*" in a)
            yield from ((place, f"{name} may {a}.") for a in found)


def _actions(statements: Any) -> Iterator[str]:
    for statement in statements if isinstance(statements, list) else [statements]:
        if "NotAction" in statement:
            yield "* but NotAction"
        found = statement.get("Action", [])
        yield from [found] if isinstance(found, str) else found


@rule("E9022", "A secret is kept in Secrets Manager; the template says where.")
def secrets(template: dict[str, Any]) -> Iterator[Finding]:
    """Find defaults and variables that are secrets, or are named like one and hold a value."""
    for name, parameter in template.get("Parameters", {}).items():
        default = str(parameter.get("Default", ""))
        if SECRET_VALUE.search(default) or (SECRET_NAME.search(name) and default) or parameter.get("NoEcho"):
            yield ["Parameters", name], f"{name} is a parameter."
    for name, properties in of_type(template, FUNCTION):
        for variable, value in properties.get("Environment", {}).get("Variables", {}).items():
            elsewhere = all(_kept_elsewhere(each) for each in _alternatives(value))
            if not elsewhere and (SECRET_NAME.search(variable) or SECRET_VALUE.search(str(value))):
                yield ["Resources", name, "Properties", "Environment", "Variables", variable], f"{variable} is a value."


def _alternatives(value: Any) -> Iterator[Any]:
    """Give what a variable can be, whatever the conditions; one that is not there is nothing."""
    if isinstance(value, dict) and "Fn::If" in value:
        for branch in value["Fn::If"][1:]:
            yield from _alternatives(branch)
    elif value != {"Ref": "AWS::NoValue"}:
        yield value


def _kept_elsewhere(value: Any) -> bool:
    text = value.get("Fn::Sub") if isinstance(value, dict) else value
    return isinstance(text, str) and KEPT_ELSEWHERE.fullmatch(text) is not None


@rule("E9023", "Every route of the API is throttled.")
def throttling(template: dict[str, Any]) -> Iterator[Finding]:
    """Find an API without limits for each route, limits of routes that are not there, and routes of another API."""
    apis = dict(of_type(template, HTTP_API, SOCKET_API))
    routes = set()
    for function, where, properties in events(template, "HttpApi"):
        path = properties.get("Path", "$default")
        routes.add(path if path == "$default" else f"{properties.get('Method', 'ANY').upper()} {path}")
        if named(properties.get("ApiId")) not in apis:
            yield where, f"{function} has a route of an API that is not in the template."
    for name, properties in apis.items():
        written = properties.get("DefinitionBody", {}).get("paths") or {}
        routes |= {f"{method.upper()} {path}" for path, methods in written.items() for method in methods}
        routes |= set(properties.get("Routes", {}))
        own = properties.get("RouteSettings", {})
        for route, settings in {"DefaultRouteSettings": properties.get("DefaultRouteSettings", {}), **own}.items():
            if not all(isinstance(settings.get(limit), int) and settings[limit] > 0 for limit in LIMITS):
                yield ["Resources", name, "Properties"], f"{route} lacks {' or '.join(LIMITS)}."
        for route in own.keys() - routes:
            yield ["Resources", name, "Properties", "RouteSettings", route], f"There is no route {route}."


@rule("E9024", "The API logs ids, route, status and latency of each request, and nothing else.")
def access_logs(template: dict[str, Any]) -> Iterator[Finding]:
    """Find APIs without an access log that forgets, and what may not stand in one."""
    groups = dict(of_type(template, "AWS::Logs::LogGroup"))
    for name, properties in of_type(template, HTTP_API):
        settings = properties.get("AccessLogSettings", {})
        where: list[str | int] = ["Resources", name, "Properties"]
        if named(settings.get("DestinationArn")) not in groups:
            yield where, f"{name} writes to no log group of the template."
        for field in set(re.findall(r"\$context\.([\w.]+)", settings.get("Format", ""))) - LOGGED:
            yield where, f"{name} logs {field}."


@rule("E9025", "An alarm says what a missing metric means, and tells somebody, but not at its creation.")
def alarms(template: dict[str, Any]) -> Iterator[Finding]:
    """Find alarms that leave it to the default, that reach nobody, or that fire before there can be a metric."""
    for name, alarm in of_type(template, METRIC_ALARM):
        missing = alarm.get("TreatMissingData")
        if missing not in ("missing", "notBreaching"):  # breaching: a new alarm, without data, would fire at once
            yield ["Resources", name], f"{name} lacks TreatMissingData: missing or notBreaching."
        silence = alarm.get("ComparisonOperator") == "LessThanThreshold"
        if silence and not (missing == "missing" and alarm.get("InsufficientDataActions")):
            yield ["Resources", name], f"{name} watches for silence, of which having no data is the proof."
        if not alarm.get("AlarmActions") and name not in _listened_to(template):
            yield ["Resources", name], f"{name} tells nobody."
    for name, alarm in of_type(template, COMPOSITE_ALARM):
        if not alarm.get("AlarmActions"):
            yield ["Resources", name], f"{name} tells nobody."


def _listened_to(template: dict[str, Any]) -> set[str]:
    """Name the alarms that a composite alarm or CodeDeploy looks at."""
    rules = " ".join(str(alarm.get("AlarmRule")) for _, alarm in of_type(template, COMPOSITE_ALARM))
    deployed = [p.get("DeploymentPreference", {}).get("Alarms", []) for _, p in of_type(template, FUNCTION)]
    return set(re.findall(r"\$\{(\w+)\}", rules)) | {named(alarm) for alarms in deployed for alarm in alarms}
