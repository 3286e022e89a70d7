"""api/intake."""
