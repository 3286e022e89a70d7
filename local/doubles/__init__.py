"""What stands for the outside world: shops, the sign-in provider, who is told."""
