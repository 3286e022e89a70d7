"""Labels of a marketplace's orders: claimed, bought, kept, undone."""
