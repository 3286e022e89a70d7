"""Pick-up times of a pantry's sessions."""
