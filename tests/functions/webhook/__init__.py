"""The webhook, and the reader of orders behind it."""
