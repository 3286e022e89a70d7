"""Mail to the members of a pantry: claimed, sent, finished."""
