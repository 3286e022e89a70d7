"""Puts the built pages where CloudFront finds them, in an order in which none ever names what is not there yet."""

from collections.abc import Iterator
from pathlib import Path

from local.aws.pages import DIST, TYPES, cache_control

# For newcomers, beside a running local stack: the page and its assets.
LOCAL_ONLY = ("sandbox/", "assets/sandbox-")


def uploads(dist: Path = DIST) -> Iterator[tuple[str, Path]]:
    """Give key and file of all that is deployed: assets, what else there is, pages, and service workers at the end.

    A kiosk takes a new service worker as the sign that the page is new, and keeps what it then finds.
    """
    order = {".html": 2, ".js": 3}
    found = {str(file.relative_to(dist)): file for file in dist.rglob("*.*")}
    kept = {key: file for key, file in found.items() if not key.startswith(LOCAL_ONLY)}
    yield from sorted(kept.items(), key=lambda each: (not each[0].startswith("assets/"), order.get(each[1].suffix, 1)))


def upload(stack: str, region: str, dist: Path = DIST) -> str:
    """Upload to the bucket of a stack and return the address of its pages.

    Nothing is deleted: a kiosk may run the former version for days. Nothing is invalidated: only assets are cached.
    """
    import boto3  # noqa: PLC0415 - who only looks at the plan does without AWS

    described = boto3.client("cloudformation", region_name=region).describe_stacks(StackName=stack)
    outputs = {output["OutputKey"]: output["OutputValue"] for output in described["Stacks"][0]["Outputs"]}
    s3 = boto3.client("s3", region_name=region)
    for key, file in uploads(dist):
        s3.put_object(
            Bucket=outputs["PagesBucketName"],
            Key=key,
            Body=file.read_bytes(),
            ContentType=TYPES[file.suffix],
            CacheControl=cache_control(key),
        )
    return outputs["PagesUrl"]
