"""Two browsers without a screen."""

from collections.abc import Iterator

import pytest

from local.stack import Stack
from tests.auth.guest import Guest


@pytest.fixture
def guest(stack: Stack) -> Iterator[Guest]:
    somebody = Guest(stack)
    yield somebody
    somebody.close()


@pytest.fixture
def victim(stack: Stack) -> Iterator[Guest]:
    """Somebody else, at another browser."""
    somebody = Guest(stack)
    yield somebody
    somebody.close()
