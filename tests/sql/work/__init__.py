"""api/work."""
