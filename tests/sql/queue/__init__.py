"""Tickets as lists and screens show them."""
