"""What every double is made of: a request and its answer as plain values, switches to fail by, a server in a thread."""

from local.doubles.kit.failures import Failure, Switches, answer_or_fail
from local.doubles.kit.messages import Reply, Request
from local.doubles.kit.server import DoubleServer

__all__ = ["DoubleServer", "Failure", "Reply", "Request", "Switches", "answer_or_fail"]
