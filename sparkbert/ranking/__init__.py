"""From a query to ranked hits whose score is the sum of shown contributions."""
