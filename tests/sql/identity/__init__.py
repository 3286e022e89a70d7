"""api/identity."""
