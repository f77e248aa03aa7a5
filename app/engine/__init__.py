"""The indexing side of the app: files, states, child processes."""
