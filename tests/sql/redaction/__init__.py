"""Customers erased."""
