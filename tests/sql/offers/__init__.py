"""What a store offers at its marketplace."""
