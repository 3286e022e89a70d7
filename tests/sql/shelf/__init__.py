"""What a pantry offers."""
