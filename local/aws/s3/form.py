"""A form of multipart/form-data as S3 reads it: fields, then the file, and nothing after it."""

from collections.abc import Iterator

from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

from local.aws.s3.error import S3Error

_MOST_FIELDS = 20_480  # bytes of what stands before the file


def read_form(content_type: str, body: bytes) -> tuple[dict[str, str], bytes]:
    """Return the fields, their names in lower case, and the file."""
    kind, options = parse_options_header(content_type)
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise S3Error("PreconditionFailed", "Bucket POST must be of the enclosure-type multipart/form-data")
    fields: dict[str, str] = {}
    size = 0
    try:
        for name, content in _parts(options["boundary"].encode(), body):
            if name == "file":
                return fields, content
            size += len(content)
            if name in fields or size > _MOST_FIELDS:
                raise S3Error("MalformedPOSTRequest", "A field comes twice, or there is too much before the file.")
            fields[name] = content.decode()
    except ValueError:
        raise S3Error("MalformedPOSTRequest", "The body of your POST request is not well-formed.") from None
    raise S3Error("InvalidArgument", "POST requires exactly one file upload per request.")


def _parts(boundary: bytes, body: bytes) -> Iterator[tuple[str, bytes]]:
    decoder, name, content = MultipartDecoder(boundary), "", bytearray()
    decoder.receive_data(body)
    decoder.receive_data(None)
    while not isinstance(event := decoder.next_event(), Epilogue):
        if isinstance(event, Field | File):
            name, content = event.name.lower(), bytearray()
        elif isinstance(event, Data):
            content += event.data
            if not event.more_data:
                yield name, bytes(content)
