"""What a setting's value must look like, where SQL cannot tell."""

from typing import Any

from pydantic import ValidationError


def fault_of(key: str, value: Any) -> str | None:
    """Say what is wrong with a setting's value, naming the field; None when nothing is, or SQL judges it alone."""
    if key != "order_rules":
        return None
    from ordak.order_rules import OrderRules  # noqa: PLC0415 - for the rare call that changes them

    try:
        OrderRules.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return ".".join(["value", *(str(part) for part in first["loc"])]) + ": " + first["msg"]
    return None
