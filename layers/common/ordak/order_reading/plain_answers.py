"""Tells an answer that says something from one that only says no, or yes."""

import re
from functools import lru_cache

_NO = (
    r"(no|none|nope|nah|nil|nill|n ?a|non|not applicable|not (required|needed)|nothing|zero|0|false|off"
    r"|un(checked|ticked)"
    r"|aucune?s?|rien|sans|pas d ?allergies?|pas de regime|n[eé]ant|blank|leave blank|leave it blank|empty)"
)
_AND_NO_MORE = (
    r"(thanks?|thank you|ty|merci|please|pls|sorry|yet|here|at all|to my knowledge|(that )?(i|we) know( of)?|known?"
    r"|connue?s?"
    r"|required|needed|applicable|specified|special|particular|speciale?s?|food|other|any|dietary|diets?|alimentaires?"
    r"|requirements?|restrictions?|needs|preferences?|allerg\w+|intol[eé]ran\w+"
    r"|message|writing|text|inscription|wording"
    r"|for (me|us|this|this order)|no|none|nil)"
)
_ACKNOWLEDGES = (
    r"(yes )?((i|we) )?(understand|understood|agree|agreed|accept|accepted|acknowledged?|confirm|confirmed|have read"
    r"|j accepte|je comprends)( (and|to|the|this|that|it|all|above|terms|conditions|risks?|policy|disclaimer"
    r"|understand|accept|agree))*"
)
_YES = r"(yes|y|yep|yeah|true|on|1|checked|ticked|oui|ok|okay)( (please|thanks|thank you|merci))*"
_TICKS = "✓✔☑✅"


@lru_cache(maxsize=1024)
def says_no(text: str) -> bool:
    """Tell `None`, `N/A`, `no known allergies`, an empty box or a dash; `no nuts` says something."""
    words = _words(text)
    return not (words or _ticked(text)) or re.fullmatch(rf"{_NO}( {_AND_NO_MORE})*", words) is not None


@lru_cache(maxsize=1024)
def says_yes(text: str) -> bool:
    """Tell a mere yes, or a tick."""
    words = _words(text)
    return re.fullmatch(_YES, words) is not None or (not words and _ticked(text))


@lru_cache(maxsize=1024)
def acknowledges(text: str) -> bool:
    """Tell what somebody has to say to a shop's own words: a mere yes, `I understand and accept the terms`."""
    return says_yes(text) or re.fullmatch(_ACKNOWLEDGES, _words(text)) is not None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _ticked(text: str) -> bool:
    return any(tick in text for tick in _TICKS)
