"""api/push."""
