"""Each test finds the management of connections as it is in life."""

from collections.abc import Iterator

import pytest

from local.aws.live_api import Limits
from local.stack import Stack


@pytest.fixture
def limits(stack: Stack) -> Iterator[Limits]:
    """Return what a test may make worse."""
    stack.live.limits = Limits()
    yield stack.live.limits
    stack.live.limits = Limits()
