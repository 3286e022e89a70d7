"""The rows of an order, and its stock."""
