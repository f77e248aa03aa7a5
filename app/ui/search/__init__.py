"""What is typed, and what becomes of it."""
