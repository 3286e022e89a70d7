"""Who orders of a pantry."""
