"""Sessions by Sydney's clock, whose hour comes twice in April, and is missing in October."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.sql.floor import Floor, Json
from tests.sql.pantries import done

SYDNEY = ZoneInfo("Australia/Sydney")


def at(moment: str) -> str:
    """Return a moment of Sydney's clock with its offset."""
    return datetime.fromisoformat(moment).replace(tzinfo=SYDNEY).isoformat()


def local(moment: str) -> str:
    """Return what Sydney's clock shows."""
    return f"{datetime.fromisoformat(moment).astimezone(SYDNEY):%Y-%m-%d %H:%M %Z}"


def made(floor: Floor, opens: str, closes: str, *slots: tuple[str, str]) -> Json:
    """Make a session with these slots, all by Sydney's clock."""
    answer = done(floor, "set_pantry_session", title="Night", opens_at=at(opens), closes_at=at(closes))
    for starts, ends in slots:
        answer = done(
            floor,
            "set_pantry_slot",
            session_id=answer["session"]["session_id"],
            starts_at=at(starts),
            ends_at=at(ends),
            capacity=2,
        )
    session: Json = answer["session"]
    return session
