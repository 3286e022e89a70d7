"""Waiting lists of a pantry's sessions."""
