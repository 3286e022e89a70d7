"""What template.yaml may never lack: each rule of tools/cfn_rules fires when the template is broken."""

from copy import deepcopy
from typing import Any

import pytest
from cfnlint.core import run_checks  # type: ignore[import-untyped,unused-ignore]
from cfnlint.decode.decode import decode_str  # type: ignore[import-untyped,unused-ignore]
from cfnlint.rules import RulesCollection  # type: ignore[import-untyped,unused-ignore]

from local.state import ROOT

RULES = ROOT / "tools/cfn_rules"
DROP = object()
STAR = [{"Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}]
PATHS_LOGGED = '{"requestId":"$context.requestId","path":"$context.path"}'

# rule, where the template is broken, what is written there
BREAKAGES: list[tuple[str, str, Any]] = [
    ("E9001", "Resources RpcFunction Properties LoggingConfig LogGroup", DROP),
    ("E9001", "Resources RpcLogs", DROP),
    ("E9001", "Resources WebhookLogs Properties RetentionInDays", DROP),
    ("E9001", "Resources ApiLogs Properties RetentionInDays", DROP),
    ("E9002", "Globals Function AutoPublishAlias", DROP),
    ("E9002", "Resources WebhookFunction Properties AutoPublishAliasAllProperties", DROP),
    ("E9002", "Resources MigrateFunction Properties AutoPublishCodeSha256", DROP),
    ("E9002", "Resources CommonLayer Properties PublishLambdaVersion", DROP),
    ("E9003", "Globals Function Architectures", ["arm64"]),
    ("E9003", "Resources RpcFunction Properties Architectures", ["x86_64"]),
    ("E9004", "Resources WebhookFunction Properties FunctionUrlConfig", {"AuthType": "NONE"}),
    ("E9004", "Resources AnotherUrl", {"Type": "AWS::Lambda::Url", "Properties": {"AuthType": "NONE"}}),
    ("E9005", "Resources RpcFunction DependsOn", DROP),
    ("E9006", "Resources RpcFunction Properties ReservedConcurrentExecutions", DROP),
    ("E9006", "Resources RpcFunction Properties ReservedConcurrentExecutions", 50),
    ("E9006", "Mappings Connections 30 Rpc", 12),
    ("E9006", "Resources SweeperFunction Properties ReservedConcurrentExecutions", 1),
    ("E9006", "Mappings Connections 30 InventoryWorker", 5),
    ("E9006", "Mappings Connections 30 Reporter", 2),
    ("E9006", "Resources SentryFunction Properties ReservedConcurrentExecutions", DROP),
    ("E9006", "Resources SentryFunction Properties Environment Variables ORDAK_DATABASE_URL", "secret:ordak/${Environment}/sentry#database_url"),
    ("E9006", "Mappings Connections 500", {"Rpc": 400}),
    ("E9011", "Resources IngestRetryQueue Properties RedrivePolicy", DROP),
    ("E9011", "Resources IngestRetryDeadLetters", DROP),
    ("E9011", "Resources InventoryQueue Properties RedrivePolicy", DROP),
    ("E9012", "Resources IngestRetryFunction Properties Events Waiting Properties FunctionResponseTypes", DROP),
    ("E9012", "Resources IngestRetryFunction Properties Events Waiting Properties FunctionResponseTypes", []),
    ("E9012", "Resources IngestRetryFunction Properties Events Waiting Properties ScalingConfig", DROP),
    ("E9012", "Resources IngestRetryFunction Properties Events Waiting Properties ScalingConfig MaximumConcurrency", 4),
    ("E9013", "Resources IngestRetryQueue Properties VisibilityTimeout", DROP),
    ("E9013", "Resources IngestRetryFunction Properties Timeout", 31),
    ("E9013", "Resources InventoryQueue Properties VisibilityTimeout", 359),
    ("E9013", "Resources SyncQueue Properties VisibilityTimeout", 5399),
    ("E9014", "Resources IngestRetryDead", DROP),
    ("E9014", "Resources InventoryDead", DROP),
    ("E9014", "Resources SyncDead", DROP),
    ("E9014", "Resources ScheduleDead Properties Threshold", 10),
    ("E9014", "Resources ScheduleDead Condition", "IsProd"),
    ("E9015", "Resources IngestRetryFunction Properties Events EveryMinute Properties DeadLetterConfig", DROP),
    ("E9015", "Resources IngestRetryFunction Properties Events EveryMinute Properties RetryPolicy", DROP),
    ("E9015", "Resources IngestRetryFunction Properties EventInvokeConfig DestinationConfig", DROP),
    ("E9015", "Resources SweeperFunction Properties EventInvokeConfig", DROP),
    ("E9016", "Resources IngestRetryQueue Properties SqsManagedSseEnabled", DROP),
    ("E9021", "Resources WebhookFunction Properties Policies", STAR),
    ("E9021", "Resources WebhookFunction Properties Policies", ["AmazonSQSFullAccess"]),
    ("E9021", "Resources WebhookFunction Properties Policies", [{"SQSPollerPolicy": {"QueueName": "x"}}]),
    ("E9021", "Resources WebhookFunction Properties Role", "arn:aws:iam::123456789012:role/admin"),
    ("E9022", "Resources RpcFunction Properties Environment Variables SENTRY_TOKEN", "abc"),
    ("E9022", "Resources RpcFunction Properties Environment Variables PEER", "postgresql://ordak_rpc:pw@db/ordak"),
    ("E9022", "Resources RpcFunction Properties Environment Variables ORDAK_DATABASE_URL", {"Ref": "PagesOrigins"}),
    ("E9022", "Resources SyncFunction Properties Environment Variables SHOPIFY_TOKEN_BANNOS", "shpat_0123456789abcdef"),
    ("E9022", "Resources SyncFunction Properties Environment Variables SHOPIFY_TOKEN_BANNOS Fn::If 1", "0123456789abcdef"),
    ("E9022", "Resources SyncFunction Properties Environment Variables SHOPIFY_CLIENT_SECRET_BANNOS Fn::If 2", {"Ref": "PagesOrigins"}),
    ("E9022", "Resources ReporterFunction Properties Environment Variables SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T/B/x"),
    ("E9022", "Resources ReporterFunction Properties Environment Variables POSTHOG_KEY", "phc_0123456789"),
    ("E9022", "Resources SentryFunction Properties Environment Variables SENTRY_DSN", {"Ref": "PostHogUrl"}),
    ("E9022", "Parameters DatabasePassword", {"Type": "String", "Default": "hunter2"}),
    ("E9022", "Parameters DatabasePassword", {"Type": "String", "NoEcho": True}),
    ("E9023", "Resources HttpApi Properties DefaultRouteSettings", DROP),
    ("E9023", "Resources HttpApi Properties DefaultRouteSettings ThrottlingRateLimit", DROP),
    ("E9023", "Resources LiveApi Properties DefaultRouteSettings", DROP),
    ("E9012", "Resources FanOutFunction Properties Events Rung Properties ScalingConfig MaximumConcurrency", 3),
    ("E9013", "Resources LiveQueue Properties VisibilityTimeout", 119),
    ("E9014", "Resources LiveDead", DROP),
    ("E9023", "Resources HttpApi Properties RouteSettings $default ThrottlingBurstLimit", 0),
    ("E9023", "Resources HttpApi Properties RouteSettings", {"POST /nowhere": {"ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 1}}),
    ("E9023", "Resources WebhookFunction Properties Events Shopify Properties ApiId", DROP),
    ("E9024", "Resources HttpApi Properties AccessLogSettings", DROP),
    ("E9024", "Resources HttpApi Properties AccessLogSettings Format", PATHS_LOGGED),
    ("E9025", "Resources WebhookSlow Properties TreatMissingData", DROP),
    ("E9025", "Resources WebhookSilenceBannos Properties TreatMissingData", "notBreaching"),
    ("E9025", "Resources SweeperIdle Properties TreatMissingData", "breaching"),
    ("E9025", "Resources SweeperIdle Properties InsufficientDataActions", DROP),
    ("E9025", "Resources SweeperFailuresNotice", DROP),
    ("E9025", "Resources DatabaseAway Properties AlarmActions", DROP),
    ("E9025", "Resources SweeperThrottles Properties AlarmActions", DROP),
]  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> RulesCollection:
    """Load the rules as `cfn-lint --append-rules` does, and no others."""
    collection = RulesCollection()
    collection.create_from_directory(str(RULES))
    return collection


@pytest.fixture(scope="module")
def template() -> Any:
    """Read the template with the places of its nodes."""
    document, faults = decode_str((ROOT / "template.yaml").read_text())
    assert not faults
    return document


def broken_rules(template: Any, rules: RulesCollection) -> set[str]:
    """Return the numbers of the rules that a template breaks."""
    return {match.rule.id for match in run_checks("template.yaml", template, rules, ["us-east-1"])}


def test_template_breaks_no_rule(template: Any, rules: RulesCollection) -> None:
    assert broken_rules(deepcopy(template), rules) == set()


@pytest.mark.parametrize(("number", "where", "value"), BREAKAGES)
def test_rule_fires_when_the_template_is_broken(
    template: Any, rules: RulesCollection, number: str, where: str, value: object
) -> None:
    broken = deepcopy(template)
    *path, last = (int(step) if step in ("1", "2") else step for step in where.split())
    node = broken
    for step in path:
        node = node[step]
    if value is DROP:
        del node[last]
    else:
        node[last] = value
    assert number in broken_rules(broken, rules)


def test_every_rule_is_seen_to_fire(rules: RulesCollection) -> None:
    assert {number for number, _, _ in BREAKAGES} == set(rules.rules) - {"E0000", "E0001", "E0002"}
