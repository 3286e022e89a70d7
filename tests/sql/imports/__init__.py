"""Orders of a marketplace as they come in."""
