"""The distribution of template.yaml: where each path goes, how it gets there, what is kept, who reads the bucket."""

from fnmatch import fnmatchcase
from typing import Any

import pytest

from local.aws.cloudformation import load
from local.aws.template import read_template
from local.state import ROOT
from tests.rules.test_template_access import translated

CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac"

RESOURCES = load(ROOT / "template.yaml")["Resources"]
CONFIG: dict[str, Any] = RESOURCES["Pages"]["Properties"]["DistributionConfig"]
DEFAULT = CONFIG["DefaultCacheBehavior"]
# Whatever a page asks for, and who answers.
PATHS = {
    "/": "PagesBucket",
    "/kiosk/": "PagesBucket",
    "/kiosk/week": "PagesBucket",
    "/kiosk/sw.js": "PagesBucket",
    "/kiosk/manifest.webmanifest": "PagesBucket",
    "/assets/kiosk-ABC.js": "PagesBucket",
    "/media/": "Media",
    "/media/photos/a.jpg": "Media",
    "/rpc/complete_filling": "RpcFunction",
    "/auth/login": "HttpApi",
    "/auth/device/poll": "HttpApi",
    "/auth/turn": "HttpApi",
    "/.well-known/jwks.json": "HttpApi",
    "/api/health": "HttpApi",
    "/edge/health": "HttpApi",
    "/live": "LiveApi",
}


def behavior(path: str) -> dict[str, Any]:
    found = (each for each in CONFIG["CacheBehaviors"] if fnmatchcase(path, each["PathPattern"]))
    return next(found, DEFAULT)


@pytest.mark.parametrize("path", PATHS)
def test_path_reaches_who_answers_it(path: str) -> None:
    assert behavior(path)["TargetOriginId"] == PATHS[path]


def test_every_behavior_is_in_the_table_and_every_route_of_the_api_is_reached() -> None:
    assert {each["PathPattern"] for each in CONFIG["CacheBehaviors"]} == {
        behavior(path).get("PathPattern") for path in PATHS
    } - {None}
    routes = read_template(ROOT / "template.yaml", "http://sqs").routes
    ours = {route.key.split()[1] for route in routes if route.key != "$default"}
    # The local stack answers them all at the one address, so no other test would see that the distribution does not.
    assert {path: behavior(path)["TargetOriginId"] for path in ours} == {
        path: "RpcFunction" if path.startswith("/rpc/") else "HttpApi" for path in ours
    }


def test_an_origin_is_named_after_the_resource_that_answers_there() -> None:
    for origin in CONFIG["Origins"]:
        assert origin["Id"] in RESOURCES
        assert origin["Id"] in str(origin["DomainName"])


@pytest.mark.parametrize(
    "origin", [each for each in CONFIG["Origins"] if "S3OriginConfig" not in each], ids=lambda o: o["Id"]
)
def test_an_api_is_reached_by_tls_1_2_with_all_that_was_asked_but_host_and_nothing_is_kept(
    origin: dict[str, Any],
) -> None:
    assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    assert origin["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]
    behaviors = [each for each in CONFIG["CacheBehaviors"] if each["TargetOriginId"] == origin["Id"]]
    assert behaviors
    for each in behaviors:
        assert each["CachePolicyId"] == CACHING_DISABLED
        assert each["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER
        assert each["ViewerProtocolPolicy"] == "https-only"
        # A WebSocket begins as a GET, which is what is allowed unless more is said.
        allowed = set(each.get("AllowedMethods", ["GET", "HEAD"]))
        assert ({"GET"} if origin["Id"] == "LiveApi" else {"GET", "POST", "OPTIONS"}) <= allowed
        # An API's answers have headers of their own, stricter ones.
        assert "ResponseHeadersPolicyId" not in each


def test_assets_are_kept_and_what_names_them_is_not_and_both_carry_the_policy() -> None:
    assets = behavior("/assets/kiosk-ABC.js")
    assert (assets["CachePolicyId"], assets["Compress"]) == (CACHING_OPTIMIZED, True)
    assert DEFAULT["CachePolicyId"] == CACHING_DISABLED
    for each in (assets, DEFAULT):
        assert each["ResponseHeadersPolicyId"] == {"Ref": "PagesHeaders"}
        assert each["ViewerProtocolPolicy"] == "redirect-to-https"
        assert "OriginRequestPolicyId" not in each  # S3 is signed for by its own name, without the viewer's headers


def test_nobody_but_this_distribution_reads_the_bucket() -> None:
    bucket = RESOURCES["PagesBucket"]["Properties"]
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert bucket["BucketEncryption"]
    statements = RESOURCES["PagesBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    [allowed] = [each for each in statements if each["Effect"] == "Allow"]
    assert allowed["Action"] == "s3:GetObject"
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert "distribution/${Pages}" in str(allowed["Condition"]["StringEquals"]["AWS:SourceArn"])
    access = RESOURCES["PagesAccess"]["Properties"]["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")
    [origin] = [each for each in CONFIG["Origins"] if each["Id"] == "PagesBucket"]
    assert origin["OriginAccessControlId"] == {"Fn::GetAtt": ["PagesAccess", "Id"]}


def test_with_a_domain_tls_is_at_least_1_2_and_people_sign_in_there() -> None:
    given = {
        "PagesDomain": "kiosk.example.com",
        "PagesCertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/a",
    }
    config = translated(**given)["Resources"]["Pages"]["Properties"]["DistributionConfig"]
    certificate = config["ViewerCertificate"]["Fn::If"]
    assert certificate[1]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert certificate[2] == {"CloudFrontDefaultCertificate": True}
    assert config["HttpVersion"] == "http2and3"
    origins = read_template(ROOT / "template.yaml", "http://sqs", given).functions["AuthFunction"].variables
    assert origins["ORDAK_PAGES_ORIGINS"] == "https://kiosk.example.com"
    origins = (
        read_template(ROOT / "template.yaml", "http://sqs", {"PagesOrigins": "https://a,https://b"})
        .functions["AuthFunction"]
        .variables
    )
    assert origins["ORDAK_PAGES_ORIGINS"] == "https://a,https://b"


def test_pages_that_may_sign_people_in_may_listen() -> None:
    variables = [RESOURCES[name]["Properties"]["Environment"]["Variables"] for name in ("AuthFunction", "LiveFunction")]
    assert variables[0]["ORDAK_PAGES_ORIGINS"] == variables[1]["ORDAK_PAGES_ORIGINS"]


def test_prod_has_a_domain_of_its_own_and_a_domain_its_certificate() -> None:
    rules = load(ROOT / "template.yaml")["Rules"]
    assert rules["OwnDomain"]["RuleCondition"] == {"Fn::Equals": [{"Ref": "Environment"}, "prod"]}
    assert rules["OwnDomain"]["Assertions"][0]["Assert"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "PagesDomain"}, ""]}]}
    assert "PagesCertificateArn" in str(rules["DomainHasCertificate"]["Assertions"][0]["Assert"])
