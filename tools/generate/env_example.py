"""Makes .env.example out of ordak.settings, the template, and what the command line reads."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from local.aws.template import read_template
from local.doubles.marketplace import MARKETPLACES
from local.doubles.storefront import SHOPS
from local.doubles.tokens import LONGEST
from local.state import ROOT

_LAYER = ROOT / "layers/common/ordak"
# In the order in which the file names them.
SETTINGS = tuple(_LAYER / name for name in ("environment.py", "settings.py", "marketplace_settings.py"))
# As `make up` has them; neither a secret nor an address that it makes anew each time.
USUAL = {
    **{f"SHOPIFY_DOMAIN_{store.upper()}": domain for store, domain in SHOPS.items()},
    "ORDAK_ACCESS_SECONDS": str(LONGEST * 60),
    "ORDAK_CALLS_PER_ADDRESS": "6000",  # everybody here has the same
}
TERMINAL = {
    "ORDAK_URL": "Where the API is.",
    "ORDAK_ADMIN_TOKEN": "An Admin's access token, which the command line shows.",
    "ORDAK_OWNER_DATABASE_URL": (
        "The database's administrator, directly. Beside one of your own ORDAK_ENVIRONMENT has to be set."
    ),
    "ORDAK_SHOPIFY_URL": "Where the local stack's Shopify is.",
}
# Lambda's own, and what each function has another value of: nothing to set here.
_GIVEN = re.compile(r"AWS_\w+|ORDAK_DATABASE_URL")
_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+_?")
_HEADER = """\
# Written by `make generate`: every setting, and what it means. Do not edit: copy it to .env.local, which git ignores,
# and fill in there what is to differ; a line without a value sets nothing. `make up` and `.venv/bin/ordak` read both.
"""


def env_example() -> str:
    """Write the file."""
    blocks = [_HEADER, "# --- The command line. A running stack has its own values, in .local/env.\n"]
    blocks += [_block(meaning, [name], {}) for name, meaning in TERMINAL.items()]
    blocks.append("# --- The functions. `make up` makes what has no value here.\n")
    readers = _readers()
    blocks += [_block(meaning, names, readers) for meaning, names in settings(*SETTINGS)]
    return "\n".join(blocks)


def settings(*sources: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield what each function of the settings says it is, and the names that it reads; a name comes once."""
    seen: set[str] = set()
    for node in (node for source in sources for node in ast.parse(source.read_text()).body):
        if isinstance(node, ast.FunctionDef):
            meaning = re.sub(r"\bNone\b", "none", ast.get_docstring(node) or "")
            texts = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant)]
            names = [text for text in texts if isinstance(text, str) and _NAME.fullmatch(text)]
            fresh = [name for name in _by_store(names) if name not in seen]
            seen.update(fresh)
            if fresh:
                yield meaning, fresh


def stores_of(name: str) -> list[str]:
    """Return what a name that ends with an underscore is completed by: the stores with such a shop."""
    return [store.upper() for store in (SHOPS if name.startswith("SHOPIFY_") else MARKETPLACES)]


def _by_store(names: list[str]) -> list[str]:
    """A name that ends with an underscore has one for each store."""
    found = [[name + store for store in stores_of(name)] if name.endswith("_") else [name] for name in names]
    return list(dict.fromkeys(name for each in found for name in each))


def _readers() -> Mapping[str, list[str]]:
    """Name the folders of the functions that are given a variable."""
    readers: dict[str, set[str]] = {}
    for function in read_template(ROOT / "template.yaml", "http://127.0.0.1").functions.values():
        for name in function.variables:
            readers.setdefault(name, set()).add(function.code.name)
    return {name: sorted(folders) for name, folders in readers.items()}


def _block(meaning: str, names: list[str], readers: Mapping[str, list[str]]) -> str:
    text = [f"# {line}".rstrip() for line in meaning.splitlines() if line]
    folders = sorted({folder for name in names for folder in readers.get(name, [])})
    text += [f"# Read by: {', '.join(folders)}."] if folders else []
    text += [f"# {name}" if _GIVEN.fullmatch(name) else f"{name}={USUAL.get(name, '')}" for name in names]
    return "\n".join(text) + "\n"
