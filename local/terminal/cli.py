"""The command `ordak`, for people at the terminal of a local stack."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from local.doubles.tokens import LONGEST, SHIFT, staff_token
from local.env_files import for_people
from local.servers.processes import StackError
from local.state import STATE, signing_key

NOT_POSSIBLE = 2


class Parser(argparse.ArgumentParser):
    """Refuses in one line, as every refusal here."""

    def error(self, message: str) -> NoReturn:
        """End with what is wrong; `--help` says what would be right."""
        self.exit(NOT_POSSIBLE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a refusal is one line and exit status 2."""
    chosen = _parser().parse_args(arguments)
    try:
        print(chosen.run(chosen))
    except StackError as error:
        print(f"ordak: {error}", file=sys.stderr)
        return NOT_POSSIBLE
    return 0


def token(chosen: argparse.Namespace) -> str:
    """Make a staff access token, of a session."""
    owner_url = for_people(chosen.state)["ORDAK_OWNER_DATABASE_URL"]
    if chosen.minutes > LONGEST:
        raise StackError(f"No token is taken that is good for more than {LONGEST} minutes.")
    return staff_token(chosen.state, owner_url, chosen.role, chosen.store, chosen.minutes)


def new_key(_chosen: argparse.Namespace) -> str:
    """Make a key that signs access tokens, private part included."""
    return json.dumps(signing_key().as_dict(private=True))


def sell(chosen: argparse.Namespace) -> str:
    """Sell cakes in the shop: its signed order goes to the webhook. Return what that answered."""
    from local.terminal import counter  # noqa: PLC0415 - brings httpx, which others do without

    bought = {"sku": chosen.sku, "quantity": chosen.quantity, "due": chosen.due, "message": chosen.message}
    return counter.sell(for_people(chosen.state), chosen.store, **bought)


def gap(chosen: argparse.Namespace) -> str:
    """Name the orders that the shop has and we have not, and the reverse; repair nothing."""
    from local.terminal import counter  # noqa: PLC0415 - as above

    return counter.look_for_orders(for_people(chosen.state), chosen.store, chosen.since, dry_run=True)


def replay(chosen: argparse.Namespace) -> str:
    """Have those orders delivered again."""
    from local.terminal import counter  # noqa: PLC0415 - as above

    return counter.look_for_orders(for_people(chosen.state), chosen.store, chosen.since, dry_run=chosen.dry_run)


def cycle(chosen: argparse.Namespace) -> str:
    """Let each step of a marketplace run once, in order; return what became of each."""
    from local.terminal import marketplace  # noqa: PLC0415 - as above

    return marketplace.cycle(for_people(chosen.state), chosen.store)


def event(chosen: argparse.Namespace) -> str:
    """Print an event of events/ for sam local invoke, signed and with a token."""
    from local.terminal import events  # noqa: PLC0415 - brings httpx, as above

    env = for_people(chosen.state)

    def staff() -> str:
        return staff_token(chosen.state, env["ORDAK_OWNER_DATABASE_URL"], "Staff")

    return json.dumps(events.filled(events.read(chosen.name), env, staff), indent=2)


def containers(chosen: argparse.Namespace) -> str:
    """Let containers reach the stack until Ctrl-C."""
    from local.terminal.containers import serve  # noqa: PLC0415 - looks for a Docker engine

    return serve(chosen.state)


def migrate(chosen: argparse.Namespace) -> str:
    """Bring the database to this version, or with --to down to an older one."""
    from local.terminal import migrating  # noqa: PLC0415 - brings psycopg

    if chosen.lose and chosen.to is None:
        raise StackError("--lose belongs to --to.")
    return migrating.run(chosen.state, chosen.to, lose=chosen.lose)


def _parser() -> Parser:
    parser = Parser(prog="ordak", description="Tools for the local stack.")
    commands = parser.add_subparsers(required=True, metavar="command")
    tokens = commands.add_parser("token", help="print a staff access token")
    tokens.add_argument("--role", required=True, help="Admin, Supervisor, …")
    tokens.add_argument("--store", help="of somebody who works in this store")
    life = f"until it expires, {LONGEST} at most (default: %(default)s)"
    tokens.add_argument("--minutes", type=_positive, default=SHIFT, help=life)
    key = commands.add_parser("new-key", help="print a new key for signing access tokens (a JWK with its private part)")
    sale = commands.add_parser("sell", help="sell cakes in the shop and see them arrive")
    sale.add_argument("--store", default="bannos", help="default: %(default)s")
    sale.add_argument("--sku", default="CAKE-8-VAN", help="default: %(default)s; CAKE-8-CHOC and BRW-12-SC exist too")
    sale.add_argument("--quantity", type=_positive, default=1, help="default: %(default)s")
    sale.add_argument("--due", default=str(date.today() + timedelta(days=2)), help="a date (default: %(default)s)")  # noqa: DTZ011 - the person's own
    sale.add_argument("--message", help="what is to be written on the cake")
    made = commands.add_parser("event", help="print an event for sam local invoke")
    made.add_argument("name", help="of a file of events/")
    reach = commands.add_parser("containers", help="let containers of sam local reach the stack, until Ctrl-C")
    gaps = commands.add_parser("gap", help="name the orders that the shop has and we have not, and the reverse")
    again = commands.add_parser("replay", help="have those orders delivered again")
    again.add_argument("--dry-run", action="store_true", help="only name them")
    for command in (gaps, again):
        _say_which_orders(command)
    runs = (
        (tokens, token),
        (key, new_key),
        (sale, sell),
        (made, event),
        (reach, containers),
        (gaps, gap),
        (again, replay),
        (_cycle_parser(commands), cycle),
        (_migrate_parser(commands), migrate),
    )
    for command, run in runs:
        command.add_argument("--state", type=Path, default=STATE, help="the stack's folder (default: .local)")
        command.set_defaults(run=run)
    return parser


def _say_which_orders(command: Parser) -> None:
    command.add_argument("--store", default="bannos", help="default: %(default)s")
    command.add_argument("--since", type=_moment, help="changed since then (ISO; default: since the last full look)")


def _cycle_parser(commands: Any) -> Parser:
    parser: Parser = commands.add_parser("cycle", help="let each step of a marketplace run once, in order")
    parser.add_argument("--store", default="bestbuyca", help="default: %(default)s")
    return parser


def _migrate_parser(commands: Any) -> Parser:
    parser: Parser = commands.add_parser("migrate", help="bring the database to this version, or down to an older one")
    parser.add_argument("--to", metavar="VERSION", help="M15 say: undo what came after it; never in prod")
    parser.add_argument("--lose", action="store_true", help="go down also where that loses data")
    return parser


def _moment(text: str) -> str:
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no moment such as 2026-11-20 or 2026-11-20T14:00+11:00"
        ) from None
    try:
        moment = written.astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is where the calendar ends") from None
    if moment > datetime.now(UTC):
        raise argparse.ArgumentTypeError(f"{text!r} has not come yet")
    return moment.isoformat()


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above zero")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
