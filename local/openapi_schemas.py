"""What pydantic's schemas of requests leave unsaid, though a request is refused for it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, StringConstraints

_MORE_THAN_SPACE = r"\S"  # spaces around a text do not count
_THOUSANDTHS = 0.001
# How the SQL of a function says which texts it takes.
_CHOICE = re.compile(r"p_([a-z_]+) not in \(([^)]+)\) then\s+return core\.refuse\('REQ001'")
_TRANSACTION = re.compile(r"if not pg_input_is_valid\(p_([a-z_]+), 'xid8'\)")


def say_all(schemas: Mapping[str, Any], models: Mapping[str, type[BaseModel]], migrations: Path) -> None:
    """Complete the schemas of these models, by function, with what the contract and the functions' SQL refuse."""
    for name, model in models.items():
        schema = schemas[model.__name__]
        fields = schema["properties"]
        for field, info in model.model_fields.items():
            rules = next((rule for rule in info.metadata if isinstance(rule, StringConstraints)), None)
            if rules is not None and rules.strip_whitespace and rules.min_length:
                fields[field].setdefault("pattern", _MORE_THAN_SPACE)
        text = next(migrations.glob(f"api/*/{name}.sql")).read_text()
        for field, choices in _CHOICE.findall(text):
            fields[field]["enum"] = re.findall(r"'([^']*)'", choices)
        for field in _TRANSACTION.findall(text):
            fields[field]["pattern"] = "^(0|[1-9][0-9]{0,18})$"
        _say_numbers(schema)


def _say_numbers(schema: Any) -> None:
    """A quantity is a number or its digits; the digits have the number's bounds, as far as a pattern can say them."""
    if isinstance(schema, list):
        for inner in schema:
            _say_numbers(inner)
    if not isinstance(schema, dict):
        return
    for inner in schema.values():
        _say_numbers(inner)
    either = schema.get("anyOf", [])
    number = next((one for one in either if one.get("type") == "number"), None)
    digits = next((one for one in either if one.get("type") == "string" and "pattern" in one), None)
    if number is None or digits is None:
        return
    number["multipleOf"] = _THOUSANDTHS
    whole = len(str(int(number["maximum"]))) - 1
    sign = "-?" if number.get("minimum", 0) < 0 else ""
    more_than_none = "(?=.*[1-9])" if "exclusiveMinimum" in number else ""
    digits["pattern"] = f"^{more_than_none}{sign}[0-9]{{1,{whole}}}(\\.[0-9]{{1,3}})?$"
