"""Results seen as a map and by date."""
