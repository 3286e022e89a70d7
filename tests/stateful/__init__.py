"""Long sequences of what happens to stock, drawn by chance, against what has to hold after each of them."""
