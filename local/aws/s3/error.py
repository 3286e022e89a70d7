"""What S3 answers when it refuses: a code, its status, words, and the XML that they are in."""

from xml.sax.saxutils import escape

STATUS = {
    "AccessDenied": 403,
    "AuthorizationQueryParametersError": 400,
    "EntityTooLarge": 400,
    "EntityTooSmall": 400,
    "InvalidAccessKeyId": 403,
    "InvalidArgument": 400,
    "InvalidPolicyDocument": 400,
    "InvalidToken": 400,
    "MalformedPOSTRequest": 400,
    "MethodNotAllowed": 405,
    "NoSuchKey": 404,
    "NotImplemented": 501,
    "PreconditionFailed": 412,
    "SignatureDoesNotMatch": 403,
}


class S3Error(Exception):
    """A request that S3 refuses."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = STATUS[code]

    @property
    def xml(self) -> str:
        """The body of the answer."""
        inner = f"<Code>{self.code}</Code><Message>{escape(self.message)}</Message><RequestId>LOCAL</RequestId>"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'
