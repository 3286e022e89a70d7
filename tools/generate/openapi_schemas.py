"""What pydantic's schemas of requests leave unsaid, though a request is refused for it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from ordak.contract.base import Part

_MORE_THAN_SPACE = r"\S"  # spaces around a text do not count
_PLACES = re.compile(r"\\d\{0,([0-9])\}")  # in pydantic's pattern of a number's digits
# How the SQL of a function says which texts it takes.
_CHOICE = re.compile(r"p_([a-z_]+) not in \(([^)]+)\) then\s+return core\.refuse\('REQ001'")
_TRANSACTION = re.compile(r"if not pg_input_is_valid\(p_([a-z_]+), 'xid8'\)")


def say_all(schemas: Mapping[str, Any], models: Mapping[str, type[BaseModel]], migrations: Path) -> None:
    """Complete the schemas of these models, by function, with what the contract and the functions' SQL refuse."""
    for part in (each for each in _kinds_of(Part) if each.__name__ in schemas):
        _say_numbers(schemas[part.__name__])
        _say_spaces(part, schemas[part.__name__]["properties"])
    for name, model in models.items():
        schema = schemas[model.__name__]
        fields = schema["properties"]
        _say_spaces(model, fields)
        text = next(migrations.glob(f"**/api/{name}.sql")).read_text()
        for field, choices in _CHOICE.findall(text):
            _text_of(fields[field])["enum"] = re.findall(r"'([^']*)'", choices)
        for field in _TRANSACTION.findall(text):
            fields[field]["pattern"] = "^(0|[1-9][0-9]{0,18})$"
        _say_numbers(schema)


def _text_of(field: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a field's schema that is about texts: it may have none too."""
    return next((each for each in field.get("anyOf", ()) if each.get("type") == "string"), field)


def _kinds_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for kind in model.__subclasses__():
        yield kind
        yield from _kinds_of(kind)


def _say_spaces(model: type[BaseModel], fields: dict[str, Any]) -> None:
    """A text whose spaces do not count has something else in it."""
    for field, info in model.model_fields.items():
        rules = next((rule for rule in _metadata(info) if isinstance(rule, StringConstraints)), None)
        if rules is not None and rules.strip_whitespace and rules.min_length:
            text = next(
                (each for each in fields[field].get("anyOf", []) if each.get("type") == "string"), fields[field]
            )
            known = text.get("pattern", "")
            text["pattern"] = f"^(?=.*{_MORE_THAN_SPACE}){known.removeprefix('^')}" if known else _MORE_THAN_SPACE


def _metadata(info: FieldInfo) -> list[Any]:
    """Return what a field is annotated with, also one that may be null."""
    inner = [each for one in get_args(info.annotation) for each in getattr(one, "__metadata__", ())]
    return [*info.metadata, *inner]


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
    found = _PLACES.search(digits["pattern"])
    places = int(found[1]) if found else 3
    number["multipleOf"] = float(f"1e-{places}")
    whole = len(str(int(number["maximum"]))) - 1
    sign = "-?" if number.get("minimum", 0) < 0 else ""
    more_than_none = "(?=.*[1-9])" if "exclusiveMinimum" in number else ""
    digits["pattern"] = f"^{more_than_none}{sign}[0-9]{{1,{whole}}}(\\.[0-9]{{1,{places}}})?$"
