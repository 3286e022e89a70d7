"""The contract with callers, generated from the database's catalog. Imports pydantic and the standard library only."""
