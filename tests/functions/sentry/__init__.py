"""Failures to Sentry."""
