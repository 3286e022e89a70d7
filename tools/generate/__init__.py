"""What is generated from the database and the settings."""
