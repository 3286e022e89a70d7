"""What a shop shows."""
