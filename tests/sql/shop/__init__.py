"""api/shop."""
