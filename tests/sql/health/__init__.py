"""How the house fares."""
