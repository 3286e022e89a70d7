"""How an argument is annotated in the contract: by its type, or by the rules in the comment of its domain."""

import json
from typing import Any

# Types of arguments as Python has them. Numbers are held to what Postgres takes.
_INTEGERS = {"integer": 2**31, "bigint": 2**63}
_ARGUMENTS = {
    "text": "Annotated[str, Storable]",
    "uuid": "UUID",
    "jsonb": "Json",
    "date": "Day",
    "boolean": "bool",
    "timestamp with time zone": "Moment",
}
# Domains over these bases: how a value is annotated with the rules of the domain's comment.
_DOMAINS = {
    "text": "Annotated[str, StringConstraints({rules}), Storable]",
    "integer": "Annotated[int, Field({rules}), Whole]",
    "numeric": "Annotated[Decimal, Field({rules}), Exact]",
    "date": "Annotated[date, Field({rules}), OnDay]",
}


def camel(name: str) -> str:
    """Turn complete_filling into CompleteFilling."""
    return "".join(part.capitalize() for part in name.split("_"))


def argument_type(argument: dict[str, Any]) -> str:
    """Annotate an argument of a function, or a field of a part of one."""
    match argument["kind"]:
        case "e":
            return camel(argument["type_name"])
        case "d":
            return _domain_type(argument["base"], json.loads(argument["constraints"]), argument.get("element"))
        case _ if (limit := _INTEGERS.get(argument["type"])) is not None:
            return f"Annotated[int, Field(ge={-limit}, le={limit - 1}), Whole]"
        case _:
            return _ARGUMENTS[argument["type"]]


def _domain_type(base: str, rules: dict[str, Any], element: str | None = None) -> str:
    """Annotate a value of a domain: `items` names the part that a list is made of, `list_of` a domain of texts.

    `type` names a type of contract.base; `element` is what the domain of `list_of` says of itself.
    """
    if "type" in rules:
        return str(rules["type"])
    part = rules.pop("items", None)
    if rules.pop("list_of", None) and element is not None:
        return f"Annotated[list[{_domain_type('text', json.loads(element))}], Field({_rules(rules)})]"
    written = _rules(rules)
    if part is not None:
        return f"Annotated[list[{camel(part)}], Field({written}), Parts]"
    return _DOMAINS[base].format(rules=written)


def _rules(given: dict[str, Any]) -> str:
    return ", ".join(f"{key}={value!r}" for key, value in given.items())
