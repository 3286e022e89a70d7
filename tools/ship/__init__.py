"""What is built and deployed."""
