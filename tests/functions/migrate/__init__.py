"""The migrator as a resource of the stack."""
