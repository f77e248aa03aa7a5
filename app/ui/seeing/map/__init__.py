"""What was found, as a map: alike passages lie near each other."""
