"""Signing in, kiosks and tokens, through the running stack."""
