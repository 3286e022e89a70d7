"""What every double is made of: a request and its answer as plain values, switches to fail by, a server in a thread."""

from local.doubles.kit.calls import Call, CallLog
from local.doubles.kit.clock import Clock, stamp
from local.doubles.kit.failures import Failure, Switches, answer_or_fail
from local.doubles.kit.keeper import Keeper
from local.doubles.kit.messages import Reply, Request
from local.doubles.kit.operations import Api, Asked, Operation, RefusedError
from local.doubles.kit.server import DoubleServer

__all__ = [
    "Api",
    "Asked",
    "Call",
    "CallLog",
    "Clock",
    "DoubleServer",
    "Failure",
    "Keeper",
    "Operation",
    "RefusedError",
    "Reply",
    "Request",
    "Switches",
    "answer_or_fail",
    "stamp",
]
