"""How the double refuses: errors beside the data, with Shopify's codes."""

from typing import Any

from graphql import GraphQLError


class Refused(GraphQLError):  # noqa: N818 - it is an answer
    """A top-level error with a code."""

    def __init__(self, message: str, code: str, **extensions: Any) -> None:
        super().__init__(message, extensions={"code": code, **extensions})


class UserErrors(Exception):  # noqa: N818 - they are an answer
    """What a mutation's payload says instead of doing it."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__([error["message"] for error in errors])
        self.errors = errors


def user_error(field: list[str] | None, message: str, code: str | None = None) -> dict[str, Any]:
    """Make one user error."""
    return {"field": field, "message": message, "code": code}
