"""api/reads."""
