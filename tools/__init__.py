"""What makes and ships the project; nothing of it runs in the stack."""
