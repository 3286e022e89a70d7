"""What the webhook can read, Shopify is asked to tell."""

import order_run
import topics
from ingest import ORDER_TOPICS

OF_THE_APP = {"CUSTOMERS_DATA_REQUEST", "CUSTOMERS_REDACT", "SHOP_REDACT"}  # in its own configuration
SAID_BY_ORDERS_UPDATED = {"ORDERS_PAID", "ORDERS_FULFILLED", "ORDERS_PARTIALLY_FULFILLED"}


def test_every_topic_that_is_read_is_subscribed_to() -> None:
    read = {topic.replace("/", "_").upper() for topic in {*topics._READERS, *ORDER_TOPICS}}  # noqa: SLF001 - the list of them
    assert set(order_run.TOPICS) == read - OF_THE_APP - SAID_BY_ORDERS_UPDATED
