"""What a mail to a member says, in their language: their own order, and nothing of anybody else."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Text(NamedTuple):
    """The words of a kind, with fields of api.member_mail in braces; `shows_lines`: the order's items follow."""

    subject: str
    body: str
    shows_lines: bool = True


TEXTS: Mapping[str, Mapping[str, Text]] = {
    "en": {
        "confirmed": Text(
            "{pantry}: your order {order_id} is confirmed",
            "We have confirmed your order {order_id}. Pick it up on {day} between {from} and {until}.",
        ),
        "ready": Text(
            "{pantry}: your order {order_id} is ready",
            "Your order {order_id} is ready. Pick it up on {day} between {from} and {until}. "
            "Show this code: {pickup_code}",
        ),
        "cancelled": Text(
            "{pantry}: your order {order_id} is cancelled",
            "Your order {order_id} for {day} was cancelled.",
            shows_lines=False,
        ),
        "substitute": Text(
            "{pantry}: something else for your order {order_id}",
            "Not everything of your order {order_id} is there. "
            "Open the order to accept or decline what we offer instead.",
        ),
        "place_free": Text(
            "{pantry}: there is a place for you",
            "A place is free on {day} between {from} and {until}. It is held for you until {answer_by}: "
            "place your order for that time by then.",
        ),
    },
    "fr": {
        "confirmed": Text(
            "{pantry} : votre commande {order_id} est confirmée",
            "Nous avons confirmé votre commande {order_id}. Retirez-la le {day} entre {from} et {until}.",
        ),
        "ready": Text(
            "{pantry} : votre commande {order_id} est prête",
            "Votre commande {order_id} est prête. Retirez-la le {day} entre {from} et {until}. "
            "Présentez ce code : {pickup_code}",
        ),
        "cancelled": Text(
            "{pantry} : votre commande {order_id} est annulée",
            "Votre commande {order_id} du {day} a été annulée.",
            shows_lines=False,
        ),
        "substitute": Text(
            "{pantry} : un remplacement pour votre commande {order_id}",
            "Il manque une partie de votre commande {order_id}. "
            "Ouvrez-la pour accepter ou refuser ce que nous proposons.",
        ),
        "place_free": Text(
            "{pantry} : une place pour vous",
            "Une place est libre le {day} entre {from} et {until}. Elle vous est réservée jusqu'au {answer_by} : "
            "commandez d'ici là pour cette heure.",
        ),
    },
}
_ANSWER_BY = {"en": " (offered until {at})", "fr": " (proposé jusqu'au {at})"}


def written(mail: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the text of an api.member_mail."""
    language = mail["language"]
    text = TEXTS[language][mail["kind"]]
    lines = ["", *(_line(line, language) for line in mail["lines"])] if text.shows_lines and mail["lines"] else []
    return text.subject.format_map(mail), "\n".join([text.body.format_map(mail), *lines]) + "\n"


def _line(line: Mapping[str, Any], language: str) -> str:
    offered = _ANSWER_BY[language].format(at=line["answer_by"]) if line["answer_by"] else ""
    return f"{line['quantity']} x {line['title']}{offered}"
