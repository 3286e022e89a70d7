"""Sign-in in template.yaml: what stands in front of it is nobody's to use up, and its distribution shows that it is ours."""

from typing import Any

from local.aws.cloudformation import load
from local.aws.template import read_template
from local.state import ROOT

TEMPLATE = load(ROOT / "template.yaml")
RESOURCES = TEMPLATE["Resources"]
API: dict[str, Any] = RESOURCES["HttpApi"]["Properties"]
CONFIG: dict[str, Any] = RESOURCES["Pages"]["Properties"]["DistributionConfig"]
VARIABLES: dict[str, Any] = RESOURCES["AuthFunction"]["Properties"]["Environment"]["Variables"]
CEILING = (200, 400)  # calls a second, and at once: docs/runbook.md says what that costs


def test_every_route_of_sign_in_is_bounded_by_cost_alone() -> None:
    routes = {str(route.key) for route in read_template(ROOT / "template.yaml", "http://sqs").routes}
    for route in (each for each in routes if " /auth/" in each):
        settings = API["RouteSettings"][route]
        assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == CEILING, route
        assert settings["DetailedMetricsEnabled"] is True


def test_the_distribution_sends_the_api_what_the_function_takes_for_it() -> None:
    [origin] = [each for each in CONFIG["Origins"] if each["Id"] == "HttpApi"]
    assert origin["OriginCustomHeaders"] == [
        {"HeaderName": "x-ordak-distribution", "HeaderValue": VARIABLES["ORDAK_DISTRIBUTION_ID"]}
    ]
    assert "AWS::StackId" in str(VARIABLES["ORDAK_DISTRIBUTION_ID"])  # of each stack another


def test_a_web_acl_is_off_until_it_is_named() -> None:
    assert TEMPLATE["Parameters"]["WebAclArn"]["Default"] == ""
    assert TEMPLATE["Conditions"]["HasWebAcl"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "WebAclArn"}, ""]}]}
    assert CONFIG["WebACLId"] == {"Fn::If": ["HasWebAcl", {"Ref": "WebAclArn"}, {"Ref": "AWS::NoValue"}]}


def test_a_token_is_good_for_a_quarter_of_an_hour_wherever_one_is_verified() -> None:
    verifying = {
        name: resource["Properties"]["Environment"]["Variables"]
        for name, resource in RESOURCES.items()
        if "ORDAK_JWKS" in resource.get("Properties", {}).get("Environment", {}).get("Variables", {})
    }
    assert verifying.keys() == {"AuthFunction", "RpcFunction"}
    assert {variables["ORDAK_ACCESS_SECONDS"] for variables in verifying.values()} == {"900"}
