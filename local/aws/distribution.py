"""What the local stack needs to know of the template's CloudFront distribution: where paths go, what pages carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KIND = "AWS::CloudFront::Distribution"


@dataclass(frozen=True)
class Distribution:
    """`headers` are those of every page; `origins` name the resource that answers below a path, "/rpc" say."""

    headers: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)


def read_distribution(resources: dict[str, dict[str, Any]]) -> Distribution:
    """Read the distribution among a template's resources; where there is none, nothing of it is there."""
    for resource in (each for each in resources.values() if each["Type"] == KIND):
        config = resource["Properties"]["DistributionConfig"]
        policy = resources[config["DefaultCacheBehavior"]["ResponseHeadersPolicyId"]["Ref"]]
        # An origin's id is the logical id of what answers.
        origins = {each["PathPattern"].removesuffix("/*"): each["TargetOriginId"] for each in config["CacheBehaviors"]}
        return Distribution(_headers(policy["Properties"]["ResponseHeadersPolicyConfig"]), origins)
    return Distribution()


def _headers(config: dict[str, Any]) -> dict[str, str]:
    fixed = config["SecurityHeadersConfig"]
    return {
        "content-security-policy": fixed["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "referrer-policy": fixed["ReferrerPolicy"]["ReferrerPolicy"],
        "strict-transport-security": f"max-age={fixed['StrictTransportSecurity']['AccessControlMaxAgeSec']}",
        "x-content-type-options": "nosniff",
        "x-frame-options": fixed["FrameOptions"]["FrameOption"],
        **{item["Header"].lower(): item["Value"] for item in config["CustomHeadersConfig"]["Items"]},
    }
