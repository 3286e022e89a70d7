"""A body of multipart/form-data, read strictly."""

from email.parser import BytesParser
from email.policy import HTTP
from typing import NamedTuple

from local.doubles.kit.messages import Request
from local.doubles.kit.operations import RefusedError


class Field(NamedTuple):
    """One field of a form."""

    content_type: str
    filename: str | None
    content: bytes


def fields(request: Request) -> dict[str, list[Field]]:
    """Return the fields by name, or refuse what is no form."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data;"):
        raise RefusedError(415, "The body has to be multipart/form-data.")
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.body)
    if not message.is_multipart() or message.defects:
        raise RefusedError(400, "The form cannot be read.")
    found: dict[str, list[Field]] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if part.get_content_disposition() != "form-data" or not isinstance(name, str) or not isinstance(content, bytes):
            raise RefusedError(400, "A part of the form has no name.")
        found.setdefault(name, []).append(Field(part.get_content_type(), part.get_filename(), content))
    return found
