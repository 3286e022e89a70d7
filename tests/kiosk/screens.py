"""The table of screens: what is seen at first sight of each state, at three sizes.

Sizes are CSS pixels. A row is a state of `web/gallery/kiosk/states.ts`; a state that a baker meets is added here.
"""

from dataclasses import dataclass, field

SIZES = {"tablet": (1024, 768), "phone": (390, 844), "wall": (1920, 1080)}
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Screen:
    """A state; by size, how far down its first card begins at most, and how many cards are whole at least.

    `seen` are CSS selectors: all that they find is on the first screen, whole, and nothing lies over it.
    """

    state: str
    top: dict[str, int] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)


NO_BAND = {"tablet": 250, "wall": 250}
BAND = {"tablet": 330, "wall": 330}
FULL = {"tablet": 3, "phone": 1, "wall": 15}
SOME = {"tablet": 1, "phone": 1}
# The way back, the number, the day.
HEAD = [".opened > .row > .button", ".opened h1", ".opened h1 ~ .badge:nth-child(4)"]
ACTIONS = "[aria-labelledby=actions] .button"
# The change was seen.
SEEN = "[aria-labelledby=change] .button"
OPENED = {"tablet": [*HEAD, ACTIONS], "phone": HEAD, "wall": [*HEAD, ACTIONS]}
BY_HAND = {size: [".entry .input", ".entry .button"] for size in SIZES}

SCREENS = [
    Screen("station", NO_BAND, FULL),
    Screen("station-all", NO_BAND, FULL),
    Screen("station-supervisor", NO_BAND, FULL),
    Screen("station-long-name"),
    Screen("station-mixed", NO_BAND, FULL),
    Screen("station-words", NO_BAND, {"tablet": 2, "wall": 6}),
    Screen("station-unassigned", NO_BAND, SOME),
    Screen("station-batch"),
    Screen("station-menu"),
    Screen("station-settings", NO_BAND, seen={size: [".settings .button"] for size in ("tablet", "wall")}),
    Screen("station-typing", seen=BY_HAND),
    Screen("offline", BAND, SOME),
    Screen("band-received", BAND, SOME),
    Screen("band-ok", BAND, SOME),
    Screen("band-already", BAND, SOME),
    Screen("band-refused", BAND, SOME),
    Screen("band-cancelled", BAND, SOME),
    Screen("band-offline", BAND, SOME),
    Screen("band-unknown", BAND, SOME),
    Screen("band-failed", seen={size: [".band .word", ".band .reference"] for size in SIZES}),
    Screen("ticket-changed", seen={**OPENED, "tablet": [*HEAD, ACTIONS, SEEN]}),
    Screen("ticket-blocked", seen=OPENED),
    Screen("ticket-packing", seen=OPENED),
    Screen("ticket-cancelled", seen={"tablet": [*HEAD, SEEN], "phone": HEAD, "wall": [*HEAD, SEEN]}),
    Screen("ticket-elsewhere", seen=OPENED),
    Screen("ticket-band", seen=OPENED),
    Screen("ticket-words", seen={"tablet": [*HEAD[:2], ACTIONS]}),
    Screen("ticket-from-below", seen=OPENED),
    Screen("ticket-scanned-over", seen={"tablet": HEAD[:2], "phone": HEAD[:2], "wall": HEAD[:2]}),
    Screen("week-shortfalls", seen={size: ["#short:focus", "#short + ul"] for size in SIZES}),
    Screen("week-overdue", seen={size: ["#behind:focus"] for size in SIZES}),
    Screen("sign-in"),
]
