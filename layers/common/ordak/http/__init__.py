"""HTTP: events and answers of an API, who calls, and the one client."""
