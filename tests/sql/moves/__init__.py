"""Flows whose moves are rows."""
