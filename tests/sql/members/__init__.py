"""Members of a pantry: invited, joined, approved."""
