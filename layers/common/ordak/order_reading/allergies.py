"""Finds what somebody must not eat in what the customer wrote. In doubt it is one."""

import re
from collections.abc import Collection
from functools import lru_cache

from ordak.order_reading.places import Entry, Places, plain_name, written
from ordak.order_reading.plain_answers import acknowledges, says_no, says_yes
from ordak.shopify.order_rules import AllergyWords, OrderRules

# What has a flavour of its own says how it tastes: `Filling: dairy free caramel`.
_A_TASTE = r"flavou?r|filling|frosting|icing|topping|saveur|parfum"
_NO_ALLERGY = (
    r"\b(no|not|isn'?t|aren'?t|without|nobody (is|has)|no ?one (is|has)|(do|does)(n'?t| not) have"
    r"|aucune|pas d['\u2019 ]?|sans)"
    r"( (any|known|food|other|real|dietary))*\s?(allerg\w*|intol[eé]ran\w*|dietary \w+)"
    r"( (to|that) (anything|(i|we) know( of)?|my knowledge))?"
    r"(?!\w| (to|except|apart|other than|but|besides|à|aux?|sauf)\b)"
)


def read_allergies(rules: OrderRules, places: Places, *, tastes: Collection[Entry]) -> tuple[list[str], list[Entry]]:
    """Return each with its name, and the entries that are one. `tastes` are fields: only the plainest words count."""
    texts: list[str] = []
    used: list[Entry] = []
    for entry in written(places):
        if _is_one(rules.allergies, entry, taste=entry in tastes):
            texts.append(f"{entry.name}: {entry.text}" if entry.name else entry.text)
            used.append(entry)
    for _, note in places.get("note", ())[:1]:
        texts += _sentences(rules.allergies, note)
    return list(dict.fromkeys(texts)), used


@lru_cache(maxsize=1024)  # the lines of an order share most of them
def _is_one(words: AllergyWords, entry: Entry, *, taste: bool) -> bool:
    name = plain_name(entry.name)
    if taste or (_has(_A_TASTE, name) and not _has(words.names, name)):
        return _has(words.surely, entry.text) and bool(_sentences(words, entry.text))
    if not (_has(words.names, name) or _has(words.words, name)):
        return bool(_sentences(words, entry.text))
    if _has(_NO_ALLERGY, name):
        return not says_yes(entry.text) and not (says_no(entry.text) and _has(words.disclaimers, name))
    if says_no(entry.text):
        return False
    if _has(words.disclaimers, name):
        return bool(_sentences(words, entry.text))
    return not (acknowledges(entry.text) and not says_yes(entry.text))


@lru_cache(maxsize=1024)
def _sentences(words: AllergyWords, text: str) -> tuple[str, ...]:
    """The sentences of a free text in which somebody speaks of what they must not eat."""
    if not _has(words.words, text):
        return ()
    sentences = re.split(r"(?<=[.!?;])\s+|\n+", text)
    return tuple(each.strip() for each in sentences if any(_speaks(words, part) for part in _parts(each)))


def _parts(sentence: str) -> list[str]:
    return re.split(r"\b(?:but|however|mais)\b", re.sub(_NO_ALLERGY, " ", sentence, flags=re.IGNORECASE))


def _speaks(words: AllergyWords, part: str) -> bool:
    if says_no(part) or not _has(words.words, part):
        return False
    # The shop speaks of allergens, a customer of being allergic.
    return not _has(words.disclaimers, part) or _has(words.surely, re.sub("allerg[eè]n", "", part, flags=re.IGNORECASE))


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
