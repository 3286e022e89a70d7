"""What shops and apps call the parts of an order: the names that the default order_rules look for.

Each is compared with a whole name, so that a topper's size, a card's message or an icing's flavour is not the cake's.
"""

_HANDOVER = r"(pick ?up|collection|collect|delivery|shipping|shipment|ship|dispatch|fulfil+ment|click (and|&) collect)"
# What may stand before a name and says nothing more: Please select your pickup date.
_ASKING = (
    r"((please|select|choose|pick|enter|add|your|our|my|the|a|an|preferred|requested|required|desired|estimated"
    r"|expected|scheduled|confirmed|actual|local|store|in store|order|cake) )*"
)
_DUE = rf"({_HANDOVER}|due|ready|required|requested|needed|wanted|preferred)"
DATE = (
    r"(?!order (date|day|time)\b)"
    rf"({_ASKING}(({_HANDOVER}|or|and|&) )*{_DUE}( (by|on|for))? (date|day)( ((and|&) )?(time|slot|window))?"
    r"|date ((de|du|d|la) )*(livraison|ramassage|retrait|cueillette|collecte)( souhait[eé]e)?"
    rf"|{_ASKING}({_HANDOVER} )?(due|(ready|due|needed|required|wanted) (by|on))"
    rf"|{_ASKING}(date|day)( ((and|&) )?time)?( (required|requested|needed|wanted|due|(of|for) {_HANDOVER}))?"
    r"|when (do|would|will|should|shall) (you|we|i) .*(need|want|like|pick|collect|deliver|receive).*)"
)
ZAPIET = r"_?zapiet ?id"  # a date in a query string, encoded
SLOT = (
    r"(?!order time\b)"
    rf"({_ASKING}(({_HANDOVER}|due|ready|arrival|or|and|&) )*(time ?)?(time|slot|window|range)( (of|for) {_HANDOVER})?"
    r"|what time .*)"
)
METHOD = r"((checkout|delivery|shipping|fulfil+ment|order) )?method|(delivery|fulfil+ment|order) type"
_NOT_THE_CAKE = (
    r"(?!.*\b(card|greeting|gift|topper|candle|box|balloon|tag|ribbon|driver|courier|baker|kitchen|staff|us|font"
    r"|colou?r|style|note|sender|recipient)s?\b)"
)
_ON_THE_CAKE = rf"(on|for|in|onto) {_ASKING}(cakes?|plaque|top|cupcakes?)"
MESSAGE = (
    rf"{_NOT_THE_CAKE}({_ASKING}((personal|personali[sz]ed|custom|special|birthday|happy birthday|plaque) )*"
    rf"(message|inscription|writing|wording|lettering)s?( to be)?( (written|piped|iced))?( {_ON_THE_CAKE})?"
    r"( line)?( [0-9]+)?( (max|up to|limit|optional)\b.*)?"
    rf"|(cake|plaque) text|(text|name|words?)( to go)? {_ON_THE_CAKE}"
    r"|(what|would|do|any) .*\b(message|inscription|writing|written|write|piped|say)\b.*)"
)
FLAVOUR = (
    rf"{_ASKING}((cake|sponge|base|cupcake|main) )*flavou?rs?( (choice|selection|option|of {_ASKING}(cake|sponge)))?"
    rf"( [0-9]+)?|((top|middle|bottom|first|second|third|[0-9]+(st|nd|rd|th)?) )?tier( [0-9]+)? flavou?rs?"
    r"|(what|which) flavou?r( (of )?(cake|sponge))?( (would|do|should|shall) .*)?"
)
SIZE = rf"{_ASKING}((cake|tin|slab|cupcake) )*sizes?( of {_ASKING}cake)?|(what|which) size( cake)?( (would|do) .*)?"
NOTES = (
    r"((order|special|delivery|pick ?up|cake|customer|extra|additional) )*"
    r"(notes?|instructions?|comments?|requests?)"
)
