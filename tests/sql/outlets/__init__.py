"""What goes outside: alerts and usage."""
