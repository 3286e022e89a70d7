"""PINs: a slow hash with a pepper, so that what the database keeps is of no use without what it does not keep."""

import hashlib
import hmac
from uuid import UUID

from ordak import settings

# OWASP's figures for scrypt at 32 MiB; about a quarter of a second on Lambda.
_COST, _BLOCK, _PARALLEL = 2**15, 8, 3
_MEMORY = 128 * _COST * _BLOCK * 2


def pin_hash(pin: str, staff_id: UUID) -> str:
    """Return what is kept of a person's PIN, as hexadecimal. The same PIN of another person is something else."""
    pepper = settings.pin_pepper().encode()
    salt = hmac.digest(pepper, staff_id.bytes, "sha256")
    peppered = hmac.digest(pepper, pin.encode(), "sha256")
    return hashlib.scrypt(peppered, salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY, dklen=32).hex()
