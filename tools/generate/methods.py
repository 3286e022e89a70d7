"""The method of each address that has a route of its own in template.yaml: what a refusal's `Allow` names."""

from pathlib import Path

from local.aws.routes import DEFAULT
from local.aws.template import read_template

_HEADER = '"""Methods of the addresses that are no RPC, of template.yaml by `make generate`. Do not edit."""'


def methods(template: Path) -> str:
    """Write the module: each path with its one method, in the template's order. RPCs are all POST."""
    keys = (route.key for route in read_template(template, "http://127.0.0.1").routes if route.key != DEFAULT)
    pairs = [key.split(" ") for key in keys if " /rpc/" not in key]
    return "\n".join([_HEADER, "", "METHODS = {", *(f'    "{path}": "{method}",' for method, path in pairs), "}", ""])
