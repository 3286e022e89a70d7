"""The functions as they are deployed: real events, real processes, real pooler."""
