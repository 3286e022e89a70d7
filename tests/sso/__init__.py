"""The local identity provider on its own: that it refuses what a real one refuses."""
