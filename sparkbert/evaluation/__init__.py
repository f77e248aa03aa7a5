"""How good is it? Test collections, metrics, peers and the report."""
