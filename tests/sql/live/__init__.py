"""What pages are told at once."""
