"""Data that ships with the app: the default vocabulary, samples, icons."""
