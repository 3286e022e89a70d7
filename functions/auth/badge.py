"""Badges: a code of ours with a type, sixteen characters of chance and a check character (core.typed_code)."""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"  # core.code_alphabet
_ADDED = r"[\x00-\x20\x7f]*"  # what scanners add, with the symbology's identifier (core.plain_scan)
_BADGE = re.compile(rf"{_ADDED}(?:\][A-Z][0-9]{_ADDED})?S-?([{ALPHABET}]{{16}})-?([{ALPHABET}]){_ADDED}")


def badge_code(scanned: str) -> str | None:
    """Return the code of a badge as it was issued; None for anything else, misread ones too."""
    found = _BADGE.fullmatch(scanned.strip().upper())
    if found is None or found[2] != check_character("S" + found[1]):
        return None
    return f"S-{found[1]}-{found[2]}"


def check_character(text: str) -> str:
    """Return what tells a misread of a code (core.check_character)."""
    places = (ALPHABET.index(character) + 1 for character in text)
    return ALPHABET[sum((at + 1) * place for at, place in enumerate(places, start=1)) % 31]
