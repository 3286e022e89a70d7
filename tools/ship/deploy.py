"""`make deploy ENV=dev`: says what will happen, then builds and deploys; with DRY_RUN=1 it only says so."""

import argparse
import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.aws.template import Template, read_template
from local.servers.processes import StackError
from local.state import ROOT
from ordak import VERSION
from tools.ship.build import build, report
from tools.ship.upload import upload, uploads

ENVIRONMENTS = ("dev", "staging", "prod")
DEPLOYED = ("functions", "layers", "migrations", "template.yaml", "tools/ship/artifact.py", "tools/ship/build.py")
# What works without: a key that is not there switches off what it is for.
OPTIONAL = {"slack_webhook_url", "alert_addresses", "posthog_key", "sentry_dsn"}
# What the template's Rules refuse prod without, said before anything is built.
NEEDED_IN_PROD = {
    "AlarmEmail": "somebody has to get a mail for each alarm",
    "PagesDomain": "the pages have a name of their own",
    "PagesCertificateArn": "and its certificate",
}
SECRET = re.compile(r"secret:([\w/]+)#(\w+)")


@dataclass(frozen=True)
class Plan:
    """What one deployment would do; made without asking anybody outside this folder."""

    environment: str
    stack: str
    region: str
    parameters: Mapping[str, str]
    commit: str
    clean: bool
    release: str
    template: Template
    versions: tuple[str, ...]

    @property
    def shift(self) -> str:
        """How traffic reaches the new versions of webhook, rpc and auth."""
        return "at once" if self.environment == "dev" else "10 % for five minutes, then all; an alarm takes it back"

    @property
    def secrets(self) -> dict[str, set[str]]:
        """The secrets that have to be in Secrets Manager before, with the keys of each."""
        found: dict[str, set[str]] = {}
        for function in self.template.functions.values():
            for name, key in SECRET.findall(" ".join(function.variables.values())):
                found.setdefault(name, set()).add(key)
        return found

    def sam_deploy(self) -> list[str]:
        """Return the command that uploads what is built and lets CloudFormation do the rest."""
        values = {**self.parameters, "Release": self.release}
        return [
            *(sys.executable, "-m", "samcli", "deploy", "--config-env", self.environment),
            *("--parameter-overrides", *(f"{name}={quoted(value)}" for name, value in values.items())),
            *("--tags", f"ordak:commit={self.commit}", f"ordak:version={VERSION}"),
        ]


def make_plan(environment: str, root: Path = ROOT) -> Plan:
    """Read what would be deployed out of samconfig.toml, template.yaml and the folders themselves."""
    settings = tomllib.loads((root / "samconfig.toml").read_text())[environment]["global"]["parameters"]
    parameters = dict(unquoted(pair) for pair in settings["parameter_overrides"])
    names = (file.stem for file in (root / "migrations/versions").glob("M*.sql"))
    return Plan(
        environment,
        settings["stack_name"],
        settings["region"],
        parameters,
        _git(root, "rev-parse", "--short=12", "HEAD") or "unknown",
        _git(root, "status", "--porcelain") == "",
        release_of(root, parameters),
        read_template(root / "template.yaml", "https://sqs", parameters),
        tuple(sorted(name for name in names if not name.endswith(".rollback"))),
    )


def release_of(root: Path, parameters: Mapping[str, str]) -> str:
    """Return ten hexadecimal digits that differ when anything that is deployed differs."""
    digest = hashlib.sha256(repr(sorted(parameters.items())).encode())
    for name in DEPLOYED:
        top = root / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
                digest.update(f"\n{path.relative_to(root)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def lines(plan: Plan) -> Iterable[str]:
    """Write the plan for a person."""
    dirty = "" if plan.clean else ", and changes that are not committed"
    yield f"Ordak {VERSION} to {plan.environment}: stack {plan.stack} in {plan.region}"
    yield f"  commit {plan.commit}{dirty}; release {plan.release}"
    yield from (f"  {name} = {value}" for name, value in plan.parameters.items() if value)
    yield "These secrets have to be there, each a JSON object with these keys (what is in brackets may be missing):"
    yield from (f"  {name}: {', '.join(map(bracketed, sorted(keys)))}" for name, keys in sorted(plan.secrets.items()))
    yield "In this order:"
    yield f"  1. build for {plan.parameters['Architecture']}: {', '.join(sorted(plan.template.functions))}, two layers"
    yield "  2. upload, and hand CloudFormation the change"
    yield "  3. MigrateFunction's new version runs, before any other function changes, and nothing else is done if it"
    yield f"     fails. It applies what the database lacks of {', '.join(plan.versions)};"
    yield "     then it replaces functions, reference data and access in one transaction"
    yield "  4. every other function gets a new version, and traffic moves to it:"
    yield f"     webhook, rpc, auth: {plan.shift}; the others: at once"
    yield "  5. the pages are uploaded, their assets first; what kiosks still run of the former ones stays"


def bracketed(key: str) -> str:
    """Write a secret's key, in brackets when nobody has to fill it in."""
    return f"[{key}]" if key in OPTIONAL else key


def obstacles(plan: Plan) -> Iterable[str]:
    """Say in a sentence each why this may not be deployed now."""
    if plan.environment == "prod":
        for name, why in NEEDED_IN_PROD.items():
            if not plan.parameters.get(name):
                yield f"samconfig.toml has no {name} for prod: {why}."
    if plan.environment != "dev" and not plan.clean:
        yield f"Only what is committed goes to {plan.environment}: commit or stash your changes."
    if not has_credentials():
        yield "There are no AWS credentials: sign in first (aws sso login, AWS_PROFILE), or look with DRY_RUN=1."


def has_credentials() -> bool:
    """Tell whether AWS's usual places hold credentials."""
    import boto3  # noqa: PLC0415 - a dry run does without AWS altogether

    return boto3.Session().get_credentials() is not None


def quoted(value: str) -> str:
    """Write a value as SAM reads it; an empty one must be there too."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquoted(pair: str) -> tuple[str, str]:
    """Read Name=value or Name="value" as samconfig.toml has it."""
    name, value = pair.split("=", 1)
    return name, re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def _git(root: Path, *arguments: str) -> str | None:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.strip() if done.returncode == 0 else None


def run(plan: Plan) -> int:
    """Build and deploy; return SAM's exit status. The pages come after what they call."""
    if not any(uploads()):
        raise StackError("The pages are not built: make does it.")
    build(plan.parameters["Architecture"])
    if report() != 0:
        return 1
    done = subprocess.run(plan.sam_deploy(), cwd=ROOT, check=False).returncode
    if done == 0:
        print(advice(plan, upload(plan.stack, plan.region)))
    return done


def advice(plan: Plan, url: str) -> str:
    """Say where the pages are, what is missing for people to sign in there, and how to see that alarms are heard."""
    mail = plan.parameters.get("AlarmEmail")
    heard = (
        f" {mail} hears of alarms once the link in SNS's mail was opened."
        if mail
        else " Nobody gets a mail for alarms."
    )
    return where(plan, url) + heard + " Try it: docs/runbook.md, An alarm to try."


def where(plan: Plan, url: str) -> str:
    """Say where the pages are, and what is missing for people to sign in there."""
    if plan.parameters.get("PagesDomain"):
        return f"The pages are at https://{plan.parameters['PagesDomain']}, which has to point to {url}."
    if url in plan.parameters.get("PagesOrigins", "").split(","):
        return f"The pages are at {url}."
    return f"The pages are at {url}. Nobody signs in there before PagesOrigins in samconfig.toml begins with it."


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the plan, and carry it out unless it is a dry run or something stands in the way."""
    parser = argparse.ArgumentParser(prog="make deploy", description=__doc__)
    parser.add_argument("environment", choices=ENVIRONMENTS)
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, without AWS")
    chosen: Any = parser.parse_args(arguments)
    plan = make_plan(chosen.environment)
    for reason in () if chosen.dry_run else obstacles(plan):
        print(f"make deploy: {reason}", file=sys.stderr)
        return 1
    print("\n".join(lines(plan)), flush=True)
    if chosen.dry_run:
        print("A dry run: nothing was built, nobody was asked.")
        return 0
    try:
        return run(plan)
    except StackError as error:
        print(f"make deploy: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
