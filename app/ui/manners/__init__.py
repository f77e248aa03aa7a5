"""What the window does beside searching."""
