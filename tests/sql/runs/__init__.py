"""Runs of any kind."""
