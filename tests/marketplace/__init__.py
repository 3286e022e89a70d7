"""The function of the marketplaces over a database of its own, and doubles of what is outside."""
