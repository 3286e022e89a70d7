"""The built artifacts, started under AWS's own runtime."""
