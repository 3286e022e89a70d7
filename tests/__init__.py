"""The tests of Ordak."""
