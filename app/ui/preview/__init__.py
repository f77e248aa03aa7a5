"""A look into the file that a result stands in."""
