"""What the local stack needs to know of the template's CloudFront distribution: where paths go, what pages carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KIND = "AWS::CloudFront::Distribution"


@dataclass(frozen=True)
class Distribution:
    """`headers` are those of every page; `origins` name the resource that answers below a path, "/rpc" say.

    `added` are the headers that CloudFront puts on the answers below a path, where it puts any.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_distribution(resources: dict[str, dict[str, Any]]) -> Distribution:
    """Read the distribution among a template's resources; where there is none, nothing of it is there."""
    for resource in (each for each in resources.values() if each["Type"] == KIND):
        config = resource["Properties"]["DistributionConfig"]
        behaviors = {each["PathPattern"].removesuffix("/*"): each for each in config["CacheBehaviors"]}
        return Distribution(
            headers=_headers(resources, config["DefaultCacheBehavior"]),
            # An origin's id is the logical id of what answers.
            origins={path: each["TargetOriginId"] for path, each in behaviors.items()},
            added={path: _headers(resources, each) for path, each in behaviors.items()},
        )
    return Distribution()


def _headers(resources: dict[str, dict[str, Any]], behavior: dict[str, Any]) -> dict[str, str]:
    if "ResponseHeadersPolicyId" not in behavior:
        return {}
    policy = resources[behavior["ResponseHeadersPolicyId"]["Ref"]]
    config = policy["Properties"]["ResponseHeadersPolicyConfig"]
    fixed = config["SecurityHeadersConfig"]
    return {
        "content-security-policy": fixed["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "referrer-policy": fixed["ReferrerPolicy"]["ReferrerPolicy"],
        "strict-transport-security": f"max-age={fixed['StrictTransportSecurity']['AccessControlMaxAgeSec']}",
        "x-content-type-options": "nosniff",
        "x-frame-options": fixed["FrameOptions"]["FrameOption"],
        **{item["Header"].lower(): item["Value"] for item in config["CustomHeadersConfig"]["Items"]},
    }
