"""The calls of kiosks, pages and other systems."""
