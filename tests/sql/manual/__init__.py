"""Orders that staff and other systems write."""
