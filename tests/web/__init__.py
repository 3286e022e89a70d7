"""The pages as they are built, without a browser."""
