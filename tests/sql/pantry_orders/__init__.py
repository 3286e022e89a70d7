"""Orders of a pantry: placed, prepared, handed over."""
