"""The versions of the Admin API that can be reached, and their schemas."""

import re
from functools import cache
from pathlib import Path

from graphql import GraphQLSchema, build_schema

from local.doubles.shopify.schema_parts import parts_of

ACCESSIBLE = ("2026-04", "2026-07", "2026-10")
NEWEST = ACCESSIBLE[-1]
# What publicApiVersions lists beside them, without support.
UNSUPPORTED = (("2027-01", "2027-01 (Release candidate)"), ("unstable", "unstable"))
FOLDER = Path(__file__).with_name("schema")


def answering(asked: str) -> str | None:
    """Return the version that answers: one that is not accessible falls forward to the oldest; None for no version."""
    if asked in ACCESSIBLE:
        return asked
    return ACCESSIBLE[0] if asked == "unstable" or re.fullmatch(r"\d{4}-\d{2}", asked) else None


@cache
def schema(version: str) -> GraphQLSchema:
    """Return the schema of an accessible version."""
    return build_schema(sdl(version))


def sdl(version: str) -> str:
    """Return an accessible version's schema as text."""
    paths = (FOLDER / f"{part}.graphql" for part in parts_of(version, ACCESSIBLE))
    return "\n".join(path.read_text() for path in paths if path.exists())
