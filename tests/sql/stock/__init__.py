"""Items, what orders hold of them, and what is short."""
