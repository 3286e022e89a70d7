"""What a person types: the command `ordak`, `make reset`, events for `sam local`."""
