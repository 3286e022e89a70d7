"""What an order changes of begun cakes, and what the bench says to it."""
