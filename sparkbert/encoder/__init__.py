"""Text in, token vectors with exact character spans out."""
