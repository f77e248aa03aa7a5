"""SparkBERT: private search by meaning with sparse vectors over k-means senses of BERT tokens."""
