"""api/products."""
