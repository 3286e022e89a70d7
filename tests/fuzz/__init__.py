"""Everything that can be asked, asked by chance: the API by its document, the database by its functions."""
