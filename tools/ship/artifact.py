"""What SAM has built, made fit to ship: without what nobody imports, with bytecode that a zip cannot make stale."""

import compileall
import importlib.util
import io
import py_compile
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.machinery import BYTECODE_SUFFIXES
from pathlib import Path

MEGABYTE = 1_000_000
# What is needed by another package's metadata alone, or by a part of it that no function uses.
UNUSED = ("cffi", "pycparser", "tabulate")
# These read their own version, or their entry points, when they are imported.
READ_METADATA = ("psycopg", "psycopg_binary", "yoyo_migrations")
UNUSED_FILES = ("**/*.pyi", "**/py.typed", "requirements.txt", "*.data", "bin")
UNUSED_FILES_DEEP = ("aws_lambda_powertools/event_handler/openapi/swagger_ui/*.min.*",)
# Of the 440 that AWS's SDK brings: the services that are asked for, and what tells of regions, errors and defaults.
SDK_DATA = ("s3", "sesv2", "endpoints.json*", "partitions.json*", "sdk-default-configuration.json*", "_retry.json*")
HASHED_UNCHECKED = 0b01


@dataclass(frozen=True)
class Size:
    """The size of one artifact in bytes."""

    name: str
    zipped: int
    unzipped: int


def finish(folder: Path, inside: str, held: Iterable[str] = ()) -> None:
    """Make a built folder ready, which Lambda unpacks into `inside`, without the packages that its layer holds."""
    for path in [*_unused(folder), *(folder / name for name in held if (folder / name).is_dir())]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    _write_bytecode(folder, inside)


def _unused(folder: Path) -> Iterator[Path]:
    for pattern in (*UNUSED_FILES, *UNUSED_FILES_DEEP, *UNUSED):
        yield from folder.glob(pattern)
    yield from folder.glob("boto3/data")
    for path in folder.glob("botocore/data/*"):
        if not any(path.match(kept) for kept in SDK_DATA):
            yield path
    for metadata in folder.glob("*.dist-info"):
        if metadata.name.split("-")[0] not in READ_METADATA:
            yield metadata


def _write_bytecode(folder: Path, inside: str) -> None:
    """Compile for good: SAM's zip has no dates, so bytecode that compares them would be made anew at each start."""
    done = compileall.compile_dir(
        folder,
        maxlevels=20,
        quiet=1,
        force=True,
        workers=0,
        stripdir=str(folder),
        prependdir=inside,  # in place of this machine's path
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done or stale(folder):
        raise ValueError(f"{folder.name} holds what does not compile")


def stale(folder: Path) -> list[str]:
    """Return the sources whose bytecode is missing, is not theirs, or would be compared by date."""
    return [str(source.relative_to(folder)) for source in sorted(folder.rglob("*.py")) if not _is_fresh(source)]


def _is_fresh(source: Path) -> bool:
    bytecode = Path(importlib.util.cache_from_source(str(source)))
    if not bytecode.exists():
        return False
    with bytecode.open("rb") as file:
        magic, flags, digest = file.read(4), int.from_bytes(file.read(4), "little"), file.read(8)
    return (magic, flags, digest) == (
        importlib.util.MAGIC_NUMBER,
        HASHED_UNCHECKED,
        importlib.util.source_hash(source.read_bytes()),
    )


def top_level(folder: Path) -> set[str]:
    """Return the modules and packages that can be imported from a folder."""
    names = {path.name.split(".")[0] for path in folder.iterdir() if _importable(path)}
    return names - {"__pycache__"}


def _importable(path: Path) -> bool:
    if path.is_dir():
        return path.suffix not in (".dist-info", ".libs")
    return path.suffix in (".py", ".so", *BYTECODE_SUFFIXES)


def size(folder: Path) -> Size:
    """Measure a folder as it is and as the zip that SAM makes of it."""
    packed = io.BytesIO()
    unzipped = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(folder):
            archive.write(path, path.relative_to(folder))
            unzipped += path.stat().st_size
    return Size(folder.name, packed.getbuffer().nbytes, unzipped)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
