"""SparkBERT Desktop: find passages in your own documents by what you mean."""
