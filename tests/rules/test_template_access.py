"""What each function may do, and what SAM makes of template.yaml, against a table written by hand."""

import json
import re
from copy import deepcopy
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any

import boto3
import pytest
from cfnlint.core import get_rules, run_checks  # type: ignore[import-untyped,unused-ignore]
from cfnlint.decode.decode import decode_str  # type: ignore[import-untyped,unused-ignore]

from local.aws.cloudformation import load
from local.aws.template import read_template
from local.state import ROOT
from tests.rules.permitted import EARNING, FIXED, FUNCTIONS, MANAGED, OTHER_ROLES, SEND


def translated(**parameters: str) -> Any:
    """Return what SAM deploys, made here as CloudFormation would there."""
    parsing, translating = map(import_module, ("samtranslator.parser.parser", "samtranslator.translator.translator"))

    template = load(ROOT / "template.yaml")
    for resource in template["Resources"].values():
        for key in ("CodeUri", "ContentUri"):
            if key in resource.get("Properties", {}):
                resource["Properties"][key] = "s3://bucket/" + resource["Properties"][key]
    session = boto3.Session(region_name="us-east-1")
    policies = {"AWSLambdaBasicExecutionRole": MANAGED + "service-role/AWSLambdaBasicExecutionRole"}
    return translating.Translator(policies, parsing.Parser(), boto_session=session).translate(template, parameters)


@pytest.fixture(scope="module")
def deployed() -> dict[str, Any]:
    """Give the resources that SAM deploys."""
    resources: dict[str, Any] = translated()["Resources"]
    return resources


def of_type(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: r.get("Properties", {}) for name, r in resources.items() if r["Type"] == kind}


def resource_of(value: Any) -> str:
    """Write a policy's resource shortly: a logical id, or a secret's name."""
    ((function, argument),) = value.items()
    if function == "Fn::Sub":
        connections = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${LiveApi}/"
        if argument.startswith(connections):
            return "LiveApi/" + str(argument.removeprefix(connections))
        if argument.startswith("${Media.Arn}/"):
            return str(argument.replace("${Media.Arn}", "Media"))
        ours = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:"
        if argument.startswith(ours):
            return str(argument.removeprefix(ours)).replace("${Mail}", "Mail")
        prefix = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:"
        assert argument.startswith(prefix)
        assert argument.endswith("-??????")  # what Secrets Manager adds to a name
        return str(argument.removeprefix(prefix).removesuffix("-??????").replace("${Environment}", "*"))
    return str(argument if function == "Ref" else argument[0])


def actions_of(role: dict[str, Any]) -> set[tuple[str, str]]:
    statements = [s for policy in role.get("Policies", []) for s in policy["PolicyDocument"]["Statement"]]
    assert all(s["Effect"] == "Allow" and isinstance(s["Action"], str) for s in statements)
    resources = [(s["Action"], s["Resource"]) for s in statements]
    return {
        (action, resource_of(each))
        for action, named in resources
        for each in (named if isinstance(named, list) else [named])
    }


def test_every_function_and_role_has_a_row(deployed: dict[str, Any]) -> None:
    assert set(of_type(deployed, "AWS::Lambda::Function")) == set(FUNCTIONS)
    roles = {f"{name}Role" for name in FUNCTIONS} | set(OTHER_ROLES)
    assert set(of_type(deployed, "AWS::IAM::Role")) == roles


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_may_do_what_its_row_says_and_nothing_else(deployed: dict[str, Any], name: str) -> None:
    role = deployed[f"{name}Role"]["Properties"]
    assert actions_of(role) == FUNCTIONS[name].actions
    assert {arn.rsplit("/", 1)[-1] for arn in role["ManagedPolicyArns"]} == FUNCTIONS[name].managed


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_is_told_of_the_secrets_in_its_row_and_no_others(deployed: dict[str, Any], name: str) -> None:
    variables = deployed[name]["Properties"]["Environment"]["Variables"]
    told = re.findall(r"secret:ordak/\$\{Environment\}/(\w+)#(\w+)", str(variables))
    assert set(told) == {(FUNCTIONS[name].kept_in, key) for key in FUNCTIONS[name].keys}


@pytest.mark.parametrize(("access", "keys"), [("client_credentials", EARNING), ("token", FIXED)])
def test_secrets_of_the_shops_are_of_the_chosen_kind_alone(access: str, keys: set[str]) -> None:
    template = read_template(ROOT / "template.yaml", "http://sqs", {"Environment": "dev", "ShopifyAccess": access})
    for name in ("InventoryWorkerFunction", "SweeperFunction", "SyncFunction"):
        told = re.findall(r"secret:ordak/dev/\w+#(\w+)", " ".join(template.functions[name].variables.values()))
        assert set(told) == {"database_url"} | keys


@pytest.mark.parametrize("environment", ["local", "dev", "staging", "prod"])
def test_only_the_local_stack_has_another_address_for_the_shops(environment: str) -> None:
    functions = read_template(ROOT / "template.yaml", "http://sqs", {"Environment": environment}).functions
    told = {name for name, function in functions.items() if "SHOPIFY_URL" in function.variables}
    assert told == ({"InventoryWorkerFunction", "SweeperFunction", "SyncFunction"} if environment == "local" else set())


@pytest.mark.parametrize("url", ["", "https://marketplace.example"])
def test_a_marketplace_without_an_account_begins_no_run_and_is_told_of_no_key(url: str) -> None:
    functions = read_template(ROOT / "template.yaml", "http://sqs", {"Environment": "dev", "MiraklUrl": url}).functions
    told = {name for name in functions["MarketplaceFunction"].variables if name.endswith("_BESTBUYCA")}
    stores = functions["SweeperFunction"].variables.get("MARKETPLACE_STORES")
    assert (len(told), stores) == ((4, "bestbuyca") if url else (0, None))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_may_send_to_the_queues_whose_addresses_it_has(deployed: dict[str, Any], name: str) -> None:
    queues = of_type(deployed, "AWS::SQS::Queue").keys()
    variables = deployed[name]["Properties"]["Environment"]["Variables"].values()
    told = {value["Ref"] for value in variables if isinstance(value, dict) and value.get("Ref") in queues}
    assert told == {queue for action, queue in FUNCTIONS[name].actions if action == SEND} - {"ScheduleDeadLetters"}


def test_mail_is_sent_from_the_one_address(deployed: dict[str, Any]) -> None:
    of_mail = [
        (name, statement["Condition"])
        for name, role in of_type(deployed, "AWS::IAM::Role").items()
        for policy in role.get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Action"].startswith("ses:")
    ]
    assert of_mail == [("ReporterFunctionRole", {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}})]
    variables = deployed["ReporterFunction"]["Properties"]["Environment"]["Variables"]
    assert variables["MAIL_FROM"] == {"Ref": "MailFrom"}


def test_functions_log_in_as_their_rows_say() -> None:
    functions = read_template(ROOT / "template.yaml", "http://127.0.0.1:5000").functions
    logging_in = {name: f for name, f in functions.items() if "ORDAK_DATABASE_URL" in f.variables}
    assert {name: f"ordak_{f.code.name}" for name, f in logging_in.items() if f.code.name != "migrate"} == {
        name: row.login for name, row in FUNCTIONS.items() if row.login not in {"owner", "none"}
    }


@pytest.mark.parametrize("name", OTHER_ROLES)
def test_other_roles_may_do_what_the_table_says(deployed: dict[str, Any], name: str) -> None:
    assert actions_of(deployed[name]["Properties"]) == OTHER_ROLES[name]


def test_routes_sources_schedules_and_the_url_reach_the_alias(deployed: dict[str, Any]) -> None:
    reached = {
        *(str(p["FunctionName"]) for p in of_type(deployed, "AWS::Lambda::EventSourceMapping").values()),
        *(str(p["Target"]["Arn"]) for p in of_type(deployed, "AWS::Scheduler::Schedule").values()),
        *(str(p["TargetFunctionArn"]) for p in of_type(deployed, "AWS::Lambda::Url").values()),
        *(str(p["FunctionName"]) for p in of_type(deployed, "AWS::Lambda::Permission").values()),
        *re.findall(r"functions/\$\{(\w+)\}/invocations", str(deployed["HttpApi"]["Properties"]["Body"])),
    }
    assert reached
    assert all("Aliaslive" in target for target in reached)


def test_every_route_may_call_its_function_whose_policy_holds_all_permissions(deployed: dict[str, Any]) -> None:
    allowed: dict[str, list[str]] = {}
    for permission in of_type(deployed, "AWS::Lambda::Permission").values():
        found = re.search(r"\$\{__Stage__\}/([^'\"]+)", str(permission.get("SourceArn")))
        allowed.setdefault(str(permission["FunctionName"]["Ref"]), []).append(found[1] if found else "")
    for path, methods in deployed["HttpApi"]["Properties"]["Body"]["paths"].items():
        for method, operation in methods.items():
            uri = str(operation["x-amazon-apigateway-integration"]["uri"])
            [function] = re.findall(r"\$\{(\w+)\}/invocations", uri)
            assert any(fnmatchcase(f"{method.upper()}{path}", pattern) for pattern in allowed[function]), path
    # A permission takes about 400 bytes of the 20 KB that a function's policy holds.
    assert max(len(each) for each in allowed.values()) <= 40


def test_origins_stay_a_list_in_the_definition_of_the_api() -> None:
    body = translated(PagesOrigins="https://a,https://b")["Resources"]["HttpApi"]["Properties"]["Body"]
    _, cors, _ = body["x-amazon-apigateway-cors"]["Fn::If"]
    assert cors["allowOrigins"] == {"Fn::Split": [",", "https://a,https://b"]}
    assert set(cors) == {"allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders", "maxAge"}


def test_a_release_publishes_every_function_and_migrates() -> None:
    before, after = (translated(Release=release)["Resources"] for release in ("0123456789", "abcdef0123"))
    for resources, release in ((before, "0123456789"), (after, "abcdef0123")):
        versions = of_type(resources, "AWS::Lambda::Version")
        assert set(versions) == {f"{name}Version{release}" for name in FUNCTIONS}
    assert before["Migration"]["Properties"] != after["Migration"]["Properties"]


def test_database_is_migrated_before_any_other_function_changes(deployed: dict[str, Any]) -> None:
    waiting = {name for name, r in deployed.items() if r.get("DependsOn") == "Migration"}
    assert waiting == set(FUNCTIONS) - {"MigrateFunction"}
    assert deployed["Migration"]["Properties"]["ServiceToken"] == {"Ref": "MigrateFunctionAliaslive"}


def test_what_sam_makes_is_sound_cloudformation() -> None:
    document, faults = decode_str(json.dumps(translated()))
    assert not faults
    # SAM itself has used the parameter Release up.
    found = run_checks("deployed.json", deepcopy(document), get_rules([], ["W2001", "I"], []), ["us-east-1"])
    assert [str(match) for match in found] == []
