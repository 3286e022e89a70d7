"""Orders of a marketplace until they are accepted."""
