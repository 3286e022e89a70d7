"""The purge."""
