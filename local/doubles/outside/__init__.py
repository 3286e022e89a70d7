"""Strict doubles of what we only send to: Slack's incoming webhook, PostHog's capture API, Sentry's envelopes."""

from local.doubles.outside.server import Outside

__all__ = ["Outside"]
