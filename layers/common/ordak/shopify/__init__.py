"""Shopify's Admin API: calls, documents, answers, a shop and its order rules."""
