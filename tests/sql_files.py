"""The files of the SQL that each migration makes anew, by what they make: `<flow>/<subject>/{types,core,api,views}`."""

from pathlib import Path

from local.state import ROOT

MIGRATIONS = ROOT / "migrations"


def sql(kind: str) -> list[Path]:
    """Return the files of a kind: types, core, api or views."""
    found = sorted(MIGRATIONS.glob(f"**/{kind}/*.sql"))
    assert found
    return found


def subject(file: Path) -> str:
    """Return what a file is about; a flow of one subject has no further folder."""
    return file.parent.parent.name


def flow(file: Path) -> str:
    """Return which flow a file belongs to; kernel and stock are no flow and know of none."""
    return file.relative_to(MIGRATIONS).parts[0]


def private_name(file: Path) -> str:
    """Return what a file's private function has to be called, with its schema: its flow's; `core` is the kernel's."""
    schema = flow(file).replace("kernel", "core")
    return f"{schema}.{file.stem}"


# The schemas of private functions.
PRIVATE = sorted({private_name(file).partition(".")[0] for file in sql("core")})
