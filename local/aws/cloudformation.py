"""Reads a CloudFormation template's YAML and works out its intrinsic functions against known values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

REGION = "us-east-1"
ACCOUNT = "123456789012"
PSEUDO_PARAMETERS = {
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::StackName": "ordak",
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/ordak/local",
    "AWS::URLSuffix": "amazonaws.com",
}
NO_VALUE = "AWS::NoValue"


class _Loader(yaml.CSafeLoader):
    """Safe YAML, with the short forms of the intrinsic functions."""


def _intrinsic(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)  # noqa: S101 - the third kind of node there is
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _intrinsic)


def load(path: Path) -> dict[str, Any]:
    """Return the template with intrinsic functions in their long form."""
    return parse(path.read_text())


def parse(text: str) -> dict[str, Any]:
    """Return a template's text as `load` does."""
    document = yaml.load(text, Loader=_Loader)  # noqa: S506 - a CSafeLoader
    if not isinstance(document, dict):
        raise TypeError("This is no template.")
    return document


@dataclass(frozen=True)
class Resolver:
    """What names stand for: parameters, resources (Ref), attributes of resources (GetAtt), conditions, mappings."""

    values: Mapping[str, Any]
    attributes: Callable[[str, str], str]
    conditions: Mapping[str, Any]
    mappings: Mapping[str, Any] = field(default_factory=dict)

    def resolve(self, node: Any) -> Any:
        """Return `node` with every intrinsic function replaced by its value."""
        if isinstance(node, list):
            return [value for item in node if (value := self.resolve(item)) is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((name, argument),) = node.items()
            if name == "Ref":
                return self._ref(argument)
            if name.startswith("Fn::"):
                return self._call(name.removeprefix("Fn::"), argument)
        resolved = {key: self.resolve(value) for key, value in node.items()}
        return {key: value for key, value in resolved.items() if value is not NO_VALUE}

    def _ref(self, name: str) -> Any:
        if name == NO_VALUE:
            return NO_VALUE
        return PSEUDO_PARAMETERS[name] if name in PSEUDO_PARAMETERS else self.values[name]

    def _call(self, function: str, argument: Any) -> Any:  # noqa: C901, PLR0911 - a table, in short lines
        match function:
            case "GetAtt":
                return self.attributes(argument[0], argument[1])
            case "Sub":
                return self._sub(argument)
            case "If":
                return self.resolve(argument[1] if self._holds(argument[0]) else argument[2])
            case "Join":
                return argument[0].join(str(part) for part in self.resolve(argument[1]))
            case "Select":
                return self.resolve(argument[1])[int(argument[0])]
            case "Split":
                return self.resolve(argument[1]).split(argument[0])
            case "FindInMap":
                name, first, second = self.resolve(argument)
                return self.mappings[name][first][second]
            case "Equals":
                return str(self.resolve(argument[0])) == str(self.resolve(argument[1]))
            case "Not":
                return not self._condition(argument[0])
            case "And":
                return all(self._condition(part) for part in argument)
            case "Or":
                return any(self._condition(part) for part in argument)
        raise NotImplementedError(f"Fn::{function} is not known to the local stack.")

    def _holds(self, name: str) -> bool:
        return self._condition(self.conditions[name])

    def _condition(self, node: Any) -> bool:
        if isinstance(node, dict) and "Condition" in node:
            return self._holds(node["Condition"])
        return bool(self.resolve(node))

    def _sub(self, argument: Any) -> str:
        text, extra = (argument, {}) if isinstance(argument, str) else argument

        def value(match: re.Match[str]) -> str:
            name = match[1]
            if name.startswith("!"):
                return f"${{{name[1:]}}}"
            if name in extra:
                return str(self.resolve(extra[name]))
            if "." in name:
                return self.attributes(*name.split(".", 1))
            return str(self._ref(name))

        return re.sub(r"\$\{([^}]+)\}", value, text)
