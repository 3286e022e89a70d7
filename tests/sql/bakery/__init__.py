"""api/bakery."""
