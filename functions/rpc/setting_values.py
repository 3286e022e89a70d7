"""What a setting's value must look like, where SQL cannot tell."""

from typing import Any

from pydantic import BaseModel, ValidationError


def fault_of(key: str, value: Any, argument: str = "value") -> str | None:
    """Say what is wrong with a setting's value, naming the field; None when nothing is, or SQL judges it alone.

    `argument` is what the call names the value.
    """
    model = _model_of(key)
    if model is None:
        return None
    try:
        model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return ".".join([argument, *(str(part) for part in first["loc"])]) + ": " + first["msg"]
    return None


def _model_of(key: str) -> type[BaseModel] | None:
    """Import the model of a setting's values, for the rare call that changes them."""
    match key:
        case "order_rules":
            from ordak.shopify.order_rules import OrderRules  # noqa: PLC0415

            return OrderRules
        case "capacity":
            from capacity import Capacity  # noqa: PLC0415

            return Capacity
        case "acceptance":
            from acceptance import Acceptance  # noqa: PLC0415

            return Acceptance
        case "auto_reply":
            from replies import AutoReply  # noqa: PLC0415

            return AutoReply
        case "message_templates":
            from replies import MessageTemplates  # noqa: PLC0415

            return MessageTemplates
        case "fulfilment":
            from fulfilment import Fulfilment  # noqa: PLC0415

            return Fulfilment
        case _:
            return None
