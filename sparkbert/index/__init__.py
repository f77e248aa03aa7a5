"""The inverted index: a SQLite catalog beside write-once segments of numpy arrays."""
