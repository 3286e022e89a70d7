"""The events that people and tests invoke functions with."""
