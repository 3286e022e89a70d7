"""The double of Canada Post, by what is known of its API."""
