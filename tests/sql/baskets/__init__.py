"""What a member means to order."""
