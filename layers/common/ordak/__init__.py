"""What two or more of Ordak's functions share."""

# The one place that has the version: pyproject.toml, openapi.json, health and Sentry's releases read it.
VERSION = "0.1.0"
