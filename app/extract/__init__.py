"""From a file to clean text: one extractor per format, run in limited child processes."""
