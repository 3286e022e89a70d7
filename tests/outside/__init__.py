"""The doubles of those who listen, tried by hand and not by our clients."""
