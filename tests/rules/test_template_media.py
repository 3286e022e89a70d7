"""The bucket Media in template.yaml: who reads it, for how long it keeps what, and how CloudFront passes a signature on."""

from typing import Any

from tests.rules.test_template_pages import CONFIG, RESOURCES, behavior

MEDIA: dict[str, Any] = RESOURCES["Media"]["Properties"]
# Days after which a file is gone, by the beginning of its key.
KEPT = {"media/uploads/": 1, "media/labels/": 180, "media/photos/": 730}


def policy(of: str, kind: str) -> dict[str, Any]:
    """A policy that the behavior of /media/* names."""
    config: dict[str, Any] = RESOURCES[behavior("/media/a")[of]["Ref"]]["Properties"][kind]
    return config


def test_bucket_is_private_encrypted_and_asked_over_tls_alone() -> None:
    assert MEDIA["PublicAccessBlockConfiguration"] == dict.fromkeys(
        ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
    )
    assert MEDIA["BucketEncryption"]
    assert MEDIA["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    [statement] = RESOURCES["MediaPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_whatever_is_kept_goes_in_time_and_what_is_deleted_is_gone() -> None:
    rules = MEDIA["LifecycleConfiguration"]["Rules"]
    assert {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "Prefix" in rule} == KEPT
    assert [rule["AbortIncompleteMultipartUpload"] for rule in rules if "Prefix" not in rule] == [
        {"DaysAfterInitiation": 1}
    ]
    assert all(rule["Status"] == "Enabled" for rule in rules)
    assert "VersioningConfiguration" not in MEDIA
    assert "CorsConfiguration" not in MEDIA


def test_signature_in_the_query_is_the_only_one_and_reaches_the_bucket_by_its_own_name() -> None:
    [origin] = [each for each in CONFIG["Origins"] if each["Id"] == "Media"]
    assert origin["DomainName"] == {"Fn::GetAtt": ["Media", "RegionalDomainName"]}
    assert "OriginAccessControlId" not in origin
    requests = policy("OriginRequestPolicyId", "OriginRequestPolicyConfig")
    assert requests["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert requests["HeadersConfig"] == {"HeaderBehavior": "allExcept", "Headers": ["Host"]}
    assert requests["CookiesConfig"] == {"CookieBehavior": "none"}


def test_answer_to_one_signature_is_none_to_another() -> None:
    cache = policy("CachePolicyId", "CachePolicyConfig")
    assert (cache["MinTTL"], cache["DefaultTTL"], cache["MaxTTL"]) == (0, 0, 1)
    assert cache["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"] == {"QueryStringBehavior": "all"}


def test_page_can_post_and_only_over_tls() -> None:
    assert {"GET", "POST"} <= set(behavior("/media/")["AllowedMethods"])
    assert behavior("/media/")["ViewerProtocolPolicy"] == "https-only"


def test_no_function_may_use_the_bucket_but_for_what_it_has_to() -> None:
    users = {
        name: [
            (statement["Action"], statement["Resource"])
            for statement in resource["Properties"]["Policies"][0]["Statement"]
            if "Media" in str(statement["Resource"])
        ]
        for name, resource in RESOURCES.items()
        if resource["Type"] == "AWS::Serverless::Function" and "Media" in str(resource["Properties"].get("Policies"))
    }
    labels = {"Fn::Sub": "${Media.Arn}/media/labels/*"}
    assert users == {
        "MarketplaceFunction": [("s3:PutObject", labels), ("s3:DeleteObject", labels)],
        # It signs labels for packers.
        "RpcFunction": [("s3:GetObject", labels)],
    }
