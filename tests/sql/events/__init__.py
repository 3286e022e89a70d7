"""The log of events, and who reads it."""
