"""When a pantry takes orders, and when they are picked up."""
