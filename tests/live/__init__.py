"""Pages that hear of changes at once, over real WebSockets."""
