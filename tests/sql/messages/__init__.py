"""Conversations with a marketplace's customers."""
