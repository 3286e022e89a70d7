"""api/sync."""
