"""The words that our texts do not use, by hand: an idea has one word, the field's before one of our own.

`docs/glossary.md` has the words that they do use. A pattern is read without regard to case, in texts from which the names in
backticks were taken: what a name is called is not a text's to change.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """What is not written, what is written for it, and examples that the pattern has to see and to pass."""

    pattern: str
    instead: str
    seen: tuple[str, ...]
    passed: tuple[str, ...] = ()


RULES: dict[str, Rule] = {
    "a message that wakes a consumer": Rule(
        r"\b(door)?bells?\b|\b(ring|rings|rang|rung|ringing)\b",
        "wake, wake-up, wake-up queue; of an alarm: it fires",
        ("The doorbell signs its own calls", "Whom to ring for", "rung for in vain", "the alarm rings"),
        ("wake-ups failed", "during", "a string"),
    ),
    "send to many, receive from many": Rule(
        r"\b(tells?|told|telling|hears?|heard|hearing|ears?)\b(?! apart)",
        "publish, broadcast, notify, send, report, show; consume, receive",
        ("Those who tell pages", "An alert is told", "Slack hears of it", "what was heard"),
        ("tell apart", "nearby", "the earliest", "shears"),
    ),
    "a scan for missing orders, a comparison of two sides": Rule(
        r"\b(a|the|no|any|each|every|next|last|first|one|whose) looks?\b(?!-| (at|up|like)\b)|\blooks? for orders\b",
        "gap scan, reconcile, reconciliation",
        ("No look for orders for an hour", "the next look", "the look that could not help"),
        ("look at the log", "a look-up of a key", "looks like"),
    ),
    "stock that is given to demand it could not cover": Rule(
        r"\bsettle(s|d)?\b|\bsettling\b|\bstock that (somebody|an order) waits\b|\bwaits? for stock\b",
        "allocate, backorder; of a scan: resolve",
        ("Settles what waits", "stock that somebody waits for"),
        ("allocates freed stock to backorders",),
    ),
    "a delivery that comes again": Rule(
        r"\bcom(e|es|ing) again\b|\bcame again\b|\b(is|are|was|were) followed\b(?! by)|\bfollows? (it|the shop|the order)\b",
        "redelivery, retry, upsert, update",
        ("An order that comes again", "newer: it is followed", "follows the shop from then on"),
        ("what follows from it", "is followed by a space"),
    ),
    "an exclusive right for a time": Rule(
        r"\bworkers? (that )?(holds?|keeps?|takes?|ha(s|ve) (it|them|now))\b|\brow (that )?(it|a worker|nobody) holds\b|\bnobody holds\b",
        "lease",
        (
            "Rows that this worker holds now",
            "A row that a worker holds",
            "a batch that nobody holds",
            "no worker takes it",
        ),
        ("orders hold stock", "the ticket holds its place"),
    ),
    "a failure of all, not of one": Rule(
        r"\bconcerns? (them )?all\b|\bone thing that was asked\b",
        "systemic",
        ("Whether it concerns all",),
    ),
    "what lets a page into the WebSocket": Rule(
        r"\bconnects? with a ticket\b|\bcomes? with a ticket\b|\blets? .{0,20}in by a ticket\b|\btakes a ticket, by its hash\b"
        r"|\bticket to connect\b|\bnot a valid ticket\b",
        "admission; a ticket carries a barcode and a stage",
        ("A page connects with a ticket", "A ticket to connect with", "Not a valid ticket"),
        ("a ticket of the queue",),
    ),
    "a person at a kiosk": Rule(
        r"\bkiosk sessions?\b|\bsessions? at (a|the|this) kiosk\b",
        "turn; a session is a sign-in",
        ("ends the kiosk session", "a session at a kiosk"),
        ("all sessions and kiosk turns",),
    ),
    "a log record": Rule(
        r"\blog lines?\b|\blines? of ((our|the|its|rpc's) log|level)\b|\b(its|their) line's\b",
        "entry; a line is an order's",
        ("An error in a page is a line of our log", "its line's `code`", "one log line"),
        ("lines of the order", "a line of the table"),
    ),
    "a person without a name": Rule(
        r"\b(whoever|whomever|somebody|nobody|anybody)\b",
        "the person, the caller, the packer, a supervisor, no one, no worker",
        ("Somebody has changed the order", "whoever did it", "nobody is signed in"),
        ("no one is signed in",),
    ),
    "a sentence that says it twice round": Rule(
        r"\bin vain\b|\bthere is not so much\b|\bmade from itself\b|\bthat is none\b|\bhalf (a )?characters?\b|\bby chance\b"
        r"|\bwhat lies about\b|\bmakes? no sense\b|\bhow (it|they|a \w+|an \w+|the \w+) fares?\b|\ba wish not made\b",
        "what happened, in the field's words: not enough on hand, circular, NaN, unpaired surrogate, random, invalid, state",
        (
            "rung for in vain",
            "There is not so much",
            "It would be made from itself",
            "sequences by chance",
            "How it fares.",
        ),
        ("by chances", "the state of the run"),
    ),
}
# Where a text is a title or is one sentence long, it does not begin with a clause either.
CLAUSE = r"^(what|who|whom|whose|how) (?!to\b|many\b|much\b)"

# A text that may break a rule, and why.
EXCEPTIONS: dict[str, str] = {}
