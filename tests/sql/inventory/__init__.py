"""api/inventory."""
