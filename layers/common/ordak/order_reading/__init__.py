"""Reads the body of a Shopify order: values in, values out, and nothing outside."""
