"""Nothing waits to be read again before a test, and after it the books are right."""

from collections.abc import Iterator

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor
from tests.sql.products.sold import work_off


@pytest.fixture
def books(floor: Floor) -> Iterator[None]:
    """Nothing waits before a test, and after it the books are right."""
    work_off(floor)
    yield
    assert_books(floor)
