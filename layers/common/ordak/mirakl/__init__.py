"""Mirakl's seller API: the orders, messages and stock of a marketplace."""
