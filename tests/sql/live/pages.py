"""What the tests of live share: pages that connect, and a worker that tells them."""

from collections import defaultdict
from itertools import count

from tests.sql.floor import Floor, Json, actor, digest

LIVE = "ordak_live"
_connections = count(1)

type Heard = dict[str, list[tuple[str, str | None]]]  # of each connection: types and ids


def ask(floor: Floor, function: str, **arguments: object) -> Json:
    """Call as the live function does."""
    return floor.service(function, who="live", **arguments)


def ticket(floor: Floor, who: str | Json = "supervisor") -> str:
    """Ask for a ticket as somebody."""
    answer = floor.rpc("open_live", actor=actor(who) if isinstance(who, str) else who)
    assert answer["ok"], answer
    return str(answer["live_ticket"])


def connect(floor: Floor, shown: str, connection_id: str = "") -> Json:
    """Connect with a ticket."""
    connection_id = connection_id or f"c{next(_connections)}="
    return ask(floor, "connect_live", ticket_hash=digest(shown), connection_id=connection_id)


def page(floor: Floor, who: str | Json = "supervisor") -> str:
    """Connect somebody's page and return its connection's id."""
    connection_id = f"c{next(_connections)}="
    assert connect(floor, ticket(floor, who), connection_id)["ok"]
    return connection_id


def claim(floor: Floor, worker: str = "w", **more: object) -> Json:
    """Claim a shard that has news."""
    return ask(floor, "claim_live", worker=worker, **more)


def finish(floor: Floor, claimed: Json, worker: str = "w", **more: object) -> bool:
    """Say that a shard was told; return whether it was still this worker's."""
    return not ask(floor, "finish_live", worker=worker, shard=claimed["shard"], told=claimed["told"], **more)[
        "already_done"
    ]


def heard(claimed: Json) -> Heard:
    """Return who hears what of a claim, as functions/live sorts it out."""
    found: Heard = defaultdict(list)
    for listener in claimed["listeners"]:
        for message in claimed["messages"]:
            theirs = listener["audience"] != "member" or message["member_id"] in {None, listener["member_id"]}
            if theirs and message["store"] in listener["stores"] and listener["audience"] in message["audiences"]:
                found[listener["connection_id"]].append((message["type"], message["id"]))
    return found


def tell(floor: Floor) -> Heard:
    """Tell whatever there is to tell, as a worker does; return who heard what."""
    found: Heard = defaultdict(list)
    while (claimed := claim(floor))["shard"] is not None:
        for connection_id, messages in heard(claimed).items():
            found[connection_id] += messages
        assert finish(floor, claimed)
    return found


def nobody_listens(floor: Floor) -> None:
    """Begin with no page."""
    floor.rows("delete from core.live_connections")
    floor.rows("delete from core.live_shards")
