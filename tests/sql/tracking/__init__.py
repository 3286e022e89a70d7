"""Orders of a marketplace that have a label, until they are shipped there."""
