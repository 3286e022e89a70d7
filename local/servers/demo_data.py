"""The local stack's database: of this version, with the demo data in it."""

from local.servers.processes import StackError


def migrate_and_seed(owner_url: str) -> None:
    """Bring the database to this version and put the demo data in."""
    from migrator import ChangedVersionError, migrate, seed_dev  # noqa: PLC0415 - brings yoyo, which few need

    try:
        migrate(owner_url)
    except ChangedVersionError as error:
        raise StackError(f"The data here is of another history: {error}. make reset wipes it.") from error
    seed_dev(owner_url)
