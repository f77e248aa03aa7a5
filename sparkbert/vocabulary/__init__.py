"""The vector vocabulary: the senses of every word piece, trained, stored and looked up."""
