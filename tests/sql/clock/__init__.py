"""When a store is open, and how long something takes by that."""
