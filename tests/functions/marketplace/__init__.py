"""The function that runs a marketplace's orders, module by module."""
