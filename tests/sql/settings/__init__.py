"""api/settings."""
