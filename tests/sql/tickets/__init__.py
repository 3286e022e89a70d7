"""Scans: every action on a ticket, and what it answers."""
