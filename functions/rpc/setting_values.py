"""What a setting's value must look like, where SQL cannot tell."""

from importlib import import_module
from typing import Any

from pydantic import BaseModel, ValidationError

_MODELS = {
    "order_rules": ("ordak.shopify.order_rules", "OrderRules"),
    "capacity": ("capacity", "Capacity"),
    "acceptance": ("acceptance", "Acceptance"),
    "parcel": ("parcel_setting", "ParcelSetting"),
    "fulfilment": ("fulfilment", "Fulfilment"),
    "auto_reply": ("replies", "AutoReply"),
    "message_templates": ("replies", "MessageTemplates"),
    "pantry": ("pantry", "Pantry"),
}


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
    place = _MODELS.get(key)
    if place is None:
        return None
    module, name = place
    model: type[BaseModel] = getattr(import_module(module), name)
    return model
