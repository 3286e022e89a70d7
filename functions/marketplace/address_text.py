"""Texts that people typed, made fit for a label: what cannot be printed is taken out, long ones are split at words."""

import re
import unicodedata

_KEPT = ("L", "M", "N", "P", "Z")  # letters, marks, numbers, punctuation, spaces: of every script
_LAST_OF_LATIN_1 = "\xff"
# They turn the character before them into a picture, or draw around it.
_SELECTORS = re.compile("[\ufe00-\ufe0f\u20d0-\u20f0]")


def clean(text: str) -> str:
    """Take out control characters and pictures, and write each gap as one space."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join(
        "".join(" " if _is_gap(each) else each for each in _SELECTORS.sub("", composed) if _prints(each)).split()
    )


def fold(text: str) -> str:
    """Write a word as it is compared: small letters without accents, and nothing else."""
    bare = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in bare if each.isascii() and each.isalpha())


def wrapped(text: str, width: int) -> list[str]:
    """Split at words into lines of at most `width`; only a word that is longer than a line is cut."""
    lines: list[str] = []
    for word in _pieces(text, width):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _pieces(text: str, width: int) -> list[str]:
    return [word[at : at + width] for word in text.split() for at in range(0, len(word), width)]


def _is_gap(character: str) -> bool:
    return character.isspace() or unicodedata.category(character).startswith("Z")


def _prints(character: str) -> bool:
    if _is_gap(character):
        return True
    if character <= _LAST_OF_LATIN_1:
        return not unicodedata.category(character).startswith("C")
    return unicodedata.category(character).startswith(_KEPT)
