"""What a failure is called where it is kept: a code, never a message, for messages quote what people wrote."""

from ordak.database import DatabaseError
from ordak.service import RefusedError


def code_of(error: Exception) -> str:
    """Return a short and stable code for what failed: that of a call that carries one, else the kind of error."""
    if isinstance(error, RefusedError | DatabaseError):
        return str(error)
    code = getattr(error, "code", None)
    return code if isinstance(code, str) else type(error).__name__
