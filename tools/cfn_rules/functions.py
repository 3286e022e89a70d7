"""Rules about functions: their logs, versions, concurrency and place in a deployment."""

from collections.abc import Iterator
from typing import Any

from tools.cfn_rules.rule import FUNCTION, Finding, named, of_type, rule

LOGS = "AWS::Logs::LogGroup"
WITH_URL = "RpcFunction"
MIGRATOR = "MigrateFunction"


@rule("E9001", "A function writes to a log group of the template, and every log group forgets.")
def log_groups(template: dict[str, Any]) -> Iterator[Finding]:
    """Find functions without a log group and log groups without a retention."""
    groups = dict(of_type(template, LOGS))
    for name, properties in of_type(template, FUNCTION):
        if named(properties.get("LoggingConfig", {}).get("LogGroup")) not in groups:
            yield ["Resources", name, "Properties"], f"{name} has none."
    for name, properties in groups.items():
        if not properties.get("RetentionInDays"):
            yield ["Resources", name], f"{name} has no RetentionInDays."


@rule("E9002", "Whatever changes publishes a version, and callers reach it by the alias live.")
def versions(template: dict[str, Any]) -> Iterator[Finding]:
    """Find functions and layers whose change would leave the alias where it was."""
    wanted = {
        "AutoPublishAlias": "live",
        "AutoPublishAliasAllProperties": True,
        "AutoPublishCodeSha256": {"Ref": "Release"},
    }
    for name, properties in of_type(template, FUNCTION):
        for key, value in wanted.items():
            if properties.get(key) != value:
                yield ["Resources", name, "Properties"], f"{name} lacks {key}: {value}."
    for name, properties in of_type(template, "AWS::Serverless::LayerVersion"):
        if properties.get("PublishLambdaVersion") is not True:
            yield ["Resources", name, "Properties"], f"{name} lacks PublishLambdaVersion: true."


@rule("E9003", "The architecture is the parameter's.")
def architecture(template: dict[str, Any]) -> Iterator[Finding]:
    """Find functions that would not be built for the chosen architecture."""
    for name, properties in of_type(template, FUNCTION):
        if properties.get("Architectures") != [{"Ref": "Architecture"}]:
            yield ["Resources", name, "Properties"], f"{name} has another."


@rule("E9004", f"Nothing but {WITH_URL} has a function URL, which bypasses the API's throttling and logs.")
def function_urls(template: dict[str, Any]) -> Iterator[Finding]:
    """Find function URLs, written either way."""
    for name, properties in of_type(template, FUNCTION):
        if "FunctionUrlConfig" in properties and name != WITH_URL:
            yield ["Resources", name, "Properties", "FunctionUrlConfig"], f"{name} has one."
    for name, _ in of_type(template, "AWS::Lambda::Url"):
        yield ["Resources", name], f"{name} is one."


@rule("E9005", "The database is migrated before any other function changes.")
def migrated_first(template: dict[str, Any]) -> Iterator[Finding]:
    """Find functions that do not wait for the migration."""
    for name, _ in of_type(template, FUNCTION):
        waits_for = template["Resources"][name].get("DependsOn", [])
        if name != MIGRATOR and "Migration" not in ([waits_for] if isinstance(waits_for, str) else waits_for):
            yield ["Resources", name], f"{name} does not DependsOn Migration."


@rule("E9006", "All environments together hold no more connections than the pooler takes.")
def connections(template: dict[str, Any]) -> Iterator[Finding]:
    """Find functions without a share of the pooler's connections, and shares that add up to too many."""
    shares = template["Mappings"]["Connections"]
    columns = set()
    for name, properties in of_type(template, FUNCTION):
        found = properties.get("ReservedConcurrentExecutions")
        column = found["Fn::FindInMap"][2] if isinstance(found, dict) and "Fn::FindInMap" in found else ""
        connects = "ORDAK_DATABASE_URL" in properties.get("Environment", {}).get("Variables", {})
        if (name == MIGRATOR or not connects) and found == 1:  # past the pooler, or not at all
            continue
        if not column or column in columns:
            yield ["Resources", name, "Properties"], f"{name} has no share of its own in the mapping Connections."
        columns.add(column)
    for pool, each in shares.items():
        if sum(each.values()) > int(pool):
            yield ["Mappings", "Connections", pool], f"{sum(each.values())} are more than {pool}."
    if set(template["Parameters"]["PoolerConnections"]["AllowedValues"]) != set(shares):
        yield ["Parameters", "PoolerConnections"], "AllowedValues are not the keys of the mapping."
